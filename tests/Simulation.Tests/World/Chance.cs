namespace ZoomApprover.Simulation.Tests.World;

/// <summary>The seed's choices (SplitMix64): the same on every machine and runtime.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong state = (seed * 0x9E3779B97F4A7C15) + 0x1234567;

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to one less than the limit.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Hits(double probability) => Next() >> 11 < probability * (1UL << 53);

    public TimeSpan Milliseconds(int least, int most) => TimeSpan.FromTicks((Between(least, most) * TimeSpan.TicksPerMillisecond) + Below(9_999));

    public TimeSpan Seconds(double least, double most) => Milliseconds((int)(least * 1_000), (int)(most * 1_000));

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
