using MediatR;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Workers;

/// <summary>Keeps the copy of the list in step: at its interval, and at once when somebody waits for a code that the copy lacks.</summary>
internal sealed class ListWorker(IMediator mediator, Signals signals, Settings settings, TimeProvider time, ILogger<ListWorker> logger)
    : PassLoop(mediator, signals.List, time, logger)
{
    // a file costs nothing to look at; a sheet has a quota of about one call a second
    private static readonly TimeSpan FileInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastBetween = TimeSpan.FromSeconds(1.5);

    // on the clock that only goes forward: one that is set back must not keep the list unread
    private long lastPass;
    private TimeSpan pause;

    private bool IsSheet => settings.List.Source == ListSource.GoogleSheet;

    protected override async Task<DateTimeOffset?> PassAsync(CancellationToken stopping)
    {
        lastPass = Time.GetTimestamp();
        pause = IsSheet ? LeastBetween : TimeSpan.Zero;
        var began = Time.GetUtcNow();
        var report = await Mediator.Send(new SynchronizeList(), stopping);
        pause = report.RetryAfter is { } asked && asked > pause ? asked : pause;
        var usual = IsSheet ? settings.List.GoogleSheet.Interval : FileInterval;
        return began + (usual > pause ? usual : pause);
    }

    // those who ask at once share one reading
    protected override Task BeforePassAsync(bool signalled, CancellationToken stopping)
    {
        var wait = pause - Time.GetElapsedTime(lastPass);
        return wait > TimeSpan.Zero ? Task.Delay(wait, Time, stopping) : Task.CompletedTask;
    }
}
