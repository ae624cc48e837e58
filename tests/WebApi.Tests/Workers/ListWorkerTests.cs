using MediatR;
using Microsoft.Extensions.Logging.Abstractions;
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
        using var worker = new ListWorker(mediator, signals, Settings(source), time, NullLogger<ListWorker>.Instance);
        await worker.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(() => Volatile.Read(ref readings) == 1, "the first reading");

        time.Shift = TimeSpan.FromHours(-3);
        signals.List.Raise(); // somebody waits for a code

        await Wait.UntilAsync(() => Volatile.Read(ref readings) > 1, "the next reading");
        await worker.StopAsync(CancellationToken.None);
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

    /// <summary>Somebody may set it; its timers run on.</summary>
    private sealed class WallClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
