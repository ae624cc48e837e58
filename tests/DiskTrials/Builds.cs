namespace ZoomApprover.DiskTrials;

/// <summary>The two builds of the service, where the scripts published them.</summary>
internal static class Builds
{
    public static string Published => Program("ZOOMAPPROVER_PUBLISHED");

    /// <summary>With the patches of tests/TestBuild worked in.</summary>
    public static string TestBuild => Program("ZOOMAPPROVER_TEST_BUILD");

    private static string Program(string variable) =>
        Path.Combine(Environment.GetEnvironmentVariable(variable) ?? throw new TrialFailedException($"{variable} names no folder"), "ZoomApprover.WebApi.dll");
}
