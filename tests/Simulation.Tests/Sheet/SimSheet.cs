using ZoomApprover.Simulation.Tests.World;

namespace ZoomApprover.Simulation.Tests.Sheet;

/// <summary>One cell as the service wrote it.</summary>
/// <param name="Basis">The version of the tab that the service had read before.</param>
/// <param name="Row">As it stood before; null when there was none.</param>
/// <param name="BasisRow">What stood at the place in the version that was read; null when there was nothing.</param>
internal sealed record ServiceWrite(DateTimeOffset At, SheetVersion Basis, SheetRow? Row, SheetRow? BasisRow, Column Column, string Text);

/// <summary>A version of the tab that was answered to a process of the service.</summary>
internal readonly record struct Serving(SheetVersion Version, Member By);

/// <summary>The organiser's tab, with every version it ever had. People and the service change it; neither sees the other.</summary>
internal sealed class SimSheet
{
    private readonly SimWorld world;
    private readonly List<SheetVersion> versions = [];
    private int rowsMade;

    public SimSheet(SimWorld world)
    {
        this.world = world;
        List<Column> order = [.. Enum.GetValues<Column>().Where(column => column != Column.MaxUses || HasUses)];
        world.Chance.Shuffle(order);
        versions.Add(new SheetVersion(0, world.Now, order, []));
    }

    /// <summary>Whether there is a column that says how many registrants a code admits: in every third story, without a choice of the seed's.</summary>
    public bool HasUses => world.Seed % 3 == 0;

    /// <summary>Every write of the service that arrived, cell by cell.</summary>
    public List<ServiceWrite> Writes { get; } = [];

    /// <summary>Versions that were answered to the service, as often as they were.</summary>
    public List<Serving> Served { get; } = [];

    /// <summary>Raised for each cell the service writes.</summary>
    public event Action<ServiceWrite>? Wrote;

    /// <summary>Raised when a call of the service begins.</summary>
    public event Action? Touched;

    public SheetVersion Now => versions[^1];

    public IReadOnlyList<SheetVersion> Versions => versions;

    /// <summary>The version that stood at a moment.</summary>
    public SheetVersion At(DateTimeOffset at)
    {
        var number = versions.Count - 1;
        while (number > 0 && versions[number].Since > at)
        {
            number--;
        }

        return versions[number];
    }

    /// <summary>
    /// How many uses people set free by emptying the status cell of a code's row, where it stayed empty for so long at least: as many as
    /// the cell had counted since it was empty before.
    /// </summary>
    public int Clearings(string code, TimeSpan atLeast)
    {
        var count = 0;
        DateTimeOffset? since = null;
        SheetRow? before = null;
        var marked = 0;
        var cleared = 0;
        foreach (var (version, row) in versions.Select(version => (version, version.Of(code).FirstOrDefault())))
        {
            var isEmpty = row is { } now && now[Column.Status].Length == 0;
            if (since is null && isEmpty && before is { } was && was[Column.Status].Length > 0 && !row!.AuthorOf(Column.Status).ByService)
            {
                (since, cleared, marked) = (version.Since, marked, 0);
            }
            else if (since is { } from && !isEmpty)
            {
                count += version.Since - from >= atLeast ? cleared : 0;
                since = null;
            }

            marked = row is { } standing && standing[Column.Status].Length > 0 ? Math.Max(marked, standing.Marked) : marked;
            before = row ?? before;
        }

        return since is { } last && world.Now - last >= atLeast ? count + cleared : count;
    }

    public SheetRow NewRow(params (Column Column, string Text)[] cells)
    {
        var row = new SheetRow(++rowsMade);
        foreach (var (column, text) in cells)
        {
            row = row.With(column, text, new Written(false, versions.Count));
        }

        return row;
    }

    public SheetRow Copy(SheetRow row) => row.CopiedAs(++rowsMade);

    /// <summary>Somebody changes rows: which stand there, and in which order.</summary>
    public void Arrange(Action<List<SheetRow>> edit)
    {
        List<SheetRow> rows = [.. Now.Rows];
        edit(rows);
        Next(Now with { Rows = rows });
    }

    /// <summary>A person types into a cell.</summary>
    public void Type(SheetRow row, Column column, string text) =>
        Arrange(rows => rows[rows.FindIndex(one => one.Number == row.Number)] = rows.Find(one => one.Number == row.Number)!.With(column, text, new Written(false, versions.Count)));

    /// <summary>A call of the service begins: people may be faster than it.</summary>
    public void Touch() => Touched?.Invoke();

    public void Reorder(IReadOnlyList<Column> order) => Next(Now with { Order = order });

    public void BreakHeader(bool broken) => Next(Now with { HeaderIsBroken = broken });

    /// <summary>The service writes cells by position, as Google does: whatever stands there by now.</summary>
    public void Write(SheetVersion basis, IEnumerable<(int Row, int Column, string Text)> cells)
    {
        List<SheetRow> rows = [.. Now.Rows];
        foreach (var (row, column, text) in cells)
        {
            var place = row - 2;
            while (rows.Count <= place)
            {
                rows.Add(NewRow());
            }

            var meant = column < Now.Order.Count ? Now.Order[column] : Column.Notes;
            var write = new ServiceWrite(world.Now, basis, rows[place], place < basis.Rows.Count ? basis.Rows[place] : null, meant, text);
            rows[place] = rows[place].With(meant, text, new Written(true, versions.Count));
            if (text.Length > 0 && meant == Column.Status && Writes.Exists(before => before.Text == text && before.BasisRow?.Number == write.BasisRow?.Number && before.Column == meant))
            {
                world.Counts.Add("mark repairs");
            }

            if (world.Trace.IsRead && meant == Column.Status && write.BasisRow?.Number != write.Row?.Number)
            {
                world.Trace.Tell(world.Now, $"    sheet: \"{text}\" for {write.BasisRow?[Column.Code]} lands in the row of {write.Row?[Column.Code]}");
            }

            Writes.Add(write);
            Wrote?.Invoke(write);
        }

        Next(Now with { Rows = rows });
    }

    private void Next(SheetVersion version) => versions.Add(version with { Number = versions.Count, Since = world.Now });
}
