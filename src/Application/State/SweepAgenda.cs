using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Application.State;

/// <summary>
/// Which meetings are to be read from Zoom, and which were read since the start. Nothing is sent for a session before each
/// of its meetings was: an older ledger may not know who is in already.
/// </summary>
public sealed class SweepAgenda
{
    // a wrong signature may mean that the secret was regenerated in Zoom and people are being lost; a forger must not make us busy
    private static readonly TimeSpan AllAtMostEvery = TimeSpan.FromMinutes(10);

    // somebody looks every minute: who did not for so long was suspended, or the clock was changed
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(3);

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Signals signals;
    private readonly SweepSchedule schedule;
    private readonly Dictionary<MeetingKey, SweepEntry> entries = [];
    private DateTimeOffset lookedAt;
    private long? askedForAll;
    private bool sweeping;
    private bool mingled;

    public SweepAgenda(Settings settings, TimeProvider time, Signals signals)
    {
        (this.time, this.signals) = (time, signals);
        schedule = new SweepSchedule(settings.Sweep.Interval);
        lookedAt = time.GetUtcNow();
        foreach (var meeting in settings.Meetings.Values.OrderBy(meeting => meeting.Key.Id))
        {
            entries.Add(meeting.Key, new SweepEntry(meeting.Session, lookedAt));
        }
    }

    /// <summary>When the meeting that was left alone for longest was last read; null while one was never read since the start.</summary>
    public DateTimeOffset? OldestReading
    {
        get
        {
            lock (gate)
            {
                return entries.Values.Any(entry => entry.ReadAt is null) ? null : entries.Values.Min(entry => entry.ReadAt);
            }
        }
    }

    /// <summary>There is one sweep at a time.</summary>
    /// <returns>False when one is under way.</returns>
    public bool TryBegin()
    {
        lock (gate)
        {
            return !sweeping && (sweeping = true);
        }
    }

    public void End()
    {
        lock (gate)
        {
            sweeping = false;
            var now = time.GetUtcNow();
            lookedAt = now < lookedAt ? lookedAt : now; // a clock that was set back meanwhile is noticed at the next look
        }
    }

    /// <summary>Meetings whose time to be read has come; all of them after time in which nobody looked.</summary>
    public IReadOnlyList<MeetingKey> Due()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (now < lookedAt || now - lookedAt > LongestSilence)
            {
                foreach (var entry in entries.Values)
                {
                    entry.BeginAnew(now);
                }
            }

            lookedAt = now;
            return [.. entries.Where(entry => entry.Value.DueAt(schedule) <= now).Select(entry => entry.Key)];
        }
    }

    /// <summary>When the next meeting is due.</summary>
    public DateTimeOffset NextDue()
    {
        lock (gate)
        {
            return entries.Values.Min(entry => entry.DueAt(schedule));
        }
    }

    /// <summary>When Zoom says that the meeting begins.</summary>
    public void Starts(MeetingKey meeting, IReadOnlyList<DateTimeOffset> starts)
    {
        lock (gate)
        {
            if (entries.TryGetValue(meeting, out var entry))
            {
                entry.Starts = starts;
            }
        }

        signals.Sweep.Raise();
    }

    /// <summary>Reads one meeting soon. One that was just read on request, or could not be read, is left alone for a while first.</summary>
    public void Ask(MeetingKey meeting)
    {
        lock (gate)
        {
            if (entries.TryGetValue(meeting, out var entry))
            {
                entry.AskedAt = time.GetUtcNow();
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
            // on the clock that only goes forward: one that is set back must not make us deaf
            if (limited && askedForAll is { } before && time.GetElapsedTime(before) < AllAtMostEvery)
            {
                return;
            }

            askedForAll = limited ? time.GetTimestamp() : askedForAll;
            foreach (var entry in entries.Values)
            {
                entry.AskedAt = time.GetUtcNow();
            }
        }

        signals.Sweep.Raise();
    }

    /// <summary>A meeting was read from end to end, or Zoom does not know it.</summary>
    /// <param name="begunAt">A wish that came after this still stands.</param>
    /// <param name="foundSomebody">Somebody had registered whom no delivery told of: others may be lost too, so it is read again soon.</param>
    public void Done(MeetingKey meeting, DateTimeOffset begunAt, bool foundSomebody = false)
    {
        lock (gate)
        {
            entries[meeting].Done(begunAt, time.GetUtcNow(), foundSomebody);
        }

        signals.Zoom.Raise();
    }

    /// <summary>It could not be read: again later.</summary>
    public void Failed(MeetingKey meeting, TimeSpan? retryAfter)
    {
        lock (gate)
        {
            entries[meeting].Failed(time.GetUtcNow(), retryAfter);
        }
    }

    /// <summary>A code of the list belongs to another session than before: whoever is in with it may be in a meeting of the one it belonged to.</summary>
    public void Mingle()
    {
        lock (gate)
        {
            mingled = true;
        }
    }

    /// <summary>Meetings of sessions with a meeting that was not read yet, or all while one was not and sessions have mingled: nothing may be sent for them.</summary>
    public IReadOnlyList<MeetingKey> Closed()
    {
        lock (gate)
        {
            if (mingled && entries.Values.Any(entry => entry.ReadAt is null))
            {
                return [.. entries.Keys];
            }

            var unread = entries.Values.Where(entry => entry.ReadAt is null).Select(entry => entry.Session).ToHashSet();
            return [.. entries.Where(entry => unread.Contains(entry.Value.Session)).Select(entry => entry.Key)];
        }
    }
}
