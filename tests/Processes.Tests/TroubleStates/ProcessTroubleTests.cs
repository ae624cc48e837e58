using System.Globalization;
using Microsoft.Data.Sqlite;
using ZoomApprover.TestBuild;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests.TroubleStates;

/// <summary>Trouble that takes a process of its own. Who does not listen is not answered for: Zoom repeats silence as it does 503.</summary>
internal sealed class ProcessTroubleTests
{
    private static readonly int[] Repeated = [0, 503];
    private static readonly int[] TakenOrRepeated = [0, 200, 503];

    // long enough to meet each moment of it
    private static readonly TimeSpan Over = TimeSpan.FromSeconds(3);

    private World world = null!;
    private Dictionary<string, string> environment = null!;
    private Crowd? crowd;

    [SetUp]
    public async Task BuildAsync()
    {
        world = await World.WithCsvAsync(Crowd.Codes);
        environment = ServiceProcess.Environment(world, ServiceProcess.FreePort());
    }

    [TearDown]
    public async Task EndAsync()
    {
        crowd?.Dispose();
        await world.DisposeAsync();
    }

    [Test]
    public async Task Ledger_is_locked_by_another_process()
    {
        var guests = Arriving();
        await using var service = await ServiceProcess.StartReadyAsync(environment);
        await using (var foreign = new SqliteConnection($"Data Source={world.LedgerFile};Pooling=False"))
        {
            await foreign.OpenAsync();
            await using var transaction = foreign.BeginTransaction(deferred: false);

            Assert.That((await guests.DeliverAsync(Over)).Keys, Is.EqualTo(new[] { 503 }), "answered before Zoom hangs up after three seconds");
        }

        await guests.AllAreDecidedAsync();
    }

    [Test]
    public async Task Service_is_starting()
    {
        var guests = Arriving();
        await using var service = ServiceProcess.Start(environment);

        Assert.That((await guests.DeliverAsync(Over)).Keys, Is.SubsetOf(TakenOrRepeated));
        await service.ReadyAsync();

        await guests.AllAreDecidedAsync();
    }

    // twenty times as fast as real: the call that is cut off by the end is read back for 72 s before it is made again
    [Test]
    public async Task Service_is_draining()
    {
        const int Rate = 20;
        var from = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        environment["ZOOMAPPROVER_CLOCK_RATE"] = Rate.ToString(CultureInfo.InvariantCulture);
        environment["ZOOMAPPROVER_CLOCK_FROM"] = from.ToString(CultureInfo.InvariantCulture);
        var guests = Arriving(new FastClock(Rate, DateTimeOffset.FromUnixTimeMilliseconds(from)));
        await using (var service = ServiceProcess.StartTestBuild(environment))
        {
            await service.ReadyAsync();
            var answers = await guests.DeliverAsync(Over, async () =>
            {
                await Wait.UntilAsync(() => world.Zoom.Approvals.Count > 0, "it is at work");
                Assert.That((await service.TerminateAsync()).Code, Is.Zero);
            });
            Assert.That(answers.Keys, Is.SubsetOf(TakenOrRepeated));
            Assert.That(answers[200], Is.GreaterThan(0));
        }

        await using var next = ServiceProcess.StartTestBuild(environment);
        await next.ReadyAsync();
        await guests.AllAreDecidedAsync();
    }

    [Test]
    public async Task Schema_upgrade_is_running()
    {
        var guests = Arriving();
        var hold = Path.Combine(world.Home, "hold");
        await File.WriteAllTextAsync(hold, "");
        environment["ZOOMAPPROVER_HOLD_UPGRADE"] = hold;
        await using var service = ServiceProcess.StartTestBuild(environment);
        await Wait.UntilAsync(() => File.Exists(hold + ".reached"), "the upgrade is under way");

        Assert.That((await guests.DeliverAsync()).Keys, Is.SubsetOf(Repeated), "nothing is taken before the ledger is ready");
        File.Delete(hold);
        await service.ReadyAsync();

        await guests.AllAreDecidedAsync();
    }

    /// <param name="clock">Zoom's; the machine's by default.</param>
    private Crowd Arriving(TimeProvider? clock = null) => crowd = new Crowd(world, new Uri(environment["ASPNETCORE_URLS"]), clock);
}
