using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Application.State;

/// <summary>Meetings that are not asked about for a while, because the last call for them failed as a whole. Forgotten at a restart.</summary>
public sealed class ZoomPauses(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<MeetingKey, Pause> pauses = [];
    private DateTimeOffset everybody;

    /// <summary>Meetings out of the given ones that are paused now.</summary>
    public IReadOnlyList<MeetingKey> Paused(IEnumerable<MeetingKey> meetings)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            return [.. meetings.Where(meeting => now < everybody || (pauses.TryGetValue(meeting, out var pause) && now < pause.Until))];
        }
    }

    /// <summary>Meetings whose last call failed as a whole, configured or not.</summary>
    public IReadOnlyList<MeetingKey> Known
    {
        get
        {
            lock (gate)
            {
                return [.. pauses.Keys];
            }
        }
    }

    /// <summary>Until when Zoom allows the account no call; null when it does.</summary>
    public DateTimeOffset? EverybodyUntil
    {
        get
        {
            lock (gate)
            {
                return everybody > time.GetUtcNow() ? everybody : null;
            }
        }
    }

    /// <summary>When the first pause ends; null when nothing is paused.</summary>
    public DateTimeOffset? NextEnd()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var ends = pauses.Values.Select(pause => pause.Until).Append(everybody).Where(end => end > now).ToList();
            return ends.Count == 0 ? null : ends.Min();
        }
    }

    /// <summary>Whether the meeting is being tried again after a refusal: then one registrant is enough to find out.</summary>
    public bool IsProbe(MeetingKey meeting)
    {
        lock (gate)
        {
            return pauses.TryGetValue(meeting, out var pause) && pause.Refused;
        }
    }

    /// <summary>The call came to nothing for reasons of the moment: 1 s, doubling, at most 5 minutes.</summary>
    public void Failed(MeetingKey meeting) => Set(meeting, refused: false, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), null);

    /// <summary>Zoom refused the meeting, or a permission is missing: 1 minute, doubling, at most 15 minutes.</summary>
    public void Refused(MeetingKey meeting, TimeSpan? retryAfter) => Set(meeting, refused: true, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15), retryAfter);

    /// <summary>Too many calls for the account: nobody is asked about.</summary>
    public void Everybody(TimeSpan duration)
    {
        lock (gate)
        {
            var until = time.GetUtcNow() + duration;
            everybody = until > everybody ? until : everybody;
        }
    }

    /// <summary>A call for the meeting succeeded: the next pause begins small again.</summary>
    public void Over(MeetingKey meeting)
    {
        lock (gate)
        {
            pauses.Remove(meeting);
        }
    }

    private void Set(MeetingKey meeting, bool refused, TimeSpan first, TimeSpan longest, TimeSpan? retryAfter)
    {
        lock (gate)
        {
            var times = pauses.TryGetValue(meeting, out var before) ? before.Times + 1 : 1;
            var length = retryAfter ?? TimeSpan.FromTicks(Math.Min(longest.Ticks, first.Ticks << Math.Min(times - 1, 20)));
            pauses[meeting] = new Pause(time.GetUtcNow() + length, times, refused);
        }
    }

    private sealed record Pause(DateTimeOffset Until, int Times, bool Refused);
}
