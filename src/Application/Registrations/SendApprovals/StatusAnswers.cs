using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.SendApprovals;

/// <summary>What each answer to a status call means for the registrations in it.</summary>
internal sealed class StatusAnswers(IZoomRegistrants zoom, ICallLedger ledger, Settlements settlements, ProblemBoard problems, ZoomPauses pauses, TimeProvider time)
{
    private static readonly TimeSpan AfterUnknown = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DailyAgain = TimeSpan.FromMinutes(15);

    /// <param name="begun">As stored before the call.</param>
    /// <returns>Those that are to be read back at once.</returns>
    public async Task<IReadOnlyList<Registration>> TakeAsync(MeetingKey meeting, IReadOnlyList<Registration> begun, StatusAnswer answer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        switch (answer.End)
        {
            case CallEnd.Accepted:
                pauses.Over(meeting);
                problems.Clear(Topics.Calls(meeting));
                return begun;

            case CallEnd.NotSent:
                pauses.Failed(meeting);
                problems.Set(Topics.Calls(meeting), new Problem(ProblemKind.ZoomUnreachable, meeting.ToString(), answer.Words));
                await SettleAsync(begun, one => Sending.NotDone(one, now + (answer.RetryAfter ?? Sending.BackOff(one.Owed!.Failures)), counted: false));
                return [];

            case CallEnd.TooManyCalls:
                pauses.Everybody(answer.RetryAfter ?? TimeSpan.FromSeconds(1));
                problems.Set(Topics.Calls(meeting), new Problem(ProblemKind.ZoomQuota, meeting.ToString()));
                await SettleAsync(begun, one => Sending.NotDone(one, now + (answer.RetryAfter ?? TimeSpan.FromSeconds(1)), counted: false));
                return [];

            case CallEnd.DailyLimit:
                problems.Set(Topics.Calls(meeting), new Problem(ProblemKind.ZoomDailyLimit, meeting.ToString()));
                await SettleAsync(begun, one => AfterDailyLimit(one, begun, answer, now));
                return [];

            case CallEnd.MeetingRefused:
                pauses.Refused(meeting, answer.RetryAfter);
                problems.Set(Topics.Calls(meeting), new Problem(ProblemKind.MeetingRefused, meeting.ToString(), answer.Words));
                await SettleAsync(begun, one => Sending.NotDone(one, now + Sending.BackOff(one.Owed!.Failures), counted: true));
                return [];

            case CallEnd.PermissionRefused:
                pauses.Refused(meeting, answer.RetryAfter);
                problems.Set(Topics.Calls(meeting), new Problem(ProblemKind.ZoomScopeMissing, string.Join(", ", answer.MissingScopes ?? []), meeting.ToString()));
                await SettleAsync(begun, one => Sending.NotDone(one, now + Sending.BackOff(one.Owed!.Failures), counted: false));
                return [];

            case CallEnd.RegistrantRefused when begun.Count > 1:
                return await ledger.SaveAsync([.. begun.Select(one => new Change(Sending.BatchRefused(one, now), HistoryEvent.CallRefused))]);

            case CallEnd.RegistrantRefused:
                await RefusedAloneAsync(begun[0], answer.Words, now, cancellationToken);
                return [];

            default:
                // it may have happened: only a reading tells
                pauses.Failed(meeting);
                problems.Set(Topics.Calls(meeting), new Problem(ProblemKind.ZoomUnreachable, meeting.ToString(), answer.Words));
                await ledger.SaveAsync([.. begun.Select(one => new Change(Sending.Unanswered(one, now + AfterUnknown)))]);
                return [];
        }
    }

    private Task SettleAsync(IReadOnlyList<Registration> begun, Func<Registration, Registration> next) =>
        settlements.SaveAsync([.. begun.Select(one => (From: one, Next: next(one), Event: (HistoryEvent?)HistoryEvent.CallRefused))]);

    // one registrant over the limit must not hold up the other 29: Zoom names whom it means, or each goes alone
    private static Registration AfterDailyLimit(Registration one, IReadOnlyList<Registration> batch, StatusAnswer answer, DateTimeOffset now)
    {
        var named = batch.Where(other => answer.Words.Contains(other.Key.RegistrantId, StringComparison.Ordinal)).ToList();
        if (named.Count > 0 && !named.Contains(one))
        {
            return Sending.NotDone(one, now, counted: false);
        }

        if (named.Count == 0 && batch.Count > 1 && answer.Words.Contains("registrant", StringComparison.OrdinalIgnoreCase))
        {
            return Sending.NotDone(one with { Owed = one.Owed! with { Refusals = 2 } }, now, counted: true);
        }

        var zoomNow = answer.ZoomTime ?? now;
        var justAfterMidnight = zoomNow.TimeOfDay < TimeSpan.FromHours(1) && one.Owed!.Failures > 0;
        return Sending.NotDone(one, justAfterMidnight ? now + DailyAgain : now + (Sending.Tomorrow(zoomNow) - zoomNow), counted: true);
    }

    private async Task RefusedAloneAsync(Registration one, string words, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // a registrant who is no longer pending is refused too
        var read = await zoom.GetAsync(one.Key, cancellationToken);
        var status = one.Owed!.Occurrence is null ? read.Value?.Status : null; // it does not say for which occurrence that holds
        var denies = one.Owed.Action == ZoomAction.Deny;
        var (next, happened) = (read.End, status) switch
        {
            (ReadEnd.Found, ZoomStatus.Approved) => (Sending.Confirmed(one, now), denies ? HistoryEvent.DenyTooLate : HistoryEvent.Confirmed),
            (ReadEnd.Found, ZoomStatus.Denied) => (Sending.Denied(one, now), denies ? HistoryEvent.Confirmed : HistoryEvent.DeniedInZoom),
            (ReadEnd.Found, _) or (ReadEnd.NotFound, _) => (Sending.Refused(one, words, now), HistoryEvent.CallRefused),
            _ => (Sending.BatchRefused(one, now + AfterUnknown), HistoryEvent.CallRefused),
        };
        if (next.Reason == WaitingReason.ZoomRefused)
        {
            problems.Add(Topics.People(one.Key.Meeting), new Problem(ProblemKind.RegistrantRefused, one.Key.ToString(), words));
        }

        await settlements.SaveAsync([(one, next, happened)]);
    }
}
