using System.Globalization;

namespace ZoomApprover.Infrastructure.Zoom.Answers;

/// <summary>
/// Reads a Retry-After header: seconds or an HTTP date (RFC 9110, 10.2.3), or the ISO date of Zoom's rate limit page. Null
/// for anything else; at most 48 hours, which is beyond every limit Zoom has.
/// </summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Most = TimeSpan.FromHours(48);

    private static readonly string[] Dates =
    [
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
    ];

    /// <param name="now">The answer's own Date when it has one, else our clock: a date is only as good as the clock it is compared with.</param>
    public static TimeSpan? Read(string? value, DateTimeOffset now)
    {
        var text = value?.Trim() ?? "";
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < Most.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Most;
        }

        return DateTimeOffset.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
            ? Within(until - now)
            : null;
    }

    private static TimeSpan Within(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Most ? Most : wait;
}
