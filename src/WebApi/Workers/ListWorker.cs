using MediatR;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Workers;

/// <summary>
/// Keeps the copy of the list in step: at its interval, and at once when somebody waits for a code that the copy lacks. A sheet
/// that nobody registers for or edits is read more seldom.
/// </summary>
internal sealed class ListWorker(IMediator mediator, Signals signals, DeliveryWatch deliveries, Settings settings, TimeProvider time, ILogger<ListWorker> logger)
    : PassLoop(mediator, signals.List, time, logger)
{
    // a file costs nothing to look at; a sheet has a quota of about one call a second
    private static readonly TimeSpan FileInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastBetween = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan QuietAfter = TimeSpan.FromMinutes(2);

    // on the clock that only goes forward: one that is set back must not keep the list unread
    private long lastPass;
    private long? lastChange;
    private TimeSpan pause;
    private bool isDone;
    private bool isAsked;

    private bool IsSheet => settings.List.Source == ListSource.GoogleSheet;

    private TimeSpan Usual => IsSheet ? settings.List.GoogleSheet.Interval : FileInterval;

    protected override async Task<DateTimeOffset?> PassAsync(CancellationToken stopping)
    {
        // looked at after each usual interval, for the end of the quiet
        var rest = Usual * GoogleSheetSettings.QuietIntervals - Time.GetElapsedTime(lastPass);
        if (IsSheet && isDone && !isAsked && rest > TimeSpan.Zero && IsQuiet())
        {
            return Time.GetUtcNow() + (rest < Usual ? rest : Usual);
        }

        return await ReadAsync(stopping);
    }

    // those who ask at once share one reading
    protected override Task BeforePassAsync(bool signalled, CancellationToken stopping)
    {
        isAsked = signalled;
        var wait = pause - Time.GetElapsedTime(lastPass);
        return wait > TimeSpan.Zero ? Task.Delay(wait, Time, stopping) : Task.CompletedTask;
    }

    private async Task<DateTimeOffset?> ReadAsync(CancellationToken stopping)
    {
        (lastPass, isDone) = (Time.GetTimestamp(), false);
        lastChange ??= lastPass;
        pause = IsSheet ? LeastBetween : TimeSpan.Zero;
        var began = Time.GetUtcNow();
        var report = await Mediator.Send(new SynchronizeList(), stopping);
        isDone = report is { Read: true, MarksOwed: 0 };
        lastChange = report.Changed > 0 ? Time.GetTimestamp() : lastChange;
        pause = report.RetryAfter is { } asked && asked > pause ? asked : pause;
        return began + (Usual > pause ? Usual : pause);
    }

    private bool IsQuiet() => Time.GetElapsedTime(lastChange!.Value) >= QuietAfter
        && !(deliveries.RegistrationAt is { } last && Time.GetUtcNow() - last < QuietAfter);
}
