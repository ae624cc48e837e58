using MediatR;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations.SendApprovals;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Workers;

/// <summary>Tells Zoom what is owed: milliseconds after the decision, or a tenth of a second later so that a burst becomes batches.</summary>
internal sealed class ZoomWorker(IMediator mediator, Signals signals, ICallLedger ledger, TimeProvider time, ILogger<ZoomWorker> logger)
    : PassLoop(mediator, signals.Zoom, time, logger)
{
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SetBack = TimeSpan.FromMinutes(1);

    // by the clock on the wall, so that its being set back is noticed
    private DateTimeOffset? lastPass;

    protected override async Task<DateTimeOffset?> PassAsync(CancellationToken stopping)
    {
        var now = Time.GetUtcNow();
        if (lastPass is not { } before || now < before - SetBack)
        {
            // what an earlier process may have sent is read back before anything else
            await ledger.ResumeAsync(now);
        }

        lastPass = now;
        return (await Mediator.Send(new SendApprovals(), stopping)).NextDue;
    }

    protected override Task BeforePassAsync(bool signalled, CancellationToken stopping) =>
        signalled ? Task.Delay(Linger, Time, stopping) : Task.CompletedTask;
}
