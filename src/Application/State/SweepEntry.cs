using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.State;

/// <summary>One meeting of the agenda: when it was read, who wants it read, and until when it is left alone.</summary>
internal sealed class SweepEntry(Session session, DateTimeOffset firstDue)
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private DateTimeOffset notBefore = firstDue;
    private DateTimeOffset wishNotBefore;
    private DateTimeOffset? againAt;
    private int failures;
    private int wishesInARow;

    public Session Session => session;

    /// <summary>When the last good reading began; null when there was none since the start.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>The last wish that no reading has answered; null when there is none.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    public IReadOnlyList<DateTimeOffset> Starts { get; set; } = [];

    public DateTimeOffset DueAt(SweepSchedule schedule)
    {
        var due = ReadAt is { } read ? schedule.Next(read, Starts) : notBefore;
        due = Earlier(due, againAt);
        due = Earlier(due, AskedAt < wishNotBefore ? wishNotBefore : AskedAt);
        return due < notBefore ? notBefore : due;
    }

    public void Done(DateTimeOffset begunAt, DateTimeOffset now, bool foundSomebody)
    {
        // a flood of wishes is answered at growing intervals: 2 s, 4 s, 8 s and so on
        wishesInARow = AskedAt is null ? 0 : wishesInARow + 1;
        wishNotBefore = wishesInARow == 0 ? begunAt : now + Sending.BackOff(wishesInARow);
        AskedAt = AskedAt > begunAt ? AskedAt : null;
        againAt = foundSomebody && ReadAt is not null ? begunAt + SoonAgain : null; // at the first reading everybody is new
        ReadAt = begunAt;
        failures = 0;
    }

    /// <param name="retryAfter">What Zoom asked for; believed up to a quarter of an hour.</param>
    public void Failed(DateTimeOffset now, TimeSpan? retryAfter)
    {
        var wait = retryAfter ?? Sending.BackOff(failures + 1);
        failures++;
        notBefore = now + (wait < LeastWait ? LeastWait : wait > LongestWait ? LongestWait : wait);
    }

    /// <summary>What was planned by a clock that no longer counts is due now.</summary>
    public void BeginAnew(DateTimeOffset now) => (againAt, notBefore, AskedAt) = (now, now, null);

    private static DateTimeOffset Earlier(DateTimeOffset due, DateTimeOffset? other) => other < due ? other.Value : due;
}
