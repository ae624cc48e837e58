using System.Globalization;

namespace ZoomApprover.Benchmarks;

/// <summary>Waits of the same kind.</summary>
internal sealed class Latencies(IEnumerable<TimeSpan> measured)
{
    private readonly TimeSpan[] sorted = [.. measured.Order()];

    public string Text(params double[] percents) => string.Join(", ", percents.Select(percent => string.Create(
        CultureInfo.InvariantCulture, $"{(percent < 100 ? $"p{percent}" : "most")} {At(percent).TotalMilliseconds:F1} ms")));

    public static T Median<T>(IEnumerable<T> values) => values.Order().ToArray() is var all ? all[all.Length / 2] : default!;

    private TimeSpan At(double percent) => sorted[Math.Clamp((int)Math.Ceiling(sorted.Length * percent / 100) - 1, 0, sorted.Length - 1)];
}
