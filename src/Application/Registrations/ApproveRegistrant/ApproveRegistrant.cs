using System.Globalization;
using MediatR;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Tracing;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.ApproveRegistrant;

/// <summary>Decides on one registrant and claims the code; whatever must be said to Zoom is left as owed work.</summary>
/// <param name="ObservedAt">When it was so: the time of the event, which may come late, or the moment Zoom was asked.</param>
public sealed record ApproveRegistrant(Registrant Registrant, Source Source, DateTimeOffset ObservedAt) : IRequest<Judged>;

/// <param name="Outcome">Null when the meeting is not managed here: nothing was recorded.</param>
public sealed record Judged(Outcome? Outcome);

internal sealed partial class ApproveRegistrantHandler(
    Settings settings, ListCopy list, Guessing guessing, IRegistrationLedger ledger, RegistrationTypes types, ApprovalMeter approvals, ProblemBoard problems, Signals signals, ILogger<ApproveRegistrantHandler> logger)
    : IRequestHandler<ApproveRegistrant, Judged>
{
    public async Task<Judged> Handle(ApproveRegistrant request, CancellationToken cancellationToken)
    {
        var registrant = types.IsByOccurrence(request.Registrant.Key.Meeting) == false ? request.Registrant with { Occurrences = [] } : request.Registrant;
        if (Managed(registrant.Key.Meeting) is not { } meeting)
        {
            return new Judged(null);
        }

        using var span = Spans.Decide(registrant.Key);
        var candidates = CodeReader.Read(registrant.Answers, settings.Codes.Format, settings.Codes.QuestionTitles);
        var (found, readAt) = list.Find(candidates.Codes);
        var decision = readAt is null
            ? Decision.Wait(WaitingReason.ListUnavailable)
            : ApprovalPolicy.Decide(found, candidates.Any, meeting, registrant.RegisteredAt, registrant.Email, settings.List.EmailMatch, candidates.AreMistyped);
        decision = decision with { WaitsWhileGuessed = guessing.StopsAll };
        var recording = new Recording(registrant, candidates, decision, request.Source, readAt, request.ObservedAt, span?.Id) { Tries = guessing.Tries(registrant.Answers, candidates, found) };

        IReadOnlyList<string> known = [.. found.Select(invitation => invitation.Code)];
        if (registrant.Status == ZoomStatus.Denied && request.Source == Source.Sweep)
        {
            await ledger.KeepDeniedAsync(recording, known);
            span?.Ended("Denied");
            return new Judged(null);
        }

        var outcome = registrant.Status switch
        {
            ZoomStatus.Approved => await AdoptAsync(recording, known),
            _ => await ledger.RecordAsync(recording), // the claim is won or lost here
        };

        NameMissingTitle(registrant.Key.Meeting, candidates);
        Wake(outcome, recording);
        span?.Ended(outcome.ToString());
        LogDecided(registrant.Key.Meeting.Id, registrant.Key.RegistrantId, outcome, request.Source, outcome.Repeated);
        return new Judged(outcome);
    }

    private MeetingRules? Managed(MeetingKey key)
    {
        if (settings.RulesFor(key) is { } meeting)
        {
            return meeting;
        }

        problems.Add(Topics.Unmanaged, settings.Meetings.TryGetValue(key.Id, out var other)
            ? new Problem(ProblemKind.MeetingOtherKind, key.ToString(), other.Key.ToString())
            : new Problem(ProblemKind.MeetingNotConfigured, key.ToString(), key.Id.ToString(CultureInfo.InvariantCulture)));
        return null;
    }

    private async Task<Outcome> AdoptAsync(Recording recording, IReadOnlyList<string> known)
    {
        var adoption = await ledger.AdoptAsync(recording, known);
        var key = recording.Registrant.Key;
        problems.Clear(Topics.People(key.Meeting), problem => problem.Details[0] == key.ToString()); // a person approved them in Zoom
        foreach (var _ in adoption.UsedTwice)
        {
            problems.Add(Topics.Codes, new Problem(ProblemKind.CodeApprovedTwice, key.ToString()));
        }

        if (adoption is { IsOurs: true, Outcome.Repeated: false })
        {
            approvals.Confirm(1);
        }
        else if (!adoption.Outcome.Repeated)
        {
            NameOpenGate(key.Meeting, recording.Source);
        }

        return adoption.Outcome;
    }

    // who comes as approved was let in by the meeting itself; whom a reading shows so perhaps by a person. The meeting's settings tell
    private void NameOpenGate(MeetingKey meeting, Source source)
    {
        if (source == Source.Webhook)
        {
            problems.Set(Topics.Gate(meeting), new Problem(ProblemKind.MeetingGateOpen, meeting.ToString()));
        }

        signals.Check.Raise();
    }

    private void NameMissingTitle(MeetingKey meeting, CandidateCodes candidates)
    {
        if (candidates.MissingTitle)
        {
            problems.Set(Topics.Titles(meeting), new Problem(ProblemKind.QuestionTitleMissing, meeting.ToString(), string.Join(" / ", settings.Codes.QuestionTitles)));
        }
    }

    private void Wake(Outcome outcome, Recording recording)
    {
        var furtherDates = outcome.Status == RegistrationStatus.Approved && recording.Registrant.Occurrences.Count > 0;
        if ((outcome.Status == RegistrationStatus.Approving || furtherDates) && !outcome.Repeated)
        {
            signals.Zoom.Raise();
        }

        if (outcome is { Status: RegistrationStatus.Waiting, Repeated: false } && recording.Decision.Reason is not null and not WaitingReason.NoCode)
        {
            signals.List.Raise(); // the code may have been added a moment ago
        }

        if (!outcome.Repeated && recording.Tries.Count > 0)
        {
            signals.Guesses.Raise();
        }
    }

    [LoggerMessage(LogLevel.Information, "Meeting {MeetingId}, registrant {RegistrantId}: {Outcome} (source {Source}, repeated {Repeated})")]
    private partial void LogDecided(long meetingId, string registrantId, Outcome outcome, Source source, bool repeated);
}
