using System.Globalization;

namespace ZoomApprover.Processes.Tests.Replicas;

/// <summary>One place where a process of the service runs; whatever ends it, it can be started again, as a service manager does.</summary>
internal sealed class Replica : IAsyncDisposable
{
    /// <summary>The exit code.</summary>
    public const int LostTheLead = 74;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, string> environment;
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("zoom-approver-replica-");

    /// <param name="common">What all replicas are told.</param>
    /// <param name="database">Of the server behind a relay of its own.</param>
    public Replica(Dictionary<string, string> common, int server, Func<int, string> database)
    {
        Port = ServiceProcess.FreePort();
        Database = new Relay(0, server);
        environment = new(common)
        {
            ["DOTNET_gcServer"] = "0", // three and their restarts on one small machine
            ["DOTNET_TieredPGO"] = "0",
            ["Ledger__Engine"] = "Postgres",
            ["Ledger__ConnectionString"] = database(Database.Port),
            ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}"),
            ["ZOOMAPPROVER_HOME"] = home.FullName,
        };
        Process = Start();
    }

    public int Port { get; }

    /// <summary>What it reaches the database through.</summary>
    public Relay Database { get; }

    public ServiceProcess Process { get; private set; }

    /// <summary>SIGSTOP or SIGCONT.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = System.Diagnostics.Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {Process.Id}")]);
        await kill.WaitForExitAsync();
    }

    public async Task<bool> LeadsAsync() => await AnswersAsync("/health/leader");

    /// <summary>One that had to end, for another one leads, is started again meanwhile.</summary>
    public Task ReadyAsync() => Patience.UntilAsync(IsReadyAsync, Limit, Pace, () => $"the replica is ready; it says {string.Join('\n', Process.Errors.Concat(Process.Output).TakeLast(8))}");

    public async Task RestartAsync()
    {
        await Process.DisposeAsync();
        Process = Start();
        await ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Database.Dispose();
        home.Delete(recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        if (Process.HasEnded)
        {
            var end = await Process.EndAsync();
            Assert.That(end.Code, Is.EqualTo(LostTheLead), end.Errors);
            await Process.DisposeAsync();
            Process = Start();
        }

        return await AnswersAsync("/health/ready");
    }

    private ServiceProcess Start() => ServiceProcess.Start(environment);

    private async Task<bool> AnswersAsync(string path)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            using var answer = await Process.Api.GetAsync(new Uri(path, UriKind.Relative), late.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
        {
            return false; // stopped, or not there yet
        }
    }
}
