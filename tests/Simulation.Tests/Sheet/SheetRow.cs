using System.Globalization;

namespace ZoomApprover.Simulation.Tests.Sheet;

/// <summary>The columns of the simulated tab, by what stands in its header.</summary>
internal enum Column
{
    Code,
    Session,
    Id,
    Status,
    Data,
    Email,
    Expires,
    Notes,
    Approve,
    MaxUses,
}

/// <summary>Who wrote a cell last, and with which version of the tab.</summary>
internal readonly record struct Written(bool ByService, int Version);

/// <summary>One row; it keeps its identity wherever people move it.</summary>
internal sealed class SheetRow(int number)
{
    public int Number => number;

    public string[] Cells { get; private init; } = [.. Enumerable.Repeat("", Width)];

    public Written[] Authors { get; private init; } = new Written[Width];

    public static int Width => 10;

    public string this[Column column] => Cells[(int)column];

    /// <summary>How many registrants the row says that its code admits.</summary>
    public int Uses => int.TryParse(this[Column.MaxUses], NumberStyles.None, CultureInfo.InvariantCulture, out var uses) && uses > 0 ? uses : 1;

    /// <summary>How many of them hold a use by the status cell: 2 of 2/5, and 1 for any other text.</summary>
    public int Marked => this[Column.Status].Split('/') is [var held, _] && int.TryParse(held, NumberStyles.None, CultureInfo.InvariantCulture, out var marked) ? marked : 1;

    public Written AuthorOf(Column column) => Authors[(int)column];

    public SheetRow With(Column column, string text, Written author)
    {
        var changed = new SheetRow(number) { Cells = [.. Cells], Authors = [.. Authors] };
        changed.Cells[(int)column] = text;
        changed.Authors[(int)column] = author;
        return changed;
    }

    public SheetRow CopiedAs(int other) => new(other) { Cells = [.. Cells], Authors = [.. Authors] };
}

/// <summary>The tab as it stood once. Nothing in it changes any more.</summary>
/// <param name="Order">Which column stands where.</param>
internal sealed record SheetVersion(int Number, DateTimeOffset Since, IReadOnlyList<Column> Order, IReadOnlyList<SheetRow> Rows, bool HeaderIsBroken = false)
{
    public IEnumerable<SheetRow> Of(string code) => Rows.Where(row => row[Column.Code] == code);

    /// <summary>How many registrants the code admits by this version; one when it stands in two rows, or in none.</summary>
    public int UsesOf(string code) => Of(code).Take(2).ToList() is [var row] ? row.Uses : 1;
}
