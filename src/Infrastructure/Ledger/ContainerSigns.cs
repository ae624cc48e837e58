namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>Whether the service runs inside a container, where a folder that is not a mount is lost with it.</summary>
internal sealed class ContainerSigns(Func<string, string?> environment, Func<string, bool> fileExists)
{
    // Docker and Podman leave these; .NET's own images set the variable, also under Kubernetes
    private static readonly string[] Files = ["/.dockerenv", "/run/.containerenv"];

    public static ContainerSigns OfThisProcess { get; } = new(Environment.GetEnvironmentVariable, File.Exists);

    public bool IsContainer =>
        (environment("DOTNET_RUNNING_IN_CONTAINER") is { } said && (said == "1" || said.Equals("true", StringComparison.OrdinalIgnoreCase)))
        || Files.Any(fileExists);
}
