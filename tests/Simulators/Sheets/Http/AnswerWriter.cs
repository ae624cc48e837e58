using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ZoomApprover.Simulators.Sheets.Http;

/// <summary>Puts answers on the wire, whole or spoilt.</summary>
internal static class AnswerWriter
{
    private const int HugeSize = 64 * 1024 * 1024;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    public static async Task WriteAsync(HttpContext context, SheetsAnswer answer, SheetsRequest request, CancellationToken stop)
    {
        var body = Bytes(answer, request.Pretty);
        Begin(context, answer);
        if (request.TakesGzip)
        {
            using var packed = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                await gzip.WriteAsync(body, stop);
            body = packed.ToArray();
            context.Response.Headers.ContentEncoding = "gzip";
        }

        await context.Response.Body.WriteAsync(body, stop);
    }

    /// <summary>The first half, ended properly: only the JSON shows that something is missing.</summary>
    public static async Task WriteCutAsync(HttpContext context, SheetsAnswer answer, CancellationToken stop)
    {
        var body = Bytes(answer, pretty: false);
        Begin(context, answer);
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), stop);
    }

    public static async Task WriteDrippingAsync(HttpContext context, SheetsAnswer answer, CancellationToken stop)
    {
        var body = Bytes(answer, pretty: false);
        Begin(context, answer);
        for (var i = 0; i < body.Length; i++)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(i, 1), stop);
            await context.Response.Body.FlushAsync(stop);
            await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
        }
    }

    public static async Task WriteHugeAsync(HttpContext context, CancellationToken stop)
    {
        Begin(context, new(200));
        var filler = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
        await context.Response.WriteAsync("{\"spreadsheetId\":\"", stop);
        for (var sent = 0; sent < HugeSize; sent += filler.Length)
            await context.Response.Body.WriteAsync(filler, stop);
        await context.Response.WriteAsync("\"}", stop);
    }

    private static void Begin(HttpContext context, SheetsAnswer answer)
    {
        var headers = context.Response.Headers;
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.Html is null ? "application/json; charset=UTF-8" : "text/html; charset=UTF-8";
        headers.Vary = "Origin, X-Origin, Referer";
        headers.CacheControl = "private";
        headers.Server = "ESF";
        if (answer.RetryAfter is not null)
            headers.RetryAfter = answer.RetryAfter;
        if (answer.Location is not null)
            headers.Location = answer.Location;
        if (answer.WwwAuthenticate is not null)
            headers.WWWAuthenticate = answer.WwwAuthenticate;
    }

    private static byte[] Bytes(SheetsAnswer answer, bool pretty) =>
        Encoding.UTF8.GetBytes(answer.Html ?? answer.Json?.ToJsonString(pretty ? Indented : Compact) ?? "");
}
