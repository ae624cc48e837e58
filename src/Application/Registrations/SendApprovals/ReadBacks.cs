using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.SendApprovals;

/// <summary>Asks Zoom what became of calls. Only a registrant seen in the wanted status proves anything.</summary>
internal sealed class ReadBacks(IZoomRegistrants zoom, Settlements settlements, ProblemBoard problems, ZoomPauses pauses, TimeProvider time)
{
    // from here on a listing costs less than asking for each
    private const int ListFrom = 8;

    public async Task RunAsync(MeetingKey meeting, IReadOnlyList<Registration> open, CancellationToken cancellationToken)
    {
        foreach (var part in open.GroupBy(one => (one.Owed!.Action, one.Owed.Occurrence)))
        {
            // a single registrant is shown without saying for which occurrence, so there only lists tell
            var (wanted, occurrence) = (Wanted(part.Key.Action), part.Key.Occurrence);
            var rest = occurrence is null ? await WithoutThoseSpokenForAsync([.. part], cancellationToken) : [.. part];
            if (rest.Count >= ListFrom || (rest.Count > 0 && occurrence is not null))
            {
                await ReadListsAsync(meeting, occurrence, rest, wanted, cancellationToken);
            }
            else
            {
                await ReadEachAsync(rest, cancellationToken);
            }
        }
    }

    // one who is still pending speaks for everybody of the same call
    private async Task<List<Registration>> WithoutThoseSpokenForAsync(IReadOnlyList<Registration> open, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        List<Registration> rest = [];
        foreach (var call in open.GroupBy(one => Sending.MayBeSpokenFor(one, now) ? one.Owed!.AttemptAt : null))
        {
            if (call.Key is null || call.Count() == 1)
            {
                rest.AddRange(call);
                continue;
            }

            var read = await zoom.GetAsync(call.First().Key, cancellationToken);
            switch (read.End, read.Value?.Status)
            {
                case (ReadEnd.Found, ZoomStatus.Pending):
                    Answered(call.First().Key.Meeting);
                    await SeenAsync(call, ZoomStatus.Pending);
                    break;

                case (ReadEnd.Found, { } status):
                    await SeenAsync([call.First()], status);
                    rest.AddRange(call.Skip(1));
                    break;

                case (ReadEnd.NotFound, _):
                    rest.AddRange(call);
                    break;

                default:
                    await LaterAsync(call, read.RetryAfter);
                    break;
            }
        }

        return rest;
    }

    // who is again not where the call should have put them may have been put elsewhere by a person
    private async Task ReadListsAsync(MeetingKey meeting, string? occurrence, IReadOnlyList<Registration> open, ZoomStatus wanted, CancellationToken cancellationToken)
    {
        var missing = await ReadListAsync(meeting, occurrence, open, wanted, cancellationToken);
        var again = missing.Where(one => one.Owed!.Reads > 0).ToList();
        if (again.Count > 0)
        {
            var opposite = wanted == ZoomStatus.Approved ? ZoomStatus.Denied : ZoomStatus.Approved;
            var still = await ReadListAsync(meeting, occurrence, again, opposite, cancellationToken);
            missing = [.. missing.Except(again), .. still];
        }

        // absence from a list proves nothing: it may have changed between two pages
        await SeenAsync(missing, ZoomStatus.Pending);
    }

    private static ZoomStatus Wanted(ZoomAction action) => action == ZoomAction.Approve ? ZoomStatus.Approved : ZoomStatus.Denied;

    /// <returns>Those whom the whole list did not show.</returns>
    private async Task<IReadOnlyList<Registration>> ReadListAsync(
        MeetingKey meeting, string? occurrence, IReadOnlyList<Registration> open, ZoomStatus wanted, CancellationToken cancellationToken)
    {
        var missing = open.ToDictionary(one => one.Key.RegistrantId, StringComparer.Ordinal);
        var token = "";
        do
        {
            var page = await zoom.PageAsync(meeting, occurrence, wanted, token, Urgency.ReadBack, underWay: token.Length > 0, cancellationToken);
            if (page is not { End: ReadEnd.Found, Value: { } value })
            {
                await LaterAsync(missing.Values, page.RetryAfter);
                return [];
            }

            Answered(meeting);
            var seen = value.Registrants.Where(one => missing.Remove(one.Key.RegistrantId)).Select(one => one.Key).ToHashSet();
            await SeenAsync(open.Where(one => seen.Contains(one.Key)), wanted);
            if (value.NextPageToken == token)
            {
                break; // the end, or the same page for ever
            }

            token = value.NextPageToken;
        }
        while (token.Length > 0 && missing.Count > 0);

        return [.. missing.Values];
    }

    private async Task ReadEachAsync(IReadOnlyList<Registration> open, CancellationToken cancellationToken)
    {
        foreach (var one in open)
        {
            var read = await zoom.GetAsync(one.Key, cancellationToken);
            if (read.End is ReadEnd.Found or ReadEnd.NotFound)
            {
                Answered(one.Key.Meeting);
                await SeenAsync([one], read.Value?.Status ?? ZoomStatus.Pending);
            }
            else
            {
                await LaterAsync([one], read.RetryAfter);
                if (pauses.Paused([one.Key.Meeting]).Count > 0)
                {
                    return;
                }
            }
        }
    }

    private async Task SeenAsync(IEnumerable<Registration> open, ZoomStatus seen)
    {
        var now = time.GetUtcNow();
        await settlements.SaveAsync([.. open.Select(one => Next(one, seen, now))]);
    }

    private (Registration From, Registration Next, HistoryEvent? Event) Next(Registration one, ZoomStatus seen, DateTimeOffset now)
    {
        switch (seen, one.Owed!.Action)
        {
            case (ZoomStatus.Approved, ZoomAction.Approve):
                return (one, Sending.Confirmed(one, now), HistoryEvent.Confirmed);
            case (ZoomStatus.Approved, ZoomAction.Deny) when one.Owed.Reads > 0:
                return (one, Sending.Confirmed(one, now), HistoryEvent.DenyTooLate);
            case (ZoomStatus.Denied, _):
                return (one, Sending.Denied(one, now), one.Owed.Action == ZoomAction.Deny ? HistoryEvent.Confirmed : HistoryEvent.DeniedInZoom);
            default:
                var next = Sending.NotSeen(one, now);
                if (next.Reason == WaitingReason.ZoomUnconfirmed)
                {
                    problems.Add(Topics.People(one.Key.Meeting), new Problem(ProblemKind.ApprovalUnconfirmed, one.Key.ToString()));
                    return (one, next, HistoryEvent.Unconfirmed);
                }

                return (one, next, null);
        }
    }

    // what a call or a reading said of it before is over
    private void Answered(MeetingKey meeting) => problems.Clear(Topics.Calls(meeting), problem => problem.Kind == ProblemKind.ZoomUnreachable);

    // Zoom could not be asked: nothing is known, so nothing counts
    private async Task LaterAsync(IEnumerable<Registration> open, TimeSpan? retryAfter)
    {
        var now = time.GetUtcNow();
        List<(Registration, Registration, HistoryEvent?)> later = [];
        foreach (var one in open)
        {
            if (later.Count == 0)
            {
                pauses.Failed(one.Key.Meeting);
                problems.Set(Topics.Calls(one.Key.Meeting), new Problem(ProblemKind.ZoomUnreachable, one.Key.Meeting.ToString(), ""));
            }

            later.Add((one, Sending.ReadBack(one, now + (retryAfter ?? TimeSpan.FromSeconds(2))), null));
        }

        await settlements.SaveAsync(later);
    }
}
