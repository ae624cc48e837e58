using System.Runtime.InteropServices;

namespace ZoomApprover.Simulation.Tests.World;

/// <summary>How often what happened, in one story or over many.</summary>
internal sealed class Counts
{
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    public long this[string what] => counts.GetValueOrDefault(what);

    public void Add(string what, long times = 1) => CollectionsMarshal.GetValueRefOrAddDefault(counts, what, out _) += times;

    public void Add(Counts others)
    {
        foreach (var (what, times) in others.counts)
        {
            Add(what, times);
        }
    }

    public override string ToString() => string.Join(", ", counts.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}"));
}
