using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Domain.Invitations;

/// <summary>The cells of one reading, found by the code of their row and the header of their column, wherever both stand.</summary>
public sealed class ListCells
{
    private static readonly ListColumn[] Written = [ListColumn.Status, ListColumn.RegistrantId, ListColumn.Data];

    private readonly string[] headers;
    private readonly ListLayout layout;
    private readonly Dictionary<string, int> places;
    private readonly Lazy<Dictionary<string, (int Number, IReadOnlyList<Cell> Cells)>> rows;

    private ListCells(string[] headers, ListLayout layout, Func<Dictionary<string, (int Number, IReadOnlyList<Cell> Cells)>> rows)
    {
        (this.headers, this.layout) = (headers, layout);
        places = headers.Select((header, place) => (header, place)).Where(one => one.header.Length > 0)
            .GroupBy(one => one.header, StringComparer.Ordinal).Where(one => one.Count() == 1).ToDictionary(one => one.Key, one => one.Single().place, StringComparer.Ordinal);
        CodePlace = layout.PlaceOf(ListColumn.Code)!.Value;
        Marked = [.. Written.Select(layout.PlaceOf).OfType<int>().Order()];
        Others = [.. places.Values.Except(Marked).Where(place => place != CodePlace).Order()];
        this.rows = new(rows); // mostly the columns stand as they stood, and nobody asks
    }

    /// <summary>0 is column A.</summary>
    public int CodePlace { get; }

    public string CodeHeader => headers[CodePlace];

    /// <summary>Columns in which neither codes stand nor marks are written, 0 being column A; those without a header of their own are left out.</summary>
    public IReadOnlyList<int> Others { get; }

    /// <summary>Columns in which marks are written, 0 being column A.</summary>
    public IReadOnlyList<int> Marked { get; }

    /// <param name="reading">The header first.</param>
    public static ListCells Of(IReadOnlyList<IReadOnlyList<Cell>> reading, ListLayout layout, ListContent content) =>
        new(HeadersOf(reading), layout, () => Rows(reading, content, content.Codes.Keys));

    /// <param name="kept">Codes whose rows are kept: not even the reading is, of the others. A code that stands in two rows never is.</param>
    public static ListCells Of(IReadOnlyList<IReadOnlyList<Cell>> reading, ListLayout layout, ListContent content, IEnumerable<string> kept)
    {
        var rows = Rows(reading, content, kept);
        return new ListCells(HeadersOf(reading), layout, () => rows);
    }

    /// <returns>Upper case; "" when it has none.</returns>
    public string HeaderAt(int place) => place < headers.Length ? headers[place] : "";

    public int? PlaceOf(string header) => places.TryGetValue(header, out var place) ? place : null;

    public int? PlaceOf(ListColumn column) => layout.PlaceOf(column);

    /// <summary>Whether marks are written in the column with this header.</summary>
    public bool IsMarked(string header) => PlaceOf(header) is { } place && Marked.Contains(place);

    /// <summary>As people count, the header being 1; null when the code does not stand in exactly one row.</summary>
    public int? RowOf(string code) => rows.Value.TryGetValue(code, out var row) ? row.Number : null;

    /// <summary>Null when there is no such row, or no such column.</summary>
    public Cell? At(string code, string header) => rows.Value.TryGetValue(code, out var row) && PlaceOf(header) is { } place ? At(row.Cells, place) : null;

    public static Cell At(IReadOnlyList<Cell> row, int place) => place < row.Count ? row[place] : Cell.Empty;

    /// <summary>Whether the columns stand in the same order.</summary>
    public bool IsOrderedAs(ListCells other) => headers.SequenceEqual(other.headers, StringComparer.Ordinal);

    /// <summary>Whether each code that stands here and there stands in the same row.</summary>
    public bool StandsAs(ListCells other) => other.rows.Value.All(row => !rows.Value.TryGetValue(row.Key, out var here) || here.Number == row.Value.Number);

    private static string[] HeadersOf(IReadOnlyList<IReadOnlyList<Cell>> reading) => [.. reading[0].Select(cell => CodeReader.TitleKey(cell.Text))];

    private static Dictionary<string, (int Number, IReadOnlyList<Cell> Cells)> Rows(IReadOnlyList<IReadOnlyList<Cell>> reading, ListContent content, IEnumerable<string> kept) =>
        kept.Where(code => content.Codes.TryGetValue(code, out var rows) && rows.Count == 1)
            .ToDictionary(code => code, code => (content.Codes[code][0].Row, reading[content.Codes[code][0].Row - 1]), StringComparer.Ordinal);
}
