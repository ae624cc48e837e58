using System.Globalization;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Domain.Invitations;

/// <summary>Reads the rows of a list. Pure; it never gives up on a list because of one row.</summary>
public sealed class ListReader(CodeFormat format, bool sessionsMatter, TimeZoneInfo zone)
{
    private readonly Dictionary<string, List<ListRow>> codes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<RowFault, List<int>> faults = [];

    /// <param name="rows">The header first.</param>
    public ListContent Read(IReadOnlyList<IReadOnlyList<Cell>> rows, ListLayout layout) =>
        new ListReader(format, sessionsMatter, zone).ReadOnce(rows, layout); // what is found gathers in the fields

    private ListContent ReadOnce(IReadOnlyList<IReadOnlyList<Cell>> rows, ListLayout layout)
    {
        var count = 0;
        for (var i = 1; i < rows.Count; i++)
        {
            if (ReadRow(rows[i], i + 1, layout) is not { } row)
            {
                continue;
            }

            count++;
            if (codes.TryGetValue(row.Code, out var known))
            {
                if (known.Count == 1)
                {
                    Note(RowFault.Doubled, known[0].Row);
                }

                known.Add(row);
                Note(RowFault.Doubled, row.Row);
            }
            else
            {
                codes.Add(row.Code, [row]);
            }
        }

        return new ListContent(
            codes.ToDictionary(code => code.Key, code => (IReadOnlyList<ListRow>)code.Value, StringComparer.Ordinal),
            [.. faults.Select(fault => new RowFaults(fault.Key, fault.Value))],
            count);
    }

    private ListRow? ReadRow(IReadOnlyList<Cell> cells, int number, ListLayout layout)
    {
        if (CodeOf(At(ListColumn.Code), number) is not { } code)
        {
            return null;
        }

        var session = new Session(At(ListColumn.Session).Text);
        if (session.IsBlank && sessionsMatter)
        {
            Note(RowFault.SessionBlank, number);
        }

        var expires = At(ListColumn.Expires);
        var end = expires.IsEmpty ? null : Expiry.Read(expires, zone);
        var unreadable = !expires.IsEmpty && end is null;
        if (unreadable)
        {
            Note(RowFault.ExpiryUnreadable, number);
        }

        var email = At(ListColumn.Email).Text.Trim();
        var (status, id) = (At(ListColumn.Status).Said, At(ListColumn.RegistrantId).Text.Trim());
        return new ListRow(
            code, number, session, status, id, At(ListColumn.Data).Text, end, unreadable, email.Length == 0 ? null : email,
            At(ListColumn.Hold).Said.Length > 0, At(ListColumn.Approve).Said, Uses(At(ListColumn.MaxUses), number))
        {
            Beside = status.Length == 0 && id.Length > 0 ? [.. cells.Select(cell => cell.Text.Trim()).Where(text => text.Length > 0)] : [],
        };

        Cell At(ListColumn column) => layout.PlaceOf(column) is { } place && place < cells.Count ? cells[place] : Cell.Empty;
    }

    private int Uses(Cell cell, int number)
    {
        if (MaxUses.Read(cell) is { } uses)
        {
            return uses;
        }

        Note(RowFault.UsesUnreadable, number);
        return 1;
    }

    private string? CodeOf(Cell cell, int number)
    {
        if (cell.IsEmpty)
        {
            return null;
        }

        if (cell.Number is { } value)
        {
            return NumberCode(value, number);
        }

        var text = cell.Text.Trim();
        var folded = format.KeyOf(text);
        if (folded.Length == 0 || text.StartsWith('#'))
        {
            Note(RowFault.Damaged, number); // "#REF!" and its like
            return null;
        }

        if (!format.Matches(NormalForm.Composed(text), folded))
        {
            Note(RowFault.OddShape, number);
        }

        return folded;
    }

    private string? NumberCode(double value, int number)
    {
        // beyond 15 digits a sheet has already rounded
        var whole = value is >= 0 and < 1e15 && Math.Floor(value) == value;
        var digits = whole ? value.ToString("F0", CultureInfo.InvariantCulture) : "";
        if (whole && format.Matches(digits, digits))
        {
            Note(RowFault.NumberUsed, number);
            return digits;
        }

        Note(RowFault.Damaged, number);
        return null;
    }

    private void Note(RowFault fault, int row)
    {
        if (!faults.TryGetValue(fault, out var rows))
        {
            faults.Add(fault, rows = []);
        }

        rows.Add(row);
    }
}
