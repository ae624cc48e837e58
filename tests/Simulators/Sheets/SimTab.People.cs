using ZoomApprover.Simulators.Sheets.Values;

namespace ZoomApprover.Simulators.Sheets;

/// <summary>What a person does in the browser. Rows and columns as people see them: row 1 is the header.</summary>
public sealed partial class SimTab
{
    /// <summary>Puts exactly this value there: string, number, bool or null. It may be text that looks like a number.</summary>
    public void SetCell(int row, int column, object? value)
    {
        lock (state.Gate)
            Set(row, column, SimCell.Of(value), CellChange.Person, "Set");
    }

    public void SetCell(string code, string header, object? value)
    {
        lock (state.Gate)
            SetCell(RowOf(code), Find(header), value);
    }

    /// <summary>Types text into a cell of automatic format: "00123" becomes 123, "1-2" a date, "=…" a formula.</summary>
    public void Type(int row, int column, string text)
    {
        lock (state.Gate)
            Set(row, column, UserEntered.Read(text, spreadsheet.Locale, state.Now), CellChange.Person, "Type");
    }

    public void Clear(int row, int column)
    {
        lock (state.Gate)
            Set(row, column, default, CellChange.Person, "Clear");
    }

    /// <summary>Fills the row below the last one that holds anything; the grid grows when it is full.</summary>
    /// <returns>The row.</returns>
    public int AppendRow(params object?[] values)
    {
        lock (state.Gate)
        {
            var row = grid.LastRow + 1;
            if (row > grid.RowCount)
                grid.Resize(row, grid.ColumnCount);
            for (var i = 0; i < values.Length; i++)
                Set(row, i + 1, SimCell.Of(values[i]), CellChange.Person, "Append");
            return row;
        }
    }

    /// <summary>A new empty row there; what stood there moves down.</summary>
    public void InsertRow(int at)
    {
        lock (state.Gate)
        {
            grid.InsertRow(at);
            Note(CellChange.Person, "Insert", at, 0, null, null);
        }
    }

    public void DeleteRow(int at)
    {
        lock (state.Gate)
        {
            for (var column = 1; column <= grid.ColumnCount; column++)
                if (grid[at, column] is { IsEmpty: false } cell)
                    Note(CellChange.Person, "Delete", at, column, cell.Content, null);
            grid.DeleteRow(at);
        }
    }

    /// <summary>Sorts everything below the header.</summary>
    public void SortBy(int column, bool ascending = true)
    {
        lock (state.Gate)
        {
            grid.Sort(column, ascending);
            Note(CellChange.Person, "Sort", 0, column, null, null);
        }
    }

    public void SortBy(string header, bool ascending = true)
    {
        lock (state.Gate)
            SortBy(Find(header), ascending);
    }

    /// <summary>Takes a column out and puts it in again so that it then stands at <paramref name="to"/>.</summary>
    public void MoveColumn(int from, int to)
    {
        lock (state.Gate)
        {
            grid.MoveColumn(from, to);
            Note(CellChange.Person, "Move", 0, to, null, null);
        }
    }

    public void RenameHeader(string old, string @new)
    {
        lock (state.Gate)
            Set(1, Find(old), SimCell.Of(@new), CellChange.Person, "Rename");
    }
}
