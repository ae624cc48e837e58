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
/// <param name="NextDue">When the next pass has something to do, as far as is known now; null when nothing is owed.</param>
public sealed record SendReport(int Handled, DateTimeOffset? NextDue);

internal sealed class SendApprovalsHandler(
    Settings settings, ICallLedger ledger, MeetingCalls calls, SweepAgenda agenda, ListGate listGate, ZoomPauses pauses, TimeProvider time)
    : IRequestHandler<SendApprovals, SendReport>
{
    private const int Most = 1_000;
    private const int MeetingsAtOnce = 4;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    public async Task<SendReport> Handle(SendApprovals request, CancellationToken cancellationToken)
    {
        if (!listGate.IsOpen(isBehind: ledger.BehindSince is not null))
        {
            return new SendReport(0, await ledger.NextDueAsync() is null ? null : time.GetUtcNow() + LookAgain);
        }

        await CatchUpAsync();

        // what is owed for a meeting that is no longer configured is sent all the same, so it may be paused too
        var meetings = settings.Meetings.Values.Select(meeting => meeting.Key).Union(pauses.Known);
        IReadOnlyList<MeetingKey> except = [.. agenda.Closed().Union(pauses.Paused(meetings))];
        var due = await ledger.DueAsync(time.GetUtcNow(), Most, except);

        await EachMeetingAsync(new(due.GroupBy(registration => registration.Key.Meeting)), cancellationToken);
        return new SendReport(due.Count, await NextAsync(except));
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

    private async Task<DateTimeOffset?> NextAsync(IReadOnlyList<MeetingKey> except)
    {
        if (await ledger.NextDueAsync() is not { } next)
        {
            return null;
        }

        // what is due but held back hides when the others are due, so they are looked for in short steps
        var now = time.GetUtcNow();
        var soon = now + LookAgain;
        return except.Count == 0 || next > now ? next : pauses.NextEnd() is { } end && end < soon ? end : soon;
    }
}
