using System.Globalization;

namespace ZoomApprover.Simulators.Zoom;

/// <summary>Zoom's 429 answers, in its words.</summary>
internal static class TooManyRequests
{
    public static ZoomAnswer PerSecond(RetryAfterForm form, DateTimeOffset now, TimeSpan? after = null) => Answer(
        "You have reached the maximum per-second rate limit for this API. Try again later.", "QPS", form, now, after ?? TimeSpan.FromSeconds(1));

    public static ZoomAnswer Daily(RetryAfterForm form, DateTimeOffset now, TimeSpan? after = null) => Answer(
        "You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.",
        "Daily-limit", form, now, after ?? UntilMidnight(now));

    public static ZoomAnswer DailyOf(SimKind kind, string registrant, RetryAfterForm form, DateTimeOffset now, TimeSpan? after = null) => Answer(
        $"You have exceeded the daily rate limit of (10) for {kind} Update registrant's status API requests for the registrant ({registrant}). You can resume these API requests at GMT 00:00:00.",
        "Daily-limit", form, now, after ?? UntilMidnight(now));

    private static ZoomAnswer Answer(string message, string type, RetryAfterForm form, DateTimeOffset now, TimeSpan after)
    {
        var until = now + after;
        var value = form switch
        {
            RetryAfterForm.Seconds => Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            RetryAfterForm.IsoDate => ZoomJson.Time(until),
            RetryAfterForm.HttpDate => until.ToString("R", CultureInfo.InvariantCulture),
            _ => null,
        };
        // Zoom sends the type and the time together, or, mostly, neither.
        return ZoomAnswer.Error(429, 429, message) with
        {
            Headers = value is null ? [] : [("Retry-After", value), ("X-RateLimit-Type", type)],
        };
    }

    private static TimeSpan UntilMidnight(DateTimeOffset now) => now.UtcDateTime.Date.AddDays(1) - now.UtcDateTime;
}
