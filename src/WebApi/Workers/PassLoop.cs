using MediatR;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Workers;

/// <summary>A thin loop around one pass: run it, wait until there is something to do, run it again. A pass that fails is repeated later.</summary>
internal abstract partial class PassLoop(IMediator mediator, Signal signal, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    protected IMediator Mediator => mediator;

    protected TimeProvider Time => time;

    /// <returns>When the next pass should run, unless a signal comes before; null when nothing is known to come.</returns>
    protected abstract Task<DateTimeOffset?> PassAsync(CancellationToken stopping);

    /// <summary>Runs after the wait and before the pass; for lingering.</summary>
    protected virtual Task BeforePassAsync(bool signalled, CancellationToken stopping) => Task.CompletedTask;

    /// <summary>The loop itself, on the caller's context.</summary>
    internal async Task RunAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the start must not wait for the first pass
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = await TryPassAsync(stoppingToken);
            var wait = next is { } at ? at - time.GetUtcNow() : LongestWait;
            wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
            var signalled = await signal.WaitAsync(wait, stoppingToken);
            await BeforePassAsync(signalled, stoppingToken);
        }
    }

    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    private async Task<DateTimeOffset?> TryPassAsync(CancellationToken stopping)
    {
        try
        {
            return await PassAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            LogFailed(GetType().Name, error);
            return time.GetUtcNow() + AfterFailure;
        }
    }

    [LoggerMessage(LogLevel.Error, "A pass of {Worker} failed and is repeated soon")]
    private partial void LogFailed(string worker, Exception error);
}
