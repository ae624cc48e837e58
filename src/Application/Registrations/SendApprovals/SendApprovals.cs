using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using MediatR;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.SendApprovals;

/// <summary>One pass over what is owed to Zoom: read back what is uncertain, send what is due, read back what was sent.</summary>
public sealed record SendApprovals : IRequest<SendReport>;

/// <param name="Handled">Registrations looked at.</param>
/// <param name="NextDue">When the next pass has something to do, as far as is known now; null when nothing is owed, or a gate must open first.</param>
public sealed record SendReport(int Handled, DateTimeOffset? NextDue);

internal sealed class SendApprovalsHandler(
    Settings settings, ICallLedger ledger, MeetingCalls calls, SweepAgenda agenda, ListGate listGate, ZoomPauses pauses, ProblemBoard problems, TimeProvider time)
    : IRequestHandler<SendApprovals, SendReport>
{
    private const int Most = 1_000;
    private const int MeetingsAtOnce = 4;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    public async Task<SendReport> Handle(SendApprovals request, CancellationToken cancellationToken)
    {
        if (!listGate.IsOpen(isBehind: ledger.BehindSince is not null))
        {
            return new SendReport(0, (await ledger.NextDueAsync()).Count == 0 ? null : time.GetUtcNow() + LookAgain);
        }

        await CatchUpAsync();

        var due = await ledger.DueAsync(time.GetUtcNow(), Most, HeldBack());

        await EachMeetingAsync(new(due.GroupBy(registration => registration.Key.Meeting)), cancellationToken);
        return new SendReport(due.Count, await NextAsync());
    }

    // one meeting that hangs or fails must not hold up the others, nor cut off their calls
    private async Task EachMeetingAsync(ConcurrentQueue<IGrouping<MeetingKey, Registration>> meetings, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(MeetingsAtOnce, meetings.Count)).Select(_ => TakeInTurnAsync()));
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        async Task TakeInTurnAsync()
        {
            while (meetings.TryDequeue(out var meeting))
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    await calls.RunAsync(meeting.Key, [.. meeting], cancellationToken);
                }
                catch (Exception error) when (!cancellationToken.IsCancellationRequested)
                {
                    Interlocked.CompareExchange(ref failure, error, null);
                }
            }
        }
    }

    // a restored ledger is like any other once every meeting was read and the list's marks were looked at
    private async Task CatchUpAsync()
    {
        if (ledger.BehindSince is not null && agenda.Closed().Count == 0)
        {
            await ledger.CaughtUpAsync();
        }
    }

    // what is owed for a meeting that is no longer configured is sent all the same, so it may be paused too
    private List<MeetingKey> HeldBack() =>
        [.. agenda.Closed().Union(pauses.Paused(settings.Meetings.Values.Select(meeting => meeting.Key).Union(pauses.Known)))];

    private async Task<DateTimeOffset?> NextAsync()
    {
        var owed = await ledger.NextDueAsync();
        foreach (var meeting in settings.Meetings.Values.Select(meeting => meeting.Key).Union(pauses.Known).Where(meeting => !owed.ContainsKey(meeting)))
        {
            problems.Clear(Topics.Calls(meeting)); // no call is left that could go wrong, nor one that could show that all is well
        }

        // what is held back comes when its pause ends; a gate that opens wakes the worker
        var held = HeldBack();
        var next = owed.Where(one => !held.Contains(one.Key)).Select(one => (DateTimeOffset?)one.Value);
        return next.Append(held.Any(owed.ContainsKey) ? pauses.NextEnd() : null).Min();
    }
}
