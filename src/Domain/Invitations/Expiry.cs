using System.Globalization;

namespace ZoomApprover.Domain.Invitations;

/// <summary>Reads the end of a code's life: a date (its whole day still counts) or a moment, in the list's time zone.</summary>
public static class Expiry
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy/MM/dd", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy"];

    private static readonly string[] Moments =
        [.. Days.SelectMany(day => new[] { day + " H:mm", day + " H:mm:ss", day + "'T'HH:mm", day + "'T'HH:mm:ss" })];

    /// <returns>The first moment at which the code opens nothing; null when the cell cannot be read.</returns>
    public static DateTimeOffset? Read(Cell cell, TimeZoneInfo zone)
    {
        if (cell.Number is { } serial)
        {
            // days since 1899-12-30, the fraction being the time of day; 2958466 is the year 10000
            return serial is < 1 or >= 2_958_465 ? null : End(new DateTime(1899, 12, 30).AddDays(serial), Math.Floor(serial) == serial, zone);
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

        // with an offset of its own (RFC 3339)
        return text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact) ? exact : null;
    }

    private static DateTimeOffset End(DateTime local, bool wholeDay, TimeZoneInfo zone)
    {
        var end = DateTime.SpecifyKind(wholeDay ? local.Date.AddDays(1) : local, DateTimeKind.Unspecified);
        return new DateTimeOffset(end, zone.GetUtcOffset(end));
    }
}
