using System.Globalization;
using System.Text.RegularExpressions;

namespace ZoomApprover.Simulators.Sheets.Values;

/// <summary>Reads A1 notation; null where the server would say "Unable to parse range".</summary>
internal static partial class A1Parser
{
    public static A1Range? Parse(string text)
    {
        if (text.StartsWith('\''))
        {
            var quoted = QuotedTab().Match(text);
            if (!quoted.Success)
                return null;
            var title = quoted.Groups["title"].Value.Replace("''", "'", StringComparison.Ordinal);
            return quoted.Groups["cells"].Success ? ParseCells(title, quoted.Groups["cells"].Value) : Whole(title);
        }

        // An unquoted word that looks like cells is cells, even if a tab has that title.
        return ParseCells(null, text) ?? ParseUnquoted(text);
    }

    public static bool NeedsQuotes(string title) => !PlainTitle().IsMatch(title) || ParseCells(null, title) is not null;

    private static A1Range? ParseUnquoted(string text)
    {
        var parts = text.Split('!', 2);
        if (!PlainTitle().IsMatch(parts[0]))
            return null;
        return parts.Length == 1 ? Whole(parts[0]) : ParseCells(parts[0], parts[1]);
    }

    private static A1Range Whole(string title) => new(title, 1, 1, null, null);

    private static A1Range? ParseCells(string? tab, string cells)
    {
        var match = Cells().Match(cells);
        if (!match.Success)
            return null;
        var (column1, row1) = (Column(match.Groups["c1"]), Row(match.Groups["r1"]));
        if (!match.Groups["second"].Success)
            return column1 is { } column && row1 is { } row ? new(tab, row, column, row, column, IsAnchor: true) : null;

        var (column2, row2) = (Column(match.Groups["c2"]), Row(match.Groups["r2"]));
        var isColumns = column1 is not null && column2 is not null;
        var isRows = column1 is null && column2 is null && row1 is not null && row2 is not null;
        if (!isColumns && !isRows)
            return null;

        // The ends may come in either order; a row on one side only is where the range starts.
        var firstRow = Math.Min(row1 ?? row2 ?? 1, row2 ?? row1 ?? 1);
        int? lastRow = row1 is null || row2 is null ? null : Math.Max(row1.Value, row2.Value);
        return column1 is { } left && column2 is { } right
            ? new(tab, firstRow, Math.Min(left, right), lastRow, Math.Max(left, right))
            : new(tab, firstRow, 1, lastRow, null);
    }

    private static int? Column(Group letters)
    {
        if (letters.Length == 0)
            return null;
        var column = 0;
        foreach (var letter in letters.Value.ToUpperInvariant())
            column = (column * 26) + (letter - 'A' + 1);
        return column;
    }

    private static int? Row(Group digits) =>
        digits.Length == 0 ? null : int.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^'(?<title>(?:[^']|'')+)'(?:!(?<cells>.+))?$", RegexOptions.Singleline)]
    private static partial Regex QuotedTab();

    [GeneratedRegex("^[A-Za-z0-9_]+$")]
    private static partial Regex PlainTitle();

    [GeneratedRegex("^(?<c1>[A-Za-z]{0,3})(?<r1>(?:[1-9][0-9]{0,7})?)(?<second>:(?<c2>[A-Za-z]{0,3})(?<r2>(?:[1-9][0-9]{0,7})?))?$")]
    private static partial Regex Cells();
}
