using System.Globalization;

namespace ZoomApprover.Infrastructure.Sheets;

/// <summary>Addresses cells as Google's A1 notation does.</summary>
internal static class A1
{
    /// <summary>The whole tab. Always quoted: an unquoted title may be taken for a cell or a named range.</summary>
    public static string Tab(string title) => $"'{title.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <param name="row">As people count, from 1.</param>
    /// <param name="column">From 0, which is A.</param>
    public static string Run(string title, int row, int column, int width)
    {
        var first = Cell(row, column);
        return width == 1 ? $"{Tab(title)}!{first}" : $"{Tab(title)}!{first}:{Cell(row, column + width - 1)}";
    }

    private static string Cell(int row, int column) => Letters(column) + row.ToString(CultureInfo.InvariantCulture);

    private static string Letters(int column) =>
        (column < 26 ? "" : Letters(column / 26 - 1)) + (char)('A' + column % 26);
}
