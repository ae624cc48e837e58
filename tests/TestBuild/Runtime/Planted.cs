namespace ZoomApprover.TestBuild;

/// <summary>
/// Switches for the bugs that patches plant. Off unless a test turns one on for its own thread, or the environment variable
/// ZOOMAPPROVER_PLANTED names one for the whole process.
/// </summary>
public static class Planted
{
    private static readonly string? ForAll = Environment.GetEnvironmentVariable("ZOOMAPPROVER_PLANTED");

    [ThreadStatic]
    private static string? here;

    /// <summary>The bug that is on for this thread; null when none is.</summary>
    public static string? Here
    {
        get => here;
        set => here = value;
    }

    public static bool Is(string bug) => here == bug || ForAll == bug;
}
