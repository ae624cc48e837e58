using MediatR;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;

namespace ZoomApprover.Application.Replicas;

/// <summary>Wakes the leader's passes for what other processes have recorded: their signals end at their own door.</summary>
public sealed record WakePasses : IRequest<Fresh>;

internal sealed class WakePassesHandler(IReplicaLedger replicas, Signals signals, TimeProvider time) : IRequestHandler<WakePasses, Fresh>
{
    public async Task<Fresh> Handle(WakePasses request, CancellationToken cancellationToken)
    {
        var fresh = await replicas.FreshAsync(time.GetUtcNow());
        Wake(fresh.Calls, signals.Zoom);
        Wake(fresh.Codes, signals.List);
        Wake(fresh.Hints, signals.Hints);
        Wake(fresh.Guesses, signals.Guesses);
        return fresh;
    }

    private static void Wake(bool isFresh, Signal signal)
    {
        if (isFresh)
        {
            signal.Raise();
        }
    }
}
