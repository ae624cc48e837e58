using MediatR;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Replicas;
using ZoomApprover.Infrastructure.Ledger;

namespace ZoomApprover.WebApi.Workers;

/// <summary>
/// Of several processes on one ledger: follows the list while another one leads, and starts the passes once this one does. They
/// begin without memory, as at any start.
/// </summary>
internal sealed partial class LeadWorker(ILeadership lead, IEnumerable<PassLoop> passes, IReplicaLedger ledger, ILedgerHealth health, IMediator mediator, TimeProvider time, ILogger<LeadWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private bool isStarted;
    private bool isCalled;
    private bool isTroubled;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(passes.Select(pass => pass.StopAsync(cancellationToken)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(stoppingToken);
            await PauseAsync(stoppingToken);
        }
    }

    // what was waited for in vain is let go each time: a process may follow for months
    private async Task PauseAsync(CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var pause = Task.Delay(Pace, time, over.Token);
        if (!isCalled)
        {
            var call = lead.WaitAsync(over.Token);
            await Task.WhenAny(call, pause);
            isCalled = call.IsCompletedSuccessfully;
        }
        else
        {
            await Task.WhenAny(pause); // should the passes not begin at once, they are tried again as calmly as all else
        }

        await over.CancelAsync();
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            var isOurs = lead.IsLeading;
            if (isStarted)
            {
                await mediator.Send(new WakePasses(), stopping);
            }
            else
            {
                await mediator.Send(new FollowList(), stopping);
            }

            // what the last leader has stored is loaded by now
            if (isOurs && !isStarted)
            {
                isStarted = true;
                await Task.WhenAll(passes.Select(pass => pass.StartAsync(stopping)));
            }

            isTroubled = false;
            if (health.IsAway)
            {
                await ledger.TryAsync(); // only a change tells the writer that the database is there again
            }
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            if (!isTroubled)
            {
                LogFailed(error);
            }

            isTroubled = true;
            await ProbeAsync();
        }
    }

    // deliveries may come to other doors only: this one must say all the same that it cannot record any
    private async Task ProbeAsync()
    {
        try
        {
            await ledger.TryAsync();
        }
        catch (LedgerUnavailableException)
        {
            // away it is
        }
    }

    [LoggerMessage(LogLevel.Warning, "The ledger could not be looked at; this is repeated every second")]
    private partial void LogFailed(Exception error);
}
