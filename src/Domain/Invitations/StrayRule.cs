namespace ZoomApprover.Domain.Invitations;

/// <summary>A cell as it was sent.</summary>
/// <param name="Code">Of the row that was meant.</param>
/// <param name="Header">Of the column that was meant.</param>
/// <param name="Row">Where the row stood then, as people count.</param>
/// <param name="Place">Where the column stood then, 0 being column A.</param>
/// <param name="Text">"" emptied the cell.</param>
public sealed record SentCell(string Code, string Header, int Row, int Place, string Text)
{
    /// <summary>Neither code nor text.</summary>
    public override string ToString() => $"row {Row}";
}

/// <summary>A cell that is not as it should be because something came to lie there that was meant for another column.</summary>
/// <param name="Code">Of its row.</param>
/// <param name="Row">As people count.</param>
/// <param name="Place">0 is column A.</param>
/// <param name="Before">What belongs there: mostly what stood there. Of a formula it is the value: the formula itself is never read.</param>
public sealed record StrayCell(string Code, int Row, int Place, Cell Before)
{
    /// <summary>Neither code nor text.</summary>
    public override string ToString() => $"row {Row}";
}

/// <summary>
/// Finds what writes have hit in columns that are not theirs, because people moved columns between a reading and the write made by it.
/// Google answers such a write like any other. Whoever puts back by a guess destroys more than the write did: only a text at the very
/// place it was sent to, in a row that stands where it stood, under another header than was meant, counts. Pure.
/// </summary>
public static class StrayRule
{
    /// <returns>
    /// Without the rows that show all that was sent to them, in the columns it was meant for and as far as these still stand: nothing of it has
    /// gone astray. Where columns were moved, cells that are empty show nothing: they may have been so before.
    /// </returns>
    public static IReadOnlyList<SentCell> Unshown(ListCells basis, ListCells present, IReadOnlyList<SentCell> sent) =>
    [
        .. sent.GroupBy(cell => cell.Code, StringComparer.Ordinal)
            .Where(row => (!present.IsOrderedAs(basis) && row.All(cell => cell.Text.Length == 0)) || row.Any(cell => present.PlaceOf(cell.Header) is not null && present.At(cell.Code, cell.Header)?.Text != cell.Text)).SelectMany(row => row),
    ];

    /// <param name="basis">The reading by which was written; it may keep only some of the rows.</param>
    /// <param name="present">A later one, with all its rows.</param>
    /// <param name="rows">The same one's, the header first.</param>
    /// <param name="sent">Without rows that a reading has shown (<see cref="Unshown"/>).</param>
    /// <returns>Empty also when a row has moved since: nobody can say then which of them was hit.</returns>
    public static IReadOnlyList<StrayCell> Find(ListCells basis, ListCells present, IReadOnlyList<IReadOnlyList<Cell>> rows, IReadOnlyList<SentCell> sent)
    {
        Lazy<HashSet<string>> codes = new(() => [.. rows.Skip(1).Select(row => ListCells.At(row, present.CodePlace).Text)]);

        return sent.Count == 0 || present.IsOrderedAs(basis) || !present.StandsAs(basis) ? []
            : [.. sent.GroupBy(cell => cell.Code, StringComparer.Ordinal).SelectMany(row => OfRow([.. row]))];

        IEnumerable<StrayCell> OfRow(IReadOnlyList<SentCell> cells)
        {
            var code = cells[0].Code;
            var hit = cells.Where(cell => present.HeaderAt(cell.Place) != cell.Header && Text(cell.Row, cell.Place) == cell.Text).ToList();
            var codeHit = hit.Find(cell => cell.Place == present.CodePlace);
            if (codeHit is null ? present.RowOf(code) != cells[0].Row : StandsSomewhere(code))
            {
                return [];
            }

            var strays = hit.Select(cell => (cell, Before: basis.At(code, present.HeaderAt(cell.Place))))
                .Where(one => one.Before is { } before && before.Text != one.cell.Text && MayPutBack(one.cell, before))
                .Select(one => new StrayCell(code, one.cell.Row, one.cell.Place, one.Before!.Value));
            return codeHit is null ? strays : strays.Concat(Marks(cells));
        }

        // a mark that lies over a mark is the business of the mark rule. One in the approve column asks for nothing, and the word that stood
        // there is for a person to write again; what else lies there must go. Who was on hold stays so
        bool MayPutBack(SentCell cell, Cell before) => basis.IsMarked(cell.Header)
            ? !present.Marked.Contains(cell.Place) && cell.Place != present.PlaceOf(ListColumn.Approve) && (cell.Place != present.PlaceOf(ListColumn.Hold) || !before.IsEmpty)
            : cell.Place != present.PlaceOf(ListColumn.Hold) || !before.IsEmpty;

        // without its code nobody marks the row; and half a mark beside the code would look as if a person had emptied the other half
        IEnumerable<StrayCell> Marks(IReadOnlyList<SentCell> cells) =>
            from cell in cells
            where basis.IsMarked(cell.Header) && cell.Text.Length > 0 && present.PlaceOf(cell.Header) is { } place
                && Text(cell.Row, place) is { } text && text != cell.Text && (text.Length == 0 || cells.Any(other => other.Text == text))
            select new StrayCell(cell.Code, cell.Row, present.PlaceOf(cell.Header)!.Value, Cell.Of(cell.Text));

        bool StandsSomewhere(string code) => present.Has(code) || basis.At(code, present.CodeHeader)?.Text is not { } text || codes.Value.Contains(text);

        string? Text(int number, int place) => number <= rows.Count ? ListCells.At(rows[number - 1], place).Text : null;
    }
}
