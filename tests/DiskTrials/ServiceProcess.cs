using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace ZoomApprover.DiskTrials;

/// <summary>The published service (or its test build) as a process of its own, configured by its environment alone.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();

    private ServiceProcess(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        Api = new HttpClient { BaseAddress = address, Timeout = Limit };
        Api.DefaultRequestHeaders.Add("X-Api-Key", World.AdminKey);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>With the key.</summary>
    public HttpClient Api { get; }

    public IReadOnlyCollection<string> Said => said;

    /// <summary>A port below those the system gives to outgoing connections.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(15_000, 32_000);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // taken: another one
            }
        }
    }

    /// <param name="program">ZoomApprover.WebApi.dll of the build to be tried.</param>
    /// <param name="extra">More of its environment.</param>
    public static ServiceProcess Start(string program, World world, string ledger, int port, params ReadOnlySpan<(string Name, string Value)> extra)
    {
        var start = new ProcessStartInfo("dotnet", [program]) { WorkingDirectory = world.Home, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "HOME" or "TMPDIR" or "DOTNET_ROOT")).ToList())
        {
            start.Environment.Remove(name); // a variable of this machine must not configure the service
        }

        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[.. Variables(world, ledger, address), .. extra])
        {
            start.Environment[name] = value;
        }

        return new ServiceProcess(new Process { StartInfo = start }, new Uri(address));
    }

    /// <summary>It takes registrations.</summary>
    public Task ReadyAsync() => Patience.UntilAsync(IsReadyAsync, Limit, () => $"the service is ready; it says {string.Join('\n', said.TakeLast(5))}");

    /// <summary>SIGSTOP: from here on it does nothing, until it is killed.</summary>
    public Task StopAsync() => Tool.RunAsync("kill", "-STOP", Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>SIGKILL, and the end of it.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await EndAsync();
    }

    /// <summary>It has ended, and everything it said was heard.</summary>
    public async Task EndAsync()
    {
        await Patience.UntilAsync(() => process.HasExited, Limit, () => $"the process ends; it says {string.Join('\n', said.TakeLast(5))}");
        await process.WaitForExitAsync().WaitAsync(Limit);
    }

    public async Task<JsonElement> GetAsync(string path) => await Api.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Nothing is owed to Zoom any more.</summary>
    public Task SettledAsync(TimeSpan limit) => Patience.UntilAsync(
        async () => (await GetAsync("/api/status")).GetProperty("zoom") is var zoom
            && zoom.GetProperty("owed").GetInt32() == 0 && zoom.GetProperty("notReadYet").GetArrayLength() == 0,
        limit, () => "nothing is owed to Zoom");

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        Api.Dispose();
        process.Dispose();
    }

    private static IEnumerable<(string Name, string Value)> Variables(World world, string ledger, string address) =>
    [
        ("Zoom__AccountId", world.Zoom.AccountId),
        ("Zoom__ClientId", world.Zoom.ClientId),
        ("Zoom__ClientSecret", world.Zoom.ClientSecret),
        ("Zoom__WebhookSecretToken", World.Secret),
        ("Zoom__ApiBaseUrl", world.Zoom.ApiBaseUrl),
        ("Zoom__OAuthBaseUrl", world.Zoom.OAuthBaseUrl),
        ("Zoom__Plan", "Business"),
        ("InvitationList__Source", "CsvFile"),
        ("InvitationList__CsvFile__Path", world.List),
        (string.Create(CultureInfo.InvariantCulture, $"Meetings__{World.MeetingId}__Session"), "1"),
        ("Ledger__ConnectionString", $"Data Source={ledger}"),
        ("Ledger__Ephemeral", "true"),
        ("Admin__ApiKey", World.AdminKey),
        ("ASPNETCORE_URLS", address),
        ("ZOOMAPPROVER_HOME", world.Home),
    ];

    private async Task<bool> IsReadyAsync()
    {
        if (process.HasExited)
        {
            throw new TrialFailedException($"the service ended with {process.ExitCode} instead of starting: {string.Join('\n', said.TakeLast(5))}");
        }

        try
        {
            using var answer = await Api.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            said.Enqueue(line);
        }
    }
}
