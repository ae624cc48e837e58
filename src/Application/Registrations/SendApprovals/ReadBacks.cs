using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.SendApprovals;

/// <summary>Asks Zoom what became of calls. Only a registrant seen in the wanted status proves anything.</summary>
internal sealed class ReadBacks(IZoomRegistrants zoom, Sightings sightings, ZoomPauses pauses)
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

    // one who is still pending speaks for everybody of the same call, each time another
    private async Task<List<Registration>> WithoutThoseSpokenForAsync(IReadOnlyList<Registration> open, CancellationToken cancellationToken)
    {
        List<Registration> rest = [.. open.Where(one => !Sending.MayBeSpokenFor(one))];
        foreach (var call in open.Except(rest).GroupBy(one => (one.Owed!.AttemptAt, one.Owed.Reads)).Select(call => call.ToList()).ToList())
        {
            if (call.Count == 1 || (call.Count >= ListFrom && call[0].Owed!.Reads == 0))
            {
                rest.AddRange(call); // alone, or most likely all in one list
                continue;
            }

            var speaker = call[call[0].Owed!.Reads % call.Count];
            var read = await zoom.GetAsync(speaker.Key, cancellationToken);
            switch (read.End, read.Value?.Status)
            {
                case (ReadEnd.Found, ZoomStatus.Pending):
                    sightings.Answered(speaker.Key.Meeting);
                    await sightings.SeenAsync(call, ZoomStatus.Pending);
                    break;

                case (ReadEnd.Found, { } status):
                    sightings.Answered(speaker.Key.Meeting);
                    await sightings.SeenAsync([speaker], status);
                    rest.AddRange(call.Where(one => one != speaker));
                    break;

                case (ReadEnd.NotFound, _):
                    rest.AddRange(call);
                    break;

                default:
                    await sightings.LaterAsync(call, read.RetryAfter);
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
        await sightings.SeenAsync(missing, ZoomStatus.Pending);
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
                await sightings.LaterAsync(missing.Values, page.RetryAfter);
                return [];
            }

            sightings.Answered(meeting);
            var seen = value.Registrants.Where(one => missing.Remove(one.Key.RegistrantId)).Select(one => one.Key).ToHashSet();
            await sightings.SeenAsync(open.Where(one => seen.Contains(one.Key)), wanted);
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
                sightings.Answered(one.Key.Meeting);
                await sightings.SeenAsync([one], read.Value?.Status ?? ZoomStatus.Pending);
            }
            else
            {
                await sightings.LaterAsync([one], read.RetryAfter);
                if (pauses.Paused([one.Key.Meeting]).Count > 0)
                {
                    return;
                }
            }
        }
    }
}
