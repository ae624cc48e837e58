namespace ZoomApprover.Simulators.Sheets.Http;

/// <summary>
/// So many calls per account within any 60 seconds. Google only says "per minute"; a sliding minute is the strictest
/// reading. A refused call does not count.
/// </summary>
internal sealed class MinuteQuota(int limit)
{
    private readonly Dictionary<string, Queue<DateTimeOffset>> taken = [];

    public bool TryTake(string account, DateTimeOffset now)
    {
        if (!taken.TryGetValue(account, out var times))
            taken[account] = times = [];
        while (times.Count > 0 && times.Peek() <= now.AddMinutes(-1))
            times.Dequeue();
        if (times.Count >= limit)
            return false;
        times.Enqueue(now);
        return true;
    }
}
