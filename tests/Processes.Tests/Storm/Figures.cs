using System.Globalization;

namespace ZoomApprover.Processes.Tests.Storm;

internal static class Figures
{
    /// <summary>Median and most, as printed at the end of a run.</summary>
    public static string Of(string what, IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{what} after {sorted[sorted.Count / 2].TotalSeconds:F2} s (median), {sorted[^1].TotalSeconds:F2} s (most) of {sorted.Count}");
    }
}
