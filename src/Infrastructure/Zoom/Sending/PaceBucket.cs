using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Zoom.Sending;

/// <summary>A token bucket on <see cref="TimeProvider"/>. The library's own limiters follow real time only.</summary>
/// <param name="limit">What Zoom allows a second.</param>
internal sealed class PaceBucket(int limit, TimeProvider time)
{
    /// <summary>We stay at 80 % of the limit; the rest is the most that may go at once, so no second ever sees more than the limit.</summary>
    private readonly double perSecond = limit * 0.8;
    private readonly double most = Math.Max(1, Math.Floor(limit * 0.2));
    private readonly Lock gate = new();
    private double tokens = Math.Max(1, Math.Floor(limit * 0.2));
    private long filledAt = time.GetTimestamp();
    private readonly int[] waiting = new int[Enum.GetValues<Urgency>().Length];

    /// <param name="urgency">Goes before everybody who is less urgent.</param>
    public async Task WaitAsync(Urgency urgency, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref waiting[(int)urgency]);
        try
        {
            while (Take(urgency) is { } wait)
            {
                await Task.Delay(wait, time, cancellationToken); // only time brings the next turn
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting[(int)urgency]);
        }
    }

    /// <summary>Null when the call may go; else how long to wait before asking again.</summary>
    private TimeSpan? Take(Urgency urgency)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            tokens = Math.Min(most, tokens + time.GetElapsedTime(filledAt, now).TotalSeconds * perSecond);
            filledAt = now;

            if (tokens >= 1 && !IsAnybodyMoreUrgent(urgency))
            {
                tokens--;
                return null;
            }

            var missing = tokens >= 1 ? 1 : 1 - tokens;
            return TimeSpan.FromMilliseconds(Math.Ceiling(missing / perSecond * 1000)); // timers know whole milliseconds
        }
    }

    private bool IsAnybodyMoreUrgent(Urgency urgency)
    {
        for (var higher = (int)urgency + 1; higher < waiting.Length; higher++)
        {
            if (Volatile.Read(ref waiting[higher]) > 0)
            {
                return true;
            }
        }

        return false;
    }
}
