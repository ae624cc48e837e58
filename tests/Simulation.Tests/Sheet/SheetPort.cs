using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Simulation.Tests.World;

namespace ZoomApprover.Simulation.Tests.Sheet;

/// <summary>
/// The sheet as one process of the service meets it: answers come late or never, a reading may miss what was written a moment
/// ago, and between a reading and a write people do as they please. Like the real one it refuses to write by an old reading.
/// </summary>
internal sealed class SheetPort(Member owner, TimeProvider clock, SimSheet sheet, Weather weather) : IInvitationList
{
    private static readonly ListPlace Place = new("sheet", "1");
    private static readonly TimeSpan LatestWrite = TimeSpan.FromSeconds(10);
    private static readonly ColumnNames Names = new();

    private SheetVersion? lastRead;

    private SimWorld World => owner.World;

    private Chance Chance => owner.World.Chance;

    public bool TakesMarks => true;

    public void Remember(ListPlace place)
    {
        // there is one tab
    }

    public void Forget()
    {
        // every reading answers all rows
    }

    public Task<ListReading> ReadAsync(CancellationToken cancellationToken)
    {
        var beganAt = clock.GetUtcNow();
        sheet.Touch();
        if (Chance.Hits(weather.Sheet))
        {
            World.Counts.Add("sheet unreadable");
            return Later<ListReading>("sheet: no answer", done => done.TrySetException(Unreachable()), Chance.Milliseconds(50, 3_000));
        }

        var version = Chance.Hits(weather.Sheet) ? sheet.At(World.Now - Chance.Seconds(0.1, 3)) : sheet.Now;
        World.Counts.Add("sheet read");
        return Later<ListReading>($"sheet read ({version.Rows.Count} rows, version {version.Number})", done =>
        {
            lastRead = version;
            sheet.Served.Add(new Serving(version, owner));
            done.TrySetResult(new ListReading(Place, beganAt, Cells(version), TimeZoneInfo.Utc, "Tab"));
        }, Chance.Milliseconds(50, 900));
    }

    public Task WriteAsync(ListReading reading, IReadOnlyList<CellWrite> cells, CancellationToken cancellationToken)
    {
        var basis = lastRead!;
        var landsAfter = Chance.Milliseconds(50, 600);
        var fails = Chance.Hits(weather.Sheet);
        var lands = !fails || Chance.Hits(0.6);
        if (fails && lands && Chance.Hits(0.3))
        {
            landsAfter = Chance.Seconds(1, 8);
        }

        if (clock.GetUtcNow() - reading.BeganAt > LatestWrite)
        {
            return Later<bool>("sheet: the reading is too old to write by", done => done.TrySetException(Unreachable()), Chance.Milliseconds(1, 20));
        }

        World.Counts.Add("sheet writes");
        sheet.Touch();
        World.Say($"  sheet is written: {string.Join(' ', cells.Select(cell => $"{cell.Row}/{cell.Column}={Short(cell.Text)}"))}");
        if (lands)
        {
            World.After(landsAfter, () => sheet.Write(basis, cells.Select(cell => (cell.Row, cell.Column, cell.Text))));
        }

        if (fails)
        {
            World.Counts.Add("lost answers");
        }

        return Later<bool>(
            fails ? "sheet written: no answer" : "sheet written",
            done => _ = fails ? done.TrySetException(Unreachable()) : done.TrySetResult(true),
            fails ? Chance.Seconds(0.5, 9) : landsAfter + Chance.Milliseconds(1, 300));
    }

    private static List<IReadOnlyList<Cell>> Cells(SheetVersion version) =>
    [
        [.. version.Order.Select(column => Cell.Of(version.HeaderIsBroken && column == Column.Status ? "was it used?" : HeaderOf(column)))],
        .. version.Rows.Select(row => (IReadOnlyList<Cell>)[.. version.Order.Select(column => row[column].Length == 0 ? Cell.Empty : Cell.Of(row[column]))]),
    ];

    private static string HeaderOf(Column column) => column switch
    {
        Column.Code => Names.Code,
        Column.Session => Names.Session,
        Column.Id => Names.RegistrantId,
        Column.Status => Names.Status,
        Column.Data => Names.Data,
        Column.Email => Names.Email,
        Column.Expires => Names.Expires,
        Column.Approve => Names.Approve,
        Column.MaxUses => Names.MaxUses,
        _ => "notes",
    };

    private static string Short(string text) => text.Length > 24 ? "…" : text;

    private static ListUnavailableException Unreachable() => new(new Problem(ProblemKind.SheetUnreachable, "simulated"));

    private Task<T> Later<T>(string what, Action<TaskCompletionSource<T>> end, TimeSpan latency)
    {
        World.CheckThread();
        owner.Passing("before call");
        var done = new TaskCompletionSource<T>();
        World.After(latency, owner, () =>
        {
            World.Say($"  {what}");
            owner.Passing("after call");
            end(done);
        });
        return done.Task;
    }
}
