using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Domain.Invitations;

/// <summary>The cells of one reading, found by the code of their row and the header of their column, wherever both stand.</summary>
public sealed class ListCells
{
    private static readonly ListColumn[] Written = [ListColumn.Status, ListColumn.RegistrantId, ListColumn.Data];

    private readonly string[] headers;
    private readonly ListLayout layout;
    private readonly Dictionary<string, int> places;
    private readonly Func<string, (int Number, IReadOnlyList<Cell> Cells)?> find;
    private readonly Func<string, bool> stands;

    private ListCells(
        IReadOnlyList<IReadOnlyList<Cell>> reading, ListLayout layout, IEnumerable<string> codes, Func<string, (int Number, IReadOnlyList<Cell> Cells)?> find, Func<string, bool> stands)
    {
        headers = [.. reading[0].Select(cell => CodeReader.TitleKey(cell.Text))];
        places = headers.Select((header, place) => (header, place)).Where(one => one.header.Length > 0)
            .GroupBy(one => one.header, StringComparer.Ordinal).Where(one => one.Count() == 1).ToDictionary(one => one.Key, one => one.Single().place, StringComparer.Ordinal);
        (this.layout, Codes, this.find, this.stands) = (layout, codes, find, stands);
        CodePlace = layout.PlaceOf(ListColumn.Code)!.Value;
        Marked = [.. Written.Select(layout.PlaceOf).OfType<int>().Order()];
    }

    /// <summary>0 is column A.</summary>
    public int CodePlace { get; }

    public string CodeHeader => headers[CodePlace];

    /// <summary>Columns in which marks are written, 0 being column A.</summary>
    public IReadOnlyList<int> Marked { get; }

    /// <summary>Of the rows that are kept.</summary>
    public IEnumerable<string> Codes { get; }

    /// <summary>A reading as it is.</summary>
    /// <param name="reading">The header first.</param>
    public static ListCells Of(IReadOnlyList<IReadOnlyList<Cell>> reading, ListLayout layout, ListContent content) => new(
        reading, layout, content.Codes.Keys,
        code => content.Codes.TryGetValue(code, out var rows) && rows.Count == 1 ? (rows[0].Row, reading[rows[0].Row - 1]) : null,
        content.Codes.ContainsKey);

    /// <summary>Some rows of a reading, which need not be kept for the others.</summary>
    /// <param name="kept">Their codes.</param>
    public static ListCells Of(IReadOnlyList<IReadOnlyList<Cell>> reading, ListLayout layout, ListContent content, IEnumerable<string> kept)
    {
        var rows = kept.Where(code => content.Codes.TryGetValue(code, out var found) && found.Count == 1)
            .ToDictionary(code => code, code => (content.Codes[code][0].Row, reading[content.Codes[code][0].Row - 1]), StringComparer.Ordinal);
        return new ListCells(reading, layout, rows.Keys, code => rows.TryGetValue(code, out var row) ? row : null, rows.ContainsKey);
    }

    /// <returns>Upper case; "" when it has none.</returns>
    public string HeaderAt(int place) => place < headers.Length ? headers[place] : "";

    public int? PlaceOf(string header) => places.TryGetValue(header, out var place) ? place : null;

    public int? PlaceOf(ListColumn column) => layout.PlaceOf(column);

    /// <summary>Whether marks are written in the column with this header.</summary>
    public bool IsMarked(string header) => PlaceOf(header) is { } place && Marked.Contains(place);

    /// <summary>As people count, the header being 1; null when the code does not stand in exactly one row.</summary>
    public int? RowOf(string code) => find(code)?.Number;

    /// <summary>Whether the code stands in one row or more of those that are kept.</summary>
    public bool Has(string code) => stands(code);

    /// <summary>Null when there is no such row, or no such column.</summary>
    public Cell? At(string code, string header) => find(code) is { } row && PlaceOf(header) is { } place ? At(row.Cells, place) : null;

    public static Cell At(IReadOnlyList<Cell> row, int place) => place < row.Count ? row[place] : Cell.Empty;

    /// <summary>Whether the columns stand in the same order.</summary>
    public bool IsOrderedAs(ListCells other) => headers.SequenceEqual(other.headers, StringComparer.Ordinal);

    /// <summary>Whether each code that is kept there, and stands here, stands in the same row.</summary>
    public bool StandsAs(ListCells other) => other.Codes.All(code => RowOf(code) is not { } here || here == other.RowOf(code));
}
