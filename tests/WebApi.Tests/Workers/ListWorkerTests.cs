using MediatR;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.WebApi.Tests.Hosting;
using ZoomApprover.WebApi.Workers;

namespace ZoomApprover.WebApi.Tests.Workers;

internal sealed class ListWorkerTests
{
    [TestCase(ListSource.CsvFile)]
    [TestCase(ListSource.GoogleSheet)]
    public async Task Clock_that_is_set_back_does_not_keep_the_list_unread(ListSource source)
    {
        var time = new WallClock();
        var signals = new Signals(time);
        var readings = 0;
        var mediator = Substitute.For<IMediator>();
        mediator.Send(Arg.Any<IRequest<SyncReport>>(), Arg.Any<CancellationToken>()).Returns(_ =>
        {
            Interlocked.Increment(ref readings);
            return new SyncReport(true);
        });
        using var worker = new ListWorker(mediator, signals, new DeliveryWatch(time), Settings(source), time, NullLogger<ListWorker>.Instance);
        await worker.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(() => Volatile.Read(ref readings) == 1, "the first reading");

        time.Shift = TimeSpan.FromHours(-3);
        signals.List.Raise(); // somebody waits for a code

        await Wait.UntilAsync(() => Volatile.Read(ref readings) > 1, "the next reading");
        await worker.StopAsync(CancellationToken.None);
    }

    [Test]
    public void Sheet_is_read_every_five_seconds_and_every_thirty_when_it_was_quiet_for_two_minutes()
    {
        using var bench = new Bench(ListSource.GoogleSheet);

        var (lively, quiet) = (bench.ReadingsWithin(seconds: 120), bench.ReadingsWithin(seconds: 120));

        Assert.That((lively, quiet), Is.EqualTo((23, 4)));
    }

    [Test]
    public void File_is_looked_at_every_two_seconds_however_quiet_it_is()
    {
        using var bench = new Bench(ListSource.CsvFile);
        bench.ReadingsWithin(seconds: 150);

        var quiet = bench.ReadingsWithin(seconds: 60);

        Assert.That(quiet, Is.EqualTo(30));
    }

    [Test]
    public void Registration_ends_the_quiet_within_five_seconds()
    {
        using var bench = new Bench(ListSource.GoogleSheet);
        bench.ReadingsWithin(seconds: 151);
        bench.Deliveries.Registration();

        var readings = bench.ReadingsWithin(seconds: 10);

        Assert.That(readings, Is.EqualTo(2));
    }

    [Test]
    public void Quiet_sheet_is_read_at_once_for_somebody_who_waits_for_a_code()
    {
        using var bench = new Bench(ListSource.GoogleSheet);
        bench.ReadingsWithin(seconds: 151);
        bench.Signals.List.Raise();

        var readings = bench.ReadingsWithin(seconds: 2);

        Assert.That(readings, Is.EqualTo(1));
    }

    [TestCaseSource(nameof(Unquiet))]
    public void Sheet_with_something_left_to_see_is_not_quiet(SyncReport report)
    {
        using var bench = new Bench(ListSource.GoogleSheet, report);
        bench.ReadingsWithin(seconds: 180);

        var readings = bench.ReadingsWithin(seconds: 60);

        Assert.That(readings, Is.EqualTo(12));
    }

    private static IEnumerable<TestCaseData> Unquiet()
    {
        yield return new TestCaseData(new SyncReport(true, MarksOwed: 1)).SetArgDisplayNames("a mark is owed");
        yield return new TestCaseData(new SyncReport(true, Changed: 1)).SetArgDisplayNames("people edit it");
        yield return new TestCaseData(new SyncReport(false)).SetArgDisplayNames("it could not be read");
    }

    private static Settings Settings(ListSource source) => new()
    {
        Home = "/",
        Zoom = new ZoomSettings(),
        List = new ListSettings { Source = source },
        Codes = new CodeSettings { Format = CodeFormat.OfLength(10) },
        Meetings = new Dictionary<long, MeetingRules>(),
        Ledger = new LedgerSettings { ConnectionString = "" },
        Admin = new AdminSettings(),
    };

    /// <summary>The worker alone, second by second: what it does next waits in a line until the second has come.</summary>
    private sealed class Bench : SynchronizationContext, IDisposable
    {
        private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        private readonly Queue<Action> line = new();
        private readonly ListWorker worker;
        private int readings;

        public Bench(ListSource source, SyncReport? report = null)
        {
            (Deliveries, Signals) = (new DeliveryWatch(time), new Signals(time));
            var mediator = Substitute.For<IMediator>();
            mediator.Send(Arg.Any<IRequest<SyncReport>>(), Arg.Any<CancellationToken>()).Returns(_ =>
            {
                readings++;
                return report ?? new SyncReport(true);
            });
            worker = new ListWorker(mediator, Signals, Deliveries, Settings(source), time, NullLogger<ListWorker>.Instance);
            line.Enqueue(() => _ = worker.RunAsync(CancellationToken.None));
            RunLine();
        }

        public DeliveryWatch Deliveries { get; }

        public Signals Signals { get; }

        public int ReadingsWithin(int seconds)
        {
            var before = readings;
            for (var second = 0; second < seconds; second++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                RunLine();
            }

            return readings - before;
        }

        public override void Post(SendOrPostCallback d, object? state) => line.Enqueue(() => d(state));

        public void Dispose() => worker.Dispose();

        private void RunLine()
        {
            var before = Current;
            SetSynchronizationContext(this);
            while (line.TryDequeue(out var next))
            {
                next();
            }

            SetSynchronizationContext(before);
        }
    }

    /// <summary>Somebody may set it; its timers run on.</summary>
    private sealed class WallClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
