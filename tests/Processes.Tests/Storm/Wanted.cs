using System.Globalization;

namespace ZoomApprover.Processes.Tests.Storm;

/// <summary>What a storm is to be, by ZOOMAPPROVER_KILLS and ZOOMAPPROVER_SEED; without them a short one that nobody chose.</summary>
internal static class Wanted
{
    public static int Seed { get; } = Number("ZOOMAPPROVER_SEED") ?? Environment.TickCount & 0xffff;

    public static int? Kills { get; } = Number("ZOOMAPPROVER_KILLS");

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
