using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Application.State;

/// <summary>Meetings that are not asked about for a while, because the last call for them failed as a whole. Forgotten at a restart.</summary>
public sealed class ZoomPauses(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<MeetingKey, Trouble> troubles = [];
    private Countdown everybody;

    /// <summary>Meetings out of the given ones that are paused now.</summary>
    public IReadOnlyList<MeetingKey> Paused(IEnumerable<MeetingKey> meetings)
    {
        lock (gate)
        {
            var areAll = !everybody.IsOver(time);
            return [.. meetings.Where(meeting => areAll || (troubles.TryGetValue(meeting, out var trouble) && !trouble.Pause.IsOver(time)))];
        }
    }

    /// <summary>Meetings whose last call failed as a whole, configured or not.</summary>
    public IReadOnlyList<MeetingKey> Known
    {
        get
        {
            lock (gate)
            {
                return [.. troubles.Keys];
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
                return everybody.IsOver(time) ? null : time.GetUtcNow() + everybody.Left(time);
            }
        }
    }

    /// <summary>When the first pause ends; null when nothing is paused.</summary>
    public DateTimeOffset? NextEnd()
    {
        lock (gate)
        {
            var lefts = troubles.Values.Select(trouble => trouble.Pause).Append(everybody).Select(pause => pause.Left(time)).Where(left => left > TimeSpan.Zero).ToList();
            return lefts.Count == 0 ? null : time.GetUtcNow() + lefts.Min();
        }
    }

    /// <summary>Whether the meeting is being tried again after a refusal: then one registrant is enough to find out.</summary>
    public bool IsProbe(MeetingKey meeting)
    {
        lock (gate)
        {
            return troubles.TryGetValue(meeting, out var trouble) && trouble.Refused;
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
            everybody = duration > everybody.Left(time) ? Countdown.Begin(time, duration) : everybody;
        }
    }

    /// <summary>A call for the meeting succeeded: the next pause begins small again.</summary>
    public void Over(MeetingKey meeting)
    {
        lock (gate)
        {
            troubles.Remove(meeting);
        }
    }

    private void Set(MeetingKey meeting, bool refused, TimeSpan first, TimeSpan longest, TimeSpan? retryAfter)
    {
        lock (gate)
        {
            var times = troubles.TryGetValue(meeting, out var before) ? before.Times + 1 : 1;
            var length = retryAfter ?? TimeSpan.FromTicks(Math.Min(longest.Ticks, first.Ticks << Math.Min(times - 1, 20)));
            troubles[meeting] = new Trouble(Countdown.Begin(time, length), times, refused);
        }
    }

    private sealed record Trouble(Countdown Pause, int Times, bool Refused);
}
