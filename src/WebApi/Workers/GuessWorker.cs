using MediatR;
using ZoomApprover.Application.Registrations.JudgeHeld;
using ZoomApprover.Application.Registrations.WatchGuessing;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Workers;

/// <summary>Looks for guesses every minute and soon after one, and lets those go on whose stop is over.</summary>
internal sealed class GuessWorker(IMediator mediator, Signals signals, TimeProvider time, ILogger<GuessWorker> logger)
    : PassLoop(mediator, signals.Guesses, time, logger)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    // whoever guesses fast must not make it look all the time
    private static readonly TimeSpan LeastBetween = TimeSpan.FromSeconds(2);

    private long? last;

    protected override async Task<DateTimeOffset?> PassAsync(CancellationToken stopping)
    {
        last = Time.GetTimestamp();
        await Mediator.Send(new WatchGuessing(), stopping);
        await Mediator.Send(new JudgeHeld(), stopping);
        return Time.GetUtcNow() + Usual;
    }

    // a flood of tries raises the signal with each, and one look tells of all
    protected override Task BeforePassAsync(bool signalled, CancellationToken stopping)
    {
        var wait = last is { } before ? LeastBetween - Time.GetElapsedTime(before) : TimeSpan.Zero;
        return wait > TimeSpan.Zero ? Task.Delay(wait, Time, stopping) : Task.CompletedTask;
    }
}
