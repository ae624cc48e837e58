using MediatR;
using Microsoft.AspNetCore.Mvc;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.HoldList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations.MeasureLosses;
using ZoomApprover.Application.Registrations.WatchGuessing;
using ZoomApprover.Application.State;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.WebApi.Registrations;
using ZoomApprover.WebApi.Texts;
using ZoomApprover.WebApi.Webhooks;

namespace ZoomApprover.WebApi.Status;

/// <summary>How things stand, and what a person should mend.</summary>
[ApiController]
[Route("/api/status")]
public sealed class StatusController(
    Settings settings, IMediator mediator, IDeskLedger desk, ListCopy list, Holds holds, CurrentProblems problems, SweepAgenda agenda, WebhookMonitor monitor, ILedgerHealth ledger, ILeadership lead) : ControllerBase
{
    /// <summary>Mode, what is owed to Zoom and to the list, the last delivery, and every problem with its mend.</summary>
    [HttpGet]
    [ProducesResponseType<StatusReport>(StatusCodes.Status200OK)]
    public async Task<StatusReport> GetAsync()
    {
        var counts = await desk.CountsAsync();
        var losses = await mediator.Send(new MeasureLosses());
        var guessed = await mediator.Send(new WatchGuessing());
        var language = Languages.Of(Request);
        return new StatusReport(
            settings.Zoom.DryRun ? "dry-run" : "live",
            new ZoomReport(counts.OwedToZoom, counts.OldestOwed, settings.Zoom.DryRun ? [] : [.. agenda.Closed().Select(meeting => meeting.ToString())]),
            new ListReport(settings.List.Name, settings.List.Source.ToString(), list.BeganAt, list.Invitations.Count, counts.OwedMarks),
            new SweepStatus(settings.Sweep.Interval.TotalMinutes, agenda.OldestReading),
            new DeliveryReport(
                settings.Zoom.Webhooks, monitor.LastAt ?? counts.LastDelivery, monitor.Since, monitor.AcceptedCount, monitor.UnreadableCount, monitor.StaleCount, monitor.RefusedCount, monitor.IgnoredCounts),
            losses.Awaited,
            losses.Missed,
            [.. losses.Causes.Select(cause => new ProblemItem(cause.ToString(), Sentences.Cause(cause, language)))],
            counts.ByStatus.ToDictionary(count => RegistrationItem.Lower(count.Key), count => count.Value),
            new LedgerReport(ledger.Path, ledger.Trouble),
            lead.IsShared ? new ReplicaReport(lead.Name, lead.IsLeading, lead.Leader) : null,
            holds.Question is { } question ? HoldReport.About(question, language) : null,
            [.. guessed.Select(GuessReport.Of)],
            [.. problems.All.Select(problem => new ProblemItem(problem.Kind.ToString(), Sentences.Problem(problem, language)))]);
    }
}

/// <param name="Mode">live or dry-run.</param>
/// <param name="AwaitedDeliveries">Registrations found by reading Zoom whose delivery may still come; null when that is not measured.</param>
/// <param name="MissedDeliveries">Registrations of the last seven days found by reading Zoom that were never delivered; null when that is not measured.</param>
/// <param name="Causes">Why they were likely missed, and the mend.</param>
/// <param name="Registrations">How many there are by status.</param>
/// <param name="Replica">This process among others on the same ledger; null where there is one only.</param>
/// <param name="Hold">The question about the list that is open; null when there is none.</param>
/// <param name="Guessing">Meetings of which codes are being guessed; mostly empty.</param>
/// <param name="Problems">Everything a person should mend, in words.</param>
public sealed record StatusReport(
    string Mode, ZoomReport Zoom, ListReport List, SweepStatus Sweep, DeliveryReport Deliveries,
    int? AwaitedDeliveries, int? MissedDeliveries, IReadOnlyList<ProblemItem> Causes, IReadOnlyDictionary<string, int> Registrations, LedgerReport Ledger, ReplicaReport? Replica, HoldReport? Hold, IReadOnlyList<GuessReport> Guessing, IReadOnlyList<ProblemItem> Problems);

/// <param name="Owed">Registrations about which Zoom must still be told.</param>
/// <param name="OldestOwedAt">When the oldest of them was decided; null when nothing is owed.</param>
/// <param name="NotReadYet">Meetings nothing is sent for, because Zoom was not read since the start.</param>
public sealed record ZoomReport(int Owed, DateTimeOffset? OldestOwedAt, IReadOnlyList<string> NotReadYet);

/// <param name="ReadAt">When the last good reading began; null when there was none.</param>
/// <param name="Rows">Codes in the copy.</param>
/// <param name="MarksOwed">Marks not yet seen in the list.</param>
public sealed record ListReport(string Name, string Source, DateTimeOffset? ReadAt, int Rows, int MarksOwed);

/// <param name="IntervalMinutes">Between two readings of a meeting; in the hour before it begins it is one minute.</param>
/// <param name="ReadAt">Every meeting was read then or later; null while one was not read since the start.</param>
public sealed record SweepStatus(double IntervalMinutes, DateTimeOffset? ReadAt);

/// <param name="Webhooks">False: nothing is delivered here (Zoom:Webhooks), registrants are found by reading Zoom.</param>
/// <param name="LastAt">The last genuine delivery; null when there never was one.</param>
/// <param name="Since">When the service started: the counters begin there.</param>
/// <param name="Refused">Requests without a signature, or with a wrong one, since the start.</param>
/// <param name="Ignored">Events that are not ours, since the start.</param>
public sealed record DeliveryReport(
    bool Webhooks, DateTimeOffset? LastAt, DateTimeOffset Since, long Accepted, long Unreadable, long Stale, long Refused, IReadOnlyDictionary<string, int> Ignored);

/// <param name="Trouble">Why nothing can be recorded now; null when all is well.</param>
public sealed record LedgerReport(string Path, string? Trouble);

/// <param name="Leads">It runs the passes. What the status says of Zoom, the list and their problems is what this process has seen: ask the one that leads.</param>
/// <param name="Leader">The name of whoever runs them; null when nobody does.</param>
public sealed record ReplicaReport(string Name, bool Leads, string? Leader);

/// <param name="Text">What is wrong and how to mend it.</param>
public sealed record ProblemItem(string Kind, string Text);
