using System.Globalization;

namespace ZoomApprover.WebApi.Webhooks;

/// <summary>How old a delivery is by its signed header (seconds since 1970). Negative: it lies in the future.</summary>
internal static class WebhookAge
{
    public static TimeSpan Of(string timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
            ? now - DateTimeOffset.FromUnixTimeSeconds(seconds)
            : TimeSpan.MaxValue;
}
