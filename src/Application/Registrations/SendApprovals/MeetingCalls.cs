using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Tracing;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.SendApprovals;

/// <summary>The calls of one pass for one meeting.</summary>
internal sealed partial class MeetingCalls(
    IZoomRegistrants zoom, ICallLedger ledger, ReadBacks readBacks, StatusAnswers answers, RegistrationTypes types, ZoomPauses pauses, TimeProvider time, ILogger<MeetingCalls> logger)
{
    /// <summary>Zoom takes up to 30 registrants in a status call.</summary>
    private const int BatchSize = 30;

    /// <summary>
    /// A process that was stopped between remembering a call and making it does not make it any more: another one may have taken over,
    /// read back that nothing had happened, and given the code to somebody else.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public async Task RunAsync(MeetingKey meeting, IReadOnlyList<Registration> due, CancellationToken cancellationToken)
    {
        due = await KnownPartsAsync(meeting, due, cancellationToken);
        var (open, unsent) = (due.Where(one => one.HasOpenAttempt).ToList(), due.Where(one => !one.HasOpenAttempt).ToList());
        await readBacks.RunAsync(meeting, open, cancellationToken);

        List<Registration> sent = [];
        foreach (var batch in Batches(meeting, unsent))
        {
            if (pauses.Paused([meeting]).Count > 0)
            {
                break; // the call before failed as a whole; the rest stays owed
            }

            sent.AddRange(await SendAsync(meeting, batch, cancellationToken));
        }

        await readBacks.RunAsync(meeting, sent, cancellationToken);
    }

    // an approval for the meeting as a whole may do nothing where people register for occurrences, and the other way round
    private async Task<IReadOnlyList<Registration>> KnownPartsAsync(MeetingKey meeting, IReadOnlyList<Registration> due, CancellationToken cancellationToken)
    {
        if (due.All(one => one.Occurrences.Count == 0) || await types.AskAsync(meeting, cancellationToken) is not null)
        {
            return due;
        }

        pauses.Failed(meeting);
        return [.. due.Where(one => one.Occurrences.Count == 0)];
    }

    private string? PartOf(Registration one) => types.IsByOccurrence(one.Key.Meeting) == false ? null : Occurring.Next(one);

    // together goes what is alike: the occurrence, the action, with or without addresses, and how often a batch was refused
    private IEnumerable<IReadOnlyList<Registration>> Batches(MeetingKey meeting, IReadOnlyList<Registration> unsent)
    {
        if (pauses.IsProbe(meeting))
        {
            return unsent.OrderBy(one => one.CallsToday).Take(1).Select(one => (IReadOnlyList<Registration>)[one]);
        }

        return unsent.GroupBy(one => (PartOf(one), one.Owed!.Action, one.Owed.IdOnly, one.Owed.Refusals))
            .SelectMany(alike => alike.Chunk(alike.First().Owed!.GoesAlone ? 1 : BatchSize));
    }

    /// <returns>Those whose effect is now to be read.</returns>
    private async Task<IReadOnlyList<Registration>> SendAsync(MeetingKey meeting, IReadOnlyList<Registration> batch, CancellationToken cancellationToken)
    {
        var (now, since) = (time.GetUtcNow(), time.GetTimestamp());
        var tooMany = batch.Where(one => !Sending.MayCall(one, now)).ToList();
        await ledger.SaveAsync([.. tooMany.Select(one => new Change(Sending.OutOfCalls(one, now), HistoryEvent.Unconfirmed))]);

        // write ahead: only those whose row really was ours to change are in the call
        var begun = await ledger.SaveAsync(
            [.. batch.Except(tooMany).Select(one => new Change(Sending.Begun(one, now, ledger.Epoch, PartOf(one)), HistoryEvent.CallBegun))]);
        if (begun.Count == 0)
        {
            return [];
        }

        if (time.GetElapsedTime(since) > Longest)
        {
            return begun; // read back like a call that was made
        }

        var owed = begun[0].Owed!;
        using var span = CallSpan.Start(owed.Action == ZoomAction.Approve ? "approve" : "deny", begun);
        var answer = await zoom.SetStatusAsync(
            meeting, owed.Occurrence, owed.Action, [.. begun.Select(one => new RegistrantName(one.Key.RegistrantId, one.Email))], owed.IdOnly, cancellationToken);
        span?.Ended(answer.End.ToString(), answer.End == CallEnd.Accepted);
        LogSent(meeting, owed.Action, begun.Count, answer.End);
        return await answers.TakeAsync(meeting, begun, answer, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Zoom, {Meeting}: {Action} for {Count} registrants ended {End}")]
    private partial void LogSent(MeetingKey meeting, ZoomAction action, int count, CallEnd end);
}
