using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ZoomApprover.Simulators.Zoom;

/// <summary>Sends webhooks the way Zoom does: signed, at most three seconds long, and repeated after 5, 20 and 60 minutes more.</summary>
/// <param name="client">Must not follow redirects; Zoom does not.</param>
/// <param name="webhook">Where to.</param>
/// <param name="secret">The app's secret token.</param>
/// <param name="time">For timestamps and the waits between attempts. Null: the system's.</param>
public sealed class ZoomSender(HttpClient client, Uri webhook, string secret, TimeProvider? time = null)
{
    private static readonly TimeSpan[] AttemptTimes = [TimeSpan.Zero, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(85)];
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly Lock gate = new();
    private readonly List<DeliveryAttempt> log = [];

    public string ClientId { get; init; } = "sim-client-7Hd2";

    /// <summary>How long Zoom waits for an answer, in real time even where the clock is a test's.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Every attempt, in the order of their ends.</summary>
    public IReadOnlyList<DeliveryAttempt> Log
    {
        get
        {
            lock (gate)
                return [.. log];
        }
    }

    public static byte[] RegistrationCreated(SimMeeting meeting, SimRegistrant registrant, DeliveryShape? shape = null) =>
        Event("registration_created", meeting, registrant, shape);

    /// <param name="name">"meeting.registration_approved", or without the first word: then the meeting's kind gives it.</param>
    public static byte[] Event(string name, SimMeeting meeting, SimRegistrant registrant, DeliveryShape? shape = null) =>
        WebhookBody.Of(name, meeting, registrant, shape ?? new());

    /// <param name="at">Null: a fixed time.</param>
    public static byte[] UrlValidation(string plainToken, DateTimeOffset? at = null) => WebhookBody.Envelope(
        "endpoint.url_validation", new JsonObject { ["plainToken"] = plainToken },
        at ?? DateTimeOffset.FromUnixTimeMilliseconds(1720705455858), eventLast: true, escape: true);

    public string Sign(long timestampSeconds, ReadOnlySpan<byte> body)
    {
        byte[] message = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"v0:{timestampSeconds}:")), .. body];
        return "v0=" + Hex(message);
    }

    /// <summary>One attempt. An answer too late or none is status 0, not an exception.</summary>
    public async Task<DeliveryResult> DeliverAsync(byte[] body, DeliveryOverrides? overrides = null, CancellationToken cancellationToken = default)
    {
        overrides ??= new();
        var at = time.GetUtcNow();
        var timestamp = (at + overrides.Skew).ToUnixTimeSeconds();
        var signature = overrides.Signature ?? Sign(timestamp, body);
        var requestId = overrides.RequestId ?? NewRequestId();

        using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(body) };
        AddHeaders(request, overrides, signature, overrides.Timestamp ?? timestamp.ToString(CultureInfo.InvariantCulture), requestId);
        var result = await SendAsync(request, cancellationToken);

        lock (gate)
            log.Add(new(at, requestId, timestamp, signature, body, result));
        return result;
    }

    /// <summary>
    /// The first attempt and at most three more, 5, 25 and 85 minutes after it. A step of the clock made before this waits
    /// counts too, so a test may advance the time as soon as it sees an attempt in <see cref="Log"/>.
    /// </summary>
    public async Task<DeliveryResult> DeliverWithRetriesAsync(byte[] body, CancellationToken cancellationToken = default)
    {
        var first = time.GetUtcNow();
        var same = new DeliveryOverrides { RequestId = NewRequestId() };
        var result = new DeliveryResult(0, "");
        foreach (var after in AttemptTimes)
        {
            if (first + after - time.GetUtcNow() is { Ticks: > 0 } wait)
                await Task.Delay(wait, time, cancellationToken);
            result = await DeliverAsync(body, same, cancellationToken);
            if (!result.IsRepeated)
                break;
        }

        return result;
    }

    /// <summary>Zoom's validation of the URL, signed like every event.</summary>
    public async Task<bool> HandshakeAsync(CancellationToken cancellationToken = default)
    {
        var plain = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var result = await DeliverAsync(UrlValidation(plain, time.GetUtcNow()), null, cancellationToken);
        if (result.Status != 200)
            return false;

        try
        {
            using var answer = JsonDocument.Parse(result.Body);
            return answer.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("plainToken", out var same) && same.ValueEquals(plain)
                && root.TryGetProperty("encryptedToken", out var made) && made.ValueEquals(Hex(Encoding.UTF8.GetBytes(plain)));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private async Task<DeliveryResult> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var response = await client.SendAsync(request, limit.Token);
            return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(limit.Token));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new(0, exception.Message); // a connection that is reset while it is made shows as a bare socket error
        }
    }

    private void AddHeaders(HttpRequestMessage request, DeliveryOverrides overrides, string signature, string timestamp, string requestId)
    {
        Add("x-zm-signature", signature);
        Add("x-zm-request-timestamp", timestamp);
        Add("x-zm-trackingid", $"v=2.0;clid=us02;rid=WEB_{RandomNumberGenerator.GetHexString(32, lowercase: true)}");
        Add("x-zm-request-id", requestId);
        Add("clientid", ClientId);
        Add("user-agent", "Zoom Marketplace/1.0a");
        Add("accept-encoding", "gzip");
        Add("zm-trace-upstream", "Meeting_Web_marketplace-consumer");
        if (overrides.ContentType.Length > 0)
            request.Content!.Headers.TryAddWithoutValidation("content-type", overrides.ContentType);

        void Add(string name, string value)
        {
            if (value.Length > 0)
                request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private string Hex(byte[] message) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), message));

    private static string NewRequestId() => string.Join('_', Guid.NewGuid().ToString().Split('-'));
}
