using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace ZoomApprover.Benchmarks;

/// <summary>The published service, or the bare endpoint, as a process of its own. What it logs goes into a file.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const string AdminKey = "admin-key-of-the-benchmark-7f3b9c5d1e2a4860";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private readonly Process process;
    private readonly HttpClient api;
    private readonly Stopwatch sinceStart = Stopwatch.StartNew();
    private readonly string? log;

    private ServiceProcess(ProcessStartInfo start, Uri address, string? log = null)
    {
        (Address, this.log) = (address, log);
        api = new HttpClient { BaseAddress = address };
        api.DefaultRequestHeaders.Add("X-Api-Key", AdminKey);
        process = Process.Start(start)!;
    }

    public Uri Address { get; }

    public int Id => process.Id;

    public static async Task<ServiceProcess> StartBareAsync()
    {
        var address = FreeAddress();
        var bare = new ServiceProcess(
            new ProcessStartInfo("dotnet", [typeof(ServiceProcess).Assembly.Location, "bare", address.Port.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true }, address);
        await bare.ReadyAsync("/");
        return bare;
    }

    /// <param name="ledger">The file's name.</param>
    public static ServiceProcess Start(Stage stage, string ledger, bool dryRun)
    {
        var folder = Environment.GetEnvironmentVariable("ZOOMAPPROVER_PUBLISHED") ?? throw new InvalidOperationException("ZOOMAPPROVER_PUBLISHED names no folder");
        var log = Path.Combine(stage.Home, "log.jsonl");
        var start = new ProcessStartInfo("sh", ["-c", "exec dotnet \"$0\" > \"$1\" 2>&1", Path.Combine(Path.GetFullPath(folder), "ZoomApprover.WebApi.dll"), log]);
        foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "HOME" or "TMPDIR" or "DOTNET_ROOT")).ToList())
        {
            start.Environment.Remove(name); // a variable of this machine must not configure the service
        }

        var address = FreeAddress();
        foreach (var (name, value) in Variables(stage, ledger, dryRun, address))
        {
            start.Environment[name] = value;
        }

        return new ServiceProcess(start, address, log);
    }

    /// <summary>It takes registrations, and has read its list.</summary>
    public static async Task<ServiceProcess> StartReadyAsync(Stage stage, string ledger, bool dryRun)
    {
        var service = Start(stage, ledger, dryRun);
        await service.ReadyAsync();
        await service.UntilAsync(async () => (await service.StatusAsync()).GetProperty("list").GetProperty("rows").GetInt32() > 0);
        return service;
    }

    /// <returns>How long it took from the start of the process.</returns>
    public async Task<TimeSpan> ReadyAsync(string path = "/health/ready")
    {
        await UntilAsync(async () =>
        {
            try
            {
                using var answer = await api.GetAsync(new Uri(path, UriKind.Relative));
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false; // it does not listen yet
            }
        });
        return sinceStart.Elapsed;
    }

    public Task<JsonElement> StatusAsync() => api.GetFromJsonAsync<JsonElement>("/api/status");

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        api.Dispose();
    }

    private async Task UntilAsync(Func<Task<bool>> happened)
    {
        while (!await happened())
        {
            if (process.HasExited || sinceStart.Elapsed > Limit)
            {
                throw new InvalidOperationException($"The service does not get ready: {(log is null ? "" : string.Join('\n', File.ReadLines(log).TakeLast(5)))}");
            }

            await Task.Delay(5); // looked at again: as closely as a start is measured
        }
    }

    private static Uri FreeAddress()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}"));
    }

    private static IEnumerable<(string Name, string Value)> ListVariables(Stage stage) => stage.Sheets is { } sheets
        ?
        [
            ("InvitationList__Source", "GoogleSheet"),
            ("InvitationList__GoogleSheet__SpreadsheetId", Stage.SpreadsheetId),
            ("InvitationList__GoogleSheet__CredentialsFile", stage.KeyFile),
            ("InvitationList__GoogleSheet__BaseUrl", sheets.BaseUrl),
        ]
        : [("InvitationList__Source", "CsvFile"), ("InvitationList__CsvFile__Path", stage.List)];

    private static IEnumerable<(string Name, string Value)> Variables(Stage stage, string ledger, bool dryRun, Uri address) =>
    [
        ("Zoom__AccountId", stage.Zoom.AccountId),
        ("Zoom__ClientId", stage.Zoom.ClientId),
        ("Zoom__ClientSecret", stage.Zoom.ClientSecret),
        ("Zoom__WebhookSecretToken", Stage.Secret),
        ("Zoom__ApiBaseUrl", stage.Zoom.ApiBaseUrl),
        ("Zoom__OAuthBaseUrl", stage.Zoom.OAuthBaseUrl),
        ("Zoom__Plan", stage.Plan.ToString()),
        ("Zoom__DryRun", dryRun ? "true" : "false"),
        .. ListVariables(stage),
        (string.Create(CultureInfo.InvariantCulture, $"Meetings__{Stage.MeetingId}__Session"), "1"),
        ("Ledger__ConnectionString", $"Data Source={Path.Combine(stage.Home, ledger)}"),
        ("Ledger__Ephemeral", "true"),
        ("Admin__ApiKey", AdminKey),
        ("ASPNETCORE_URLS", address.GetLeftPart(UriPartial.Authority)),
        ("ZOOMAPPROVER_HOME", stage.Home),
    ];
}
