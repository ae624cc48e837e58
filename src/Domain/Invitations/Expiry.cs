using System.Globalization;

namespace ZoomApprover.Domain.Invitations;

/// <summary>Reads the end of a code's life: a date (its whole day still counts) or a moment, in the list's time zone.</summary>
public static class Expiry
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy/MM/dd", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy"];

    private static readonly string[] Moments =
        [.. Days.SelectMany(day => new[] { day + " H:mm", day + " H:mm:ss", day + "'T'HH:mm", day + "'T'HH:mm:ss.FFFFFFF" })];

    // with an offset of their own (RFC 3339)
    private static readonly string[] Exact = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <returns>The first moment at which the code opens nothing; null when the cell cannot be read.</returns>
    public static DateTimeOffset? Read(Cell cell, TimeZoneInfo zone)
    {
        if (cell.Number is { } serial)
        {
            // days since 1899-12-30, the fraction being the time of day; 2958465 is the last day of the year 9999
            return serial is >= 1 and < 2_958_466 ? End(Local(Math.Min(serial, 2_958_465)), Math.Floor(serial) == serial, zone) : null;
        }

        var text = cell.Text.Trim();
        if (DateTime.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return End(day, true, zone);
        }

        if (DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            return End(moment, false, zone);
        }

        return DateTimeOffset.TryParseExact(text, Exact, CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact) ? exact : null;
    }

    // no binary number holds every minute exactly
    private static DateTime Local(double serial) => new DateTime(1899, 12, 30).AddMilliseconds(Math.Round(serial * 86_400_000));

    private static DateTimeOffset End(DateTime local, bool wholeDay, TimeZoneInfo zone)
    {
        // people write the last day there is for "never"; beyond it, and before the first, no moment can be told
        if (local.Date == DateTime.MaxValue.Date || local.Date == DateTime.MinValue.Date)
        {
            return new DateTimeOffset(local.Date, TimeSpan.Zero);
        }

        var end = DateTime.SpecifyKind(wholeDay ? local.Date.AddDays(1) : local, DateTimeKind.Unspecified);
        return new DateTimeOffset(end, zone.GetUtcOffset(end));
    }
}
