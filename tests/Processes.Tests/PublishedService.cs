using System.Diagnostics;

namespace ZoomApprover.Processes.Tests;

/// <summary>
/// The service as it is shipped, and its test build: the folders in ZOOMAPPROVER_PUBLISHED and ZOOMAPPROVER_TEST_BUILD, else
/// published here once.
/// </summary>
[SetUpFixture]
internal sealed class PublishedService
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly List<DirectoryInfo> made = [];

    public static string Program { get; private set; } = "";

    /// <summary>With the patches of tests/TestBuild worked in.</summary>
    public static string TestBuild { get; private set; } = "";

    /// <summary>The dotnet that runs these tests.</summary>
    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    [OneTimeSetUp]
    public async Task FindOrMakeAsync()
    {
        Program = await ProgramAsync("ZOOMAPPROVER_PUBLISHED");
        TestBuild = await ProgramAsync("ZOOMAPPROVER_TEST_BUILD", "-p:TestBuild=true");
    }

    [OneTimeTearDown]
    public void Remove() => made.ForEach(folder => folder.Delete(recursive: true));

    private async Task<string> ProgramAsync(string variable, params string[] options)
    {
        var folder = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrWhiteSpace(folder))
        {
            made.Add(Directory.CreateTempSubdirectory("zoom-approver-published-"));
            folder = made[^1].FullName;
            await PublishAsync(folder, options);
        }

        var program = Path.Combine(Path.GetFullPath(folder), "ZoomApprover.WebApi.dll");
        Assert.That(program, Does.Exist);
        return program;
    }

    private static async Task PublishAsync(string folder, string[] options)
    {
        var start = new ProcessStartInfo(Dotnet)
        {
            WorkingDirectory = Root(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "publish", "src/WebApi", "-c", "Release", "-o", folder, "-p:RestoreLockedMode=true", "--disable-build-servers", "--nologo" },
        };
        foreach (var option in options)
        {
            start.ArgumentList.Add(option);
        }

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
