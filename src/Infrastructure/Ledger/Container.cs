namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>Whether this process runs in a container, whose own files are gone at the next upgrade.</summary>
internal static class Container
{
    public static bool IsThisOne() => Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") == "true"
        || File.Exists("/.dockerenv")
        || File.Exists("/run/.containerenv");
}
