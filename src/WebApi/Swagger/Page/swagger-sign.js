// "Try it out" on the webhook, signed as Zoom signs. The secret stays in this page: it is never in the address, a header or the body.

const notes = {
  noSecret: [
    "Sent unsigned, so it is refused. Press Authorize, enter Zoom's secret token under webhookSecret, and execute again.",
    "Enviado sin firma, por eso se rechaza. Pulse Authorize, escriba el token secreto de Zoom en webhookSecret y ejecute otra vez.",
  ],
  noCrypto: [
    "Sent unsigned: this browser signs only on https:// or http://localhost. Open this page at one of these.",
    "Enviado sin firma: este navegador solo firma en https:// o http://localhost. Abra esta página en una de esas direcciones.",
  ],
};

/**
 * Adds Zoom's two headers to a delivery. Anything else, and a delivery that cannot be signed, comes back as it is.
 * @param {{url: string, method?: string, headers?: object, body?: unknown}} request As Swagger UI is about to send it; not changed.
 * @param {string | undefined} secret Zoom's secret token.
 * @param {number} nowSeconds Whole seconds since 1970.
 * @param {string} webhookPath Where the service takes deliveries.
 */
export async function sign(request, secret, nowSeconds, webhookPath) {
  if (!isDelivery(request, webhookPath) || !secret || !canSign()) return request;

  const body = textOf(request.body);
  const text = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", text.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, text.encode(`v0:${nowSeconds}:${body}`));
  const hex = Array.from(new Uint8Array(mac), byte => byte.toString(16).padStart(2, "0")).join("");
  return {
    ...request,
    body,
    headers: { ...request.headers, "x-zm-request-timestamp": String(nowSeconds), "x-zm-signature": `v0=${hex}` },
  };
}

function isDelivery(request, webhookPath) {
  const address = new URL(request.url, globalThis.location?.href ?? "http://localhost");
  return request.method?.toUpperCase() === "POST" && address.pathname === webhookPath;
}

function textOf(body) {
  return typeof body === "string" ? body : body == null ? "" : JSON.stringify(body);
}

function canSign() {
  return Boolean(globalThis.crypto?.subtle); // missing on plain http, except on localhost
}

function show(note) {
  document.getElementById("sign-note")?.remove();
  if (!note) return;

  const box = document.createElement("div");
  box.id = "sign-note";
  box.role = "alert";
  Object.assign(box.style, { position: "sticky", top: "0", zIndex: "9", padding: "12px 20px", background: "#fff3cd", color: "#4d3800", font: "16px sans-serif" });
  for (const [index, language] of ["en", "es"].entries()) {
    const line = document.createElement("p");
    line.lang = language;
    line.style.margin = "4px 0";
    line.textContent = note[index];
    box.append(line);
  }

  document.body.prepend(box);
}

// an error thrown here would break the page's answer panel, so whatever cannot be signed is sent as it is
async function intercept(request) {
  const { webhookPath } = window.ui.getConfigs();
  if (!isDelivery(request, webhookPath)) return request;

  const secret = window.ui.authSelectors.authorized().getIn(["webhookSecret", "value"])?.trim();
  show(!canSign() ? notes.noCrypto : secret ? null : notes.noSecret);
  return sign(request, secret, Math.floor(Date.now() / 1000), webhookPath);
}

// at "load" the page's own script has made window.ui; a Content-Security-Policy forbids to hand it a function as text
if (typeof window !== "undefined") {
  window.addEventListener("load", () => { window.ui.getConfigs().requestInterceptor = intercept; });
}
