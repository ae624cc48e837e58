using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.SendApprovals;

/// <summary>What a reading of Zoom means for the registrations with an open call.</summary>
internal sealed class Sightings(Settlements settlements, ProblemBoard problems, ZoomPauses pauses, TimeProvider time)
{
    /// <summary>Zoom showed them so; Pending also stands for not having shown them where they should be.</summary>
    public async Task SeenAsync(IEnumerable<Registration> open, ZoomStatus seen)
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

    /// <summary>Zoom gave an answer: what a call or a reading said of it before is over.</summary>
    public void Answered(MeetingKey meeting) => problems.Clear(Topics.Calls(meeting), problem => problem.Kind == ProblemKind.ZoomUnreachable);

    /// <summary>Zoom could not be asked: nothing is known, so nothing counts.</summary>
    public async Task LaterAsync(IEnumerable<Registration> open, TimeSpan? retryAfter)
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
