namespace ZoomApprover.TestBuild;

/// <summary>
/// With ZOOMAPPROVER_HOLD_UPGRADE=file the upgrade of the schema makes a file of that name and ".reached", and goes on when the
/// first one is gone.
/// </summary>
public static class HeldUpgrade
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static void Wait()
    {
        if (Environment.GetEnvironmentVariable("ZOOMAPPROVER_HOLD_UPGRADE") is not { Length: > 0 } file)
        {
            return;
        }

        File.WriteAllText(file + ".reached", "");
        SpinWait.SpinUntil(() => !File.Exists(file), Limit);
    }
}
