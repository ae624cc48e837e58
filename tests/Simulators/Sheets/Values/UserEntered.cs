using System.Globalization;
using System.Text.RegularExpressions;

namespace ZoomApprover.Simulators.Sheets.Values;

/// <summary>Text as if typed into a cell of automatic format: it may become a formula, number, date or boolean.</summary>
internal static partial class UserEntered
{
    private static readonly string[] YearFirst = ["yyyy-M-d", "yyyy/M/d", "yyyy-M-d H:mm", "yyyy-M-d H:mm:ss"];
    private static readonly string[] MonthFirst = ["M/d/yyyy", "M-d-yyyy", "M/d/yy", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss"];
    private static readonly string[] DayFirst = ["d/M/yyyy", "d-M-yyyy", "d/M/yy", "d/M/yyyy H:mm", "d/M/yyyy H:mm:ss"];
    private static readonly DateTime DayZero = new(1899, 12, 30);

    public static SimCell Read(string text, string locale, DateTimeOffset now)
    {
        if (text.StartsWith('\''))
            return SimCell.Of(text[1..]);
        if (text.Length > 1 && text[0] == '=')
            return new("#ERROR!", Formula: text);

        var trimmed = text.Trim();
        if (bool.TryParse(trimmed, out var truth))
            return new(truth);
        var culture = Culture(locale);
        return Number(trimmed, culture) ?? Date(trimmed, locale, now) ?? SimCell.Of(text);
    }

    public static CultureInfo Culture(string locale) => CultureInfo.GetCultureInfo(locale.Replace('_', '-'));

    private static SimCell? Number(string text, CultureInfo culture)
    {
        var percent = text.EndsWith('%');
        var digits = percent ? text[..^1] : text;
        if (!double.TryParse(digits, NumberStyles.Float | NumberStyles.AllowThousands, culture, out var number) || !double.IsFinite(number))
            return null;
        if (percent)
            return new(number / 100, text);
        return digits.Contains('e', StringComparison.OrdinalIgnoreCase) ? new(number, number.ToString("0.00E+00", culture)) : new(number);
    }

    private static SimCell? Date(string text, string locale, DateTimeOffset now)
    {
        string[] formats = [.. YearFirst, .. locale == "en_US" ? MonthFirst : DayFirst];
        if (DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return new((date - DayZero).TotalDays, text, IsDate: true);

        // "1-2" is a day of this year.
        var brief = DayAndMonth().Match(text);
        return brief.Success && Date($"{text}{brief.Groups["by"].Value}{now.Year}", locale, now) is { } found ? found with { Shown = text } : null;
    }

    [GeneratedRegex("^[0-9]{1,2}(?<by>[-/])[0-9]{1,2}$")]
    private static partial Regex DayAndMonth();
}
