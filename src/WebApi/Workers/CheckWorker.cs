using MediatR;
using ZoomApprover.Application.Meetings.CheckMeetings;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Workers;

/// <summary>
/// Compares Zoom's permissions and settings with what is needed: at the start, every ten minutes, and soon after somebody was
/// in without us, but not more often than once a minute.
/// </summary>
internal sealed class CheckWorker(IMediator mediator, Signals signals, TimeProvider time, ILogger<CheckWorker> logger)
    : PassLoop(mediator, signals.Check, time, logger)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Soonest = TimeSpan.FromMinutes(1);

    // on the clock that only goes forward: one that is set back must not put the next look off
    private long? last;
    private TimeSpan pause;

    protected override async Task<DateTimeOffset?> PassAsync(CancellationToken stopping)
    {
        if (last is not { } before || Time.GetElapsedTime(before) >= pause)
        {
            var report = await Mediator.Send(new CheckMeetings(), stopping);
            (last, pause) = (Time.GetTimestamp(), report.Complete ? Usual : Soonest);
        }

        return Time.GetUtcNow() + pause - Time.GetElapsedTime(last.Value);
    }

    protected override Task BeforePassAsync(bool signalled, CancellationToken stopping)
    {
        pause = signalled ? Soonest : pause;
        return Task.CompletedTask;
    }
}
