namespace ZoomApprover.Infrastructure.Sheets;

/// <summary>Keeps us below Google's 60 calls a minute: never more than <paramref name="most"/> in any minute. Refuses, does not wait.</summary>
internal sealed class CallsPerMinute(TimeProvider time, int most)
{
    /// <summary>What Google allows one account to read, and as often to write.</summary>
    public const int OfGoogle = 60;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private readonly Queue<long> made = new();

    /// <summary>Takes that many calls at once, or none of them.</summary>
    /// <param name="wait">Until they can be had.</param>
    public bool TryTake(int calls, out TimeSpan wait)
    {
        calls = Math.Min(calls, most);
        lock (gate)
        {
            while (made.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Minute)
            {
                made.Dequeue();
            }

            var inTheWay = made.Count + calls - most;
            wait = inTheWay <= 0 ? TimeSpan.Zero : Minute - time.GetElapsedTime(made.ElementAt(inTheWay - 1));
            for (var call = 0; inTheWay <= 0 && call < calls; call++)
            {
                made.Enqueue(time.GetTimestamp());
            }

            return inTheWay <= 0;
        }
    }
}
