namespace ZoomApprover.Simulation.Tests.World;

/// <summary>How often what happened, in one story or over many.</summary>
internal sealed class Counts
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);

    public long this[string what] => counts.GetValueOrDefault(what);

    public void Add(string what, long times = 1) => counts[what] = this[what] + times;

    public void Add(Counts others)
    {
        foreach (var (what, times) in others.counts)
        {
            Add(what, times);
        }
    }

    public override string ToString() => string.Join(", ", counts.Select(one => $"{one.Key} {one.Value}"));
}
