using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.State;

/// <summary>
/// Which meetings are to be read from Zoom, and which were read since the start. Nothing is sent for a session before each
/// of its meetings was: an older ledger may not know who is in already.
/// </summary>
public sealed class SweepAgenda
{
    // a wrong signature may mean that the secret was regenerated in Zoom and people are being lost; a forger must not make us busy
    private static readonly TimeSpan AllAtMostEvery = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Signals signals;
    private readonly Dictionary<MeetingKey, Entry> entries = [];
    private DateTimeOffset? askedForAll;

    public SweepAgenda(Settings settings, TimeProvider time, Signals signals)
    {
        (this.time, this.signals) = (time, signals);
        foreach (var meeting in settings.Meetings.Values)
        {
            entries.Add(meeting.Key, new Entry(meeting.Session, time.GetUtcNow()));
        }
    }

    /// <summary>Meetings whose time to be read has come.</summary>
    public IReadOnlyList<MeetingKey> Due()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            return [.. entries.Where(entry => entry.Value.DueAt <= now).Select(entry => entry.Key)];
        }
    }

    /// <summary>When the next meeting is due; null when none is.</summary>
    public DateTimeOffset? NextDue()
    {
        lock (gate)
        {
            return entries.Values.Min(entry => entry.DueAt);
        }
    }

    /// <summary>Reads one meeting soon.</summary>
    public void Ask(MeetingKey meeting)
    {
        lock (gate)
        {
            if (entries.TryGetValue(meeting, out var entry))
            {
                entry.Ask(time.GetUtcNow());
            }
        }

        signals.Sweep.Raise();
    }

    /// <summary>Reads every meeting soon.</summary>
    /// <param name="limited">At most once in ten minutes: anybody can cause it.</param>
    public void AskAll(bool limited)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (limited && now - askedForAll < AllAtMostEvery)
            {
                return;
            }

            askedForAll = limited ? now : askedForAll;
            foreach (var entry in entries.Values)
            {
                entry.Ask(now);
            }
        }

        signals.Sweep.Raise();
    }

    /// <summary>A meeting was read from end to end, or Zoom does not know it.</summary>
    /// <param name="begunAt">A wish that came after this still stands.</param>
    public void Done(MeetingKey meeting, DateTimeOffset begunAt)
    {
        lock (gate)
        {
            var entry = entries[meeting];
            entry.WasRead = true;
            entry.Failures = 0;
            entry.DueAt = entry.AskedAt > begunAt ? entry.AskedAt : null;
        }

        signals.Zoom.Raise();
    }

    /// <summary>It could not be read: again later.</summary>
    public void Failed(MeetingKey meeting, TimeSpan? retryAfter)
    {
        lock (gate)
        {
            var entry = entries[meeting];
            entry.DueAt = time.GetUtcNow() + (retryAfter ?? Sending.BackOff(++entry.Failures));
        }
    }

    /// <summary>Meetings of sessions with a meeting that was not read yet: nothing may be sent for them.</summary>
    public IReadOnlyList<MeetingKey> Closed()
    {
        lock (gate)
        {
            var unread = entries.Values.Where(entry => !entry.WasRead).Select(entry => entry.Session).ToHashSet();
            return [.. entries.Where(entry => unread.Contains(entry.Value.Session)).Select(entry => entry.Key)];
        }
    }

    private sealed class Entry(Session session, DateTimeOffset dueAt)
    {
        public Session Session => session;

        public DateTimeOffset? DueAt { get; set; } = dueAt;

        /// <summary>The last wish; it may be younger than the time the meeting is due since.</summary>
        public DateTimeOffset? AskedAt { get; private set; }

        public bool WasRead { get; set; }

        public int Failures { get; set; }

        public void Ask(DateTimeOffset now)
        {
            AskedAt = now;
            DueAt = DueAt < now ? DueAt : now;
        }
    }
}
