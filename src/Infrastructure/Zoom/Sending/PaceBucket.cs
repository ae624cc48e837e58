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
    private int urgentWaiting;

    /// <param name="urgent">Goes before everybody who is not.</param>
    public async Task WaitAsync(bool urgent, CancellationToken cancellationToken)
    {
        if (urgent)
        {
            Interlocked.Increment(ref urgentWaiting);
        }

        try
        {
            while (Take(urgent) is { } wait)
            {
                await Task.Delay(wait, time, cancellationToken);
            }
        }
        finally
        {
            if (urgent)
            {
                Interlocked.Decrement(ref urgentWaiting);
            }
        }
    }

    /// <summary>Null when the call may go; else how long to wait before asking again.</summary>
    private TimeSpan? Take(bool urgent)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            tokens = Math.Min(most, tokens + time.GetElapsedTime(filledAt, now).TotalSeconds * perSecond);
            filledAt = now;

            if (tokens >= 1 && (urgent || Volatile.Read(ref urgentWaiting) == 0))
            {
                tokens--;
                return null;
            }

            var missing = tokens >= 1 ? 1 : 1 - tokens;
            return TimeSpan.FromMilliseconds(Math.Ceiling(missing / perSecond * 1000)); // timers know whole milliseconds
        }
    }
}
