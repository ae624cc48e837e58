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

    private DateTimeOffset lastPass = DateTimeOffset.MinValue;
    private DateTimeOffset notBefore = DateTimeOffset.MinValue;

    private bool IsSheet => settings.List.Source == ListSource.GoogleSheet;

    protected override async Task<DateTimeOffset?> PassAsync(CancellationToken stopping)
    {
        lastPass = Time.GetUtcNow();
        var report = await Mediator.Send(new SynchronizeList(), stopping);
        notBefore = lastPass + (report.RetryAfter ?? TimeSpan.Zero);
        var next = lastPass + (IsSheet ? settings.List.GoogleSheet.Interval : FileInterval);
        return next > notBefore ? next : notBefore;
    }

    // those who ask at once share one reading
    protected override Task BeforePassAsync(bool signalled, CancellationToken stopping)
    {
        var earliest = IsSheet && lastPass + LeastBetween > notBefore ? lastPass + LeastBetween : notBefore;
        var wait = earliest - Time.GetUtcNow();
        return wait > TimeSpan.Zero ? Task.Delay(wait, Time, stopping) : Task.CompletedTask;
    }
}
