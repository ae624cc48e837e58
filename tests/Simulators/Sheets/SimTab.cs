using ZoomApprover.Simulators.Sheets.Http;
using ZoomApprover.Simulators.Sheets.Values;

namespace ZoomApprover.Simulators.Sheets;

/// <summary>One tab: what it holds and what was done to it. What people do is in the other half.</summary>
public sealed partial class SimTab
{
    private readonly SheetsState state;
    private readonly SimSpreadsheet spreadsheet;
    private readonly List<CellChange> history = [];
    private readonly List<A1Range> protections = [];
    private readonly List<(DateTimeOffset WrittenAt, Grid Before, long Changes)> stale = [];
    private readonly Grid grid;
    private string title;

    internal SimTab(SheetsState state, SimSpreadsheet spreadsheet, string title, int sheetId, string[] headers)
    {
        this.state = state;
        this.spreadsheet = spreadsheet;
        this.title = title;
        SheetId = sheetId;
        KeyHeader = headers.FirstOrDefault() ?? "";
        grid = new(1000, Math.Max(26, headers.Length));
        for (var i = 0; i < headers.Length; i++)
            grid[1, i + 1] = SimCell.Of(headers[i]);
    }

    public int SheetId { get; }

    /// <summary>The header of the column that tells rows apart; the first header unless set.</summary>
    public string KeyHeader { get; set; }

    /// <summary>Setting it is a person renaming the tab.</summary>
    public string Title
    {
        get { lock (state.Gate) return title; }
        set { lock (state.Gate) title = value; }
    }

    /// <summary>Setting it grows or cuts the grid.</summary>
    public int RowCount
    {
        get { lock (state.Gate) return grid.RowCount; }
        set { lock (state.Gate) grid.Resize(value, grid.ColumnCount); }
    }

    /// <summary>Setting it grows or cuts the grid.</summary>
    public int ColumnCount
    {
        get { lock (state.Gate) return grid.ColumnCount; }
        set { lock (state.Gate) grid.Resize(grid.RowCount, value); }
    }

    /// <summary>The last row that holds anything; 0 when all is empty.</summary>
    public int LastRow
    {
        get { lock (state.Gate) return grid.LastRow; }
    }

    public IReadOnlyList<CellChange> History
    {
        get { lock (state.Gate) return [.. history]; }
    }

    public IReadOnlyList<FormulaCell> FormulaCells
    {
        get
        {
            lock (state.Gate)
                return [.. from row in Enumerable.Range(1, grid.LastRow)
                           from column in Enumerable.Range(1, grid.ColumnCount)
                           let formula = grid[row, column].Formula
                           where formula is not null
                           select new FormulaCell(row, column, formula)];
        }
    }

    /// <summary>string, double, bool or null; a formula as its text.</summary>
    public object? Cell(int row, int column)
    {
        lock (state.Gate)
            return grid[row, column].Content;
    }

    /// <summary>The column with that header, from 1; 0 when there is none.</summary>
    public int Find(string header)
    {
        lock (state.Gate)
            return Enumerable.Range(1, grid.ColumnCount).FirstOrDefault(column => grid[1, column].Value as string == header);
    }

    /// <summary>The first row with that text in the key column, from 2; 0 when there is none.</summary>
    public int RowOf(string code)
    {
        lock (state.Gate)
        {
            var key = Find(KeyHeader);
            return key == 0 ? 0 : Enumerable.Range(2, Math.Max(0, grid.LastRow - 1)).FirstOrDefault(row => grid[row, key].Value as string == code);
        }
    }

    public object? Value(int row, string header)
    {
        lock (state.Gate)
            return Cell(row, Find(header));
    }

    public object? Value(string code, string header)
    {
        lock (state.Gate)
            return Cell(RowOf(code), Find(header));
    }

    /// <summary>Takes down all that stands in the tab now, the header first.</summary>
    public void NoteAll()
    {
        lock (state.Gate)
            state.Options.Journal?.Note("all", new
            {
                Change = state.Changes,
                Tab = title,
                Rows = Enumerable.Range(1, grid.LastRow).Select(row => Enumerable.Range(1, grid.ColumnCount).Select(column => grid[row, column].Content)),
            });
    }

    /// <summary>Service accounts may not write there: "C", "C:F", "5:5" or "A2:B9".</summary>
    public void Protect(string range)
    {
        lock (state.Gate)
            protections.Add(A1Parser.Parse(range.Contains(':', StringComparison.Ordinal) ? range : $"{range}:{range}")
                ?? throw new ArgumentException($"Not a range: {range}", nameof(range)));
    }

    public void Unprotect()
    {
        lock (state.Gate)
            protections.Clear();
    }

    internal SimSpreadsheet Spreadsheet => spreadsheet;

    internal Grid Grid => grid;

    internal bool IsProtected(int row, int column) => protections.Exists(range => range.Holds(row, column));

    /// <summary>What a read sees now: the grid as it was before the writes that have not spread yet.</summary>
    internal Grid GridForRead()
    {
        stale.RemoveAll(one => one.WrittenAt + state.StaleReadFor <= state.Now);
        var (seen, changes) = stale.Count > 0 ? (stale[0].Before, stale[0].Changes) : (grid, state.Changes);
        state.Options.Journal?.Note("read", new { Call = state.Answering?.Number, Tab = title, UpTo = changes });
        return seen;
    }

    /// <summary>Called once before the cells of a service write are set.</summary>
    internal void KeepForStaleReads()
    {
        if (state.StaleReadFor > TimeSpan.Zero)
            stale.Add((state.Now, grid.Copy(), state.Changes));
    }

    internal void SetByService(int row, int column, SimCell cell) => Set(row, column, cell, CellChange.Service, "Write");

    private void Set(int row, int column, SimCell cell, string author, string act)
    {
        var old = grid[row, column];
        grid[row, column] = cell;
        if (old != cell)
            Note(author, act, row, column, old.Content, cell.Content);
    }

    private void Note(string author, string act, int row, int column, object? oldValue, object? newValue)
    {
        var key = Find(KeyHeader);
        var code = key > 0 && row > 1 && row <= grid.RowCount ? grid[row, key].Value as string : null;
        history.Add(new(state.Now, author, act, row, column, oldValue, newValue, code));
        state.Changes++;
        state.Options.Journal?.Note("change", new
        {
            Change = state.Changes,
            Call = state.Answering?.Number,
            Author = author,
            Act = act,
            Tab = title,
            Row = row,
            Column = column,
            Header = row > 1 && column > 0 ? grid[1, column].Value as string : null,
            Key = code,
            Old = oldValue,
            New = newValue,
        });
    }
}
