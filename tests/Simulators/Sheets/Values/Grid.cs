namespace ZoomApprover.Simulators.Sheets.Values;

/// <summary>The cells of one tab. Rows and columns count from 1; what was never written takes no room.</summary>
internal sealed class Grid(int rowCount, int columnCount)
{
    private readonly List<SimCell[]> rows = [];

    public int RowCount { get; private set; } = rowCount;

    public int ColumnCount { get; private set; } = columnCount;

    /// <summary>The last row that holds anything; 0 when all is empty.</summary>
    public int LastRow => rows.FindLastIndex(row => Array.Exists(row, cell => !cell.IsEmpty)) + 1;

    public SimCell this[int row, int column]
    {
        get
        {
            Check(row, column);
            return row <= rows.Count && column <= rows[row - 1].Length ? rows[row - 1][column - 1] : default;
        }
        set
        {
            Check(row, column);
            while (rows.Count < row)
                rows.Add([]);
            var cells = rows[row - 1];
            if (cells.Length < column)
                Array.Resize(ref cells, column);
            cells[column - 1] = value;
            rows[row - 1] = cells;
        }
    }

    public void Resize(int newRowCount, int newColumnCount)
    {
        if (rows.Count > newRowCount)
            rows.RemoveRange(newRowCount, rows.Count - newRowCount);
        if (newColumnCount < ColumnCount)
            for (var i = 0; i < rows.Count; i++)
                if (rows[i].Length > newColumnCount)
                    rows[i] = rows[i][..newColumnCount];
        RowCount = newRowCount;
        ColumnCount = newColumnCount;
    }

    public void InsertRow(int at)
    {
        if (at <= rows.Count)
            rows.Insert(at - 1, []);
        RowCount++;
    }

    public void DeleteRow(int at)
    {
        Check(at, 1);
        if (at <= rows.Count)
            rows.RemoveAt(at - 1);
        RowCount--;
    }

    public void MoveColumn(int from, int to)
    {
        Check(1, from);
        Check(1, to);
        for (var i = 0; i < rows.Count; i++)
        {
            var cells = rows[i].ToList();
            while (cells.Count < Math.Max(from, to))
                cells.Add(default);
            var moved = cells[from - 1];
            cells.RemoveAt(from - 1);
            cells.Insert(to - 1, moved);
            rows[i] = [.. cells];
        }
    }

    /// <summary>Sorts all rows below the header. Empty cells come last either way, as in Sheets.</summary>
    public void Sort(int column, bool ascending)
    {
        Check(1, column);
        var filled = Enumerable.Range(2, Math.Max(0, rows.Count - 1)).Select(row => (Cells: rows[row - 1], By: this[row, column].Value)).ToList();
        var present = filled.Where(row => row.By is not null);
        var sorted = ascending
            ? present.OrderBy(row => row.By, SortOrder.Instance)
            : present.OrderByDescending(row => row.By, SortOrder.Instance);
        SimCell[][] result = [.. sorted.Concat(filled.Where(row => row.By is null)).Select(row => row.Cells)];
        for (var i = 0; i < result.Length; i++)
            rows[i + 1] = result[i];
    }

    public Grid Copy()
    {
        var copy = new Grid(RowCount, ColumnCount);
        copy.rows.AddRange(rows.Select(row => (SimCell[])row.Clone()));
        return copy;
    }

    private void Check(int row, int column)
    {
        if (row < 1 || row > RowCount || column < 1 || column > ColumnCount)
            throw new ArgumentOutOfRangeException(nameof(row), $"Row {row}, column {column} is outside the {RowCount} x {ColumnCount} grid.");
    }

    /// <summary>Numbers before text before booleans.</summary>
    private sealed class SortOrder : IComparer<object?>
    {
        public static readonly SortOrder Instance = new();

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (double a, double b) => a.CompareTo(b),
            (string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
            (bool a, bool b) => a.CompareTo(b),
            _ => Rank(x).CompareTo(Rank(y)),
        };

        private static int Rank(object? value) => value switch { double => 0, string => 1, _ => 2 };
    }
}
