using System.Globalization;
using System.Text;

namespace ZoomApprover.Simulators.Sheets.Values;

/// <summary>A parsed range; rows and columns count from 1, a null end means "to the edge of the grid".</summary>
/// <param name="Tab">Null: no tab was named.</param>
/// <param name="IsAnchor">One cell was named: a write starts there and may be larger.</param>
internal sealed record A1Range(string? Tab, int FirstRow, int FirstColumn, int? LastRow, int? LastColumn, bool IsAnchor = false)
{
    public bool Holds(int row, int column) =>
        row >= FirstRow && row <= (LastRow ?? int.MaxValue) && column >= FirstColumn && column <= (LastColumn ?? int.MaxValue);

    public bool StartsWithin(Grid grid) => FirstRow <= grid.RowCount && FirstColumn <= grid.ColumnCount;

    /// <summary>The end is cut to the grid, as Google does without a word.</summary>
    public A1Range BoundedBy(string title, Grid grid) => this with
    {
        Tab = title,
        LastRow = Math.Min(LastRow ?? grid.RowCount, grid.RowCount),
        LastColumn = Math.Min(LastColumn ?? grid.ColumnCount, grid.ColumnCount),
    };

    /// <summary>The way the server echoes it: quoted only where needed.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Tab is not null)
            text.Append(A1Parser.NeedsQuotes(Tab) ? $"'{Tab.Replace("'", "''", StringComparison.Ordinal)}'" : Tab).Append('!');
        text.Append(ColumnName(FirstColumn)).Append(CultureInfo.InvariantCulture, $"{FirstRow}");
        if (LastRow == FirstRow && LastColumn == FirstColumn)
            return text.ToString();
        text.Append(':');
        if (LastColumn is { } column)
            text.Append(ColumnName(column));
        if (LastRow is { } row)
            text.Append(CultureInfo.InvariantCulture, $"{row}");
        return text.ToString();
    }

    public static string ColumnName(int column)
    {
        var name = "";
        for (var rest = column; rest > 0; rest = (rest - 1) / 26)
            name = (char)('A' + ((rest - 1) % 26)) + name;
        return name;
    }
}
