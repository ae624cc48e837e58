using System.Net;
using System.Text.Json;

namespace ZoomApprover.Infrastructure.Sheets;

/// <summary>What Google says is wrong (google.rpc.Status). A page of HTML, or nothing, leaves only the number.</summary>
/// <param name="Status">Google's canonical name, such as NOT_FOUND; "" when the answer is not Google's.</param>
/// <param name="Reason">From <c>details</c>, such as SERVICE_DISABLED; "" when there is none.</param>
/// <param name="RetryAfter">From the header, which Google seldom sends.</param>
internal sealed record GoogleError(HttpStatusCode Http, string Status, string Message, string Reason, string ActivationUrl, TimeSpan? RetryAfter)
{
    private const int LongestBody = 64 * 1024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static async Task<GoogleError> ReadAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var header = response.Headers.RetryAfter;
        var nothing = new GoogleError(response.StatusCode, "", "", "", "", Within(header?.Delta ?? header?.Date - now));
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[LongestBody];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            using var document = JsonDocument.Parse(buffer.AsMemory(0, length));
            return Member(document.RootElement, "error", JsonValueKind.Object) is { } error ? nothing.With(error) : nothing;
        }
        catch (Exception failure) when (failure is JsonException or IOException or InvalidDataException)
        {
            return nothing;
        }
    }

    /// <summary>Without the message, which may quote a cell.</summary>
    public override string ToString() => $"HTTP {(int)Http} {Status}";

    private GoogleError With(JsonElement error)
    {
        var info = Member(error, "details", JsonValueKind.Array) is { } details
            ? details.EnumerateArray().FirstOrDefault(detail => Member(detail, "reason", JsonValueKind.String) is not null)
            : default;
        return this with
        {
            Status = Words(error, "status"),
            Message = Words(error, "message"),
            Reason = Words(info, "reason"),
            ActivationUrl = Member(info, "metadata", JsonValueKind.Object) is { } metadata ? Words(metadata, "activationUrl") : "",
        };
    }

    private static string Words(JsonElement parent, string name) => Member(parent, name, JsonValueKind.String)?.GetString() ?? "";

    private static JsonElement? Member(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    // what an answer asks for must not be able to stop the passes
    private static TimeSpan? Within(TimeSpan? asked) => asked is { } wait
        ? wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait
        : null;
}
