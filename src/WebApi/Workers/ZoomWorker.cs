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
    private bool resumed;

    protected override async Task<DateTimeOffset?> PassAsync(CancellationToken stopping)
    {
        if (!resumed)
        {
            // what an earlier process may have sent is read back before anything else
            await ledger.ResumeAsync(Time.GetUtcNow());
            resumed = true;
        }

        return (await Mediator.Send(new SendApprovals(), stopping)).NextDue;
    }

    protected override Task BeforePassAsync(bool signalled, CancellationToken stopping) =>
        signalled ? Task.Delay(Linger, Time, stopping) : Task.CompletedTask;
}
