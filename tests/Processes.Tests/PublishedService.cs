using System.Diagnostics;

namespace ZoomApprover.Processes.Tests;

/// <summary>The service as it is shipped: the folder in ZOOMAPPROVER_PUBLISHED, else published here once.</summary>
[SetUpFixture]
internal sealed class PublishedService
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private DirectoryInfo? made;

    public static string Program { get; private set; } = "";

    /// <summary>The dotnet that runs these tests.</summary>
    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    [OneTimeSetUp]
    public async Task FindOrMakeAsync()
    {
        var folder = Environment.GetEnvironmentVariable("ZOOMAPPROVER_PUBLISHED");
        if (string.IsNullOrWhiteSpace(folder))
        {
            made = Directory.CreateTempSubdirectory("zoom-approver-published-");
            folder = made.FullName;
            await PublishAsync(folder);
        }

        Program = Path.Combine(Path.GetFullPath(folder), "ZoomApprover.WebApi.dll");
        Assert.That(Program, Does.Exist);
    }

    [OneTimeTearDown]
    public void Remove() => made?.Delete(recursive: true);

    private static async Task PublishAsync(string folder)
    {
        var start = new ProcessStartInfo(Dotnet)
        {
            WorkingDirectory = Root(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "publish", "src/WebApi", "-c", "Release", "-o", folder, "-p:RestoreLockedMode=true", "--disable-build-servers", "--nologo" },
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name); // those of the build that started these tests
        }

        using var publish = Process.Start(start)!;
        var (output, errors) = (publish.StandardOutput.ReadToEndAsync(), publish.StandardError.ReadToEndAsync());
        try
        {
            await publish.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            publish.Kill(entireProcessTree: true);
        }

        Assert.That(publish.ExitCode, Is.Zero, await output + await errors);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ZoomApprover.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The solution does not stand above the tests.");
        }

        return folder.FullName;
    }
}
