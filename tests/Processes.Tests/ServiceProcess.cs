using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using ZoomApprover.Application.Configuration;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests;

/// <summary>How a process ended.</summary>
internal sealed record ProcessEnd(int Code, string Output, string Errors);

/// <summary>The published service as a process of its own, in Production, configured by its environment alone.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly HttpClient client;
    private readonly Stopwatch sinceStart = Stopwatch.StartNew();
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();

    private ServiceProcess(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        client = new HttpClient { BaseAddress = address, Timeout = Limit };
        client.DefaultRequestHeaders.Add("X-Api-Key", Service.Key);
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    /// <summary>With the key.</summary>
    public HttpClient Api => client;

    public IReadOnlyCollection<string> Output => output;

    public IReadOnlyCollection<string> Errors => errors;

    /// <summary>
    /// A port nobody listens at, below those the system gives to outgoing connections: one of those could take it while the
    /// service is down, or even connect to itself.
    /// </summary>
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

    /// <summary>What the service needs to run between the simulators.</summary>
    public static Dictionary<string, string> Environment(World world, int port) => new(ListOf(world))
    {
        ["Zoom__AccountId"] = world.Zoom.AccountId,
        ["Zoom__ClientId"] = world.Zoom.ClientId,
        ["Zoom__ClientSecret"] = world.Zoom.ClientSecret,
        ["Zoom__WebhookSecretToken"] = World.Secret,
        ["Zoom__ApiBaseUrl"] = world.Zoom.ApiBaseUrl,
        ["Zoom__OAuthBaseUrl"] = world.Zoom.OAuthBaseUrl,
        ["Zoom__Plan"] = "Business",
        [$"Meetings__{World.MeetingId}__Session"] = "1",
        ["Ledger__ConnectionString"] = world.Settings.Ledger.ConnectionString,
        ["Ledger__Ephemeral"] = "true",
        ["Admin__ApiKey"] = Service.Key,
        ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
        ["ZOOMAPPROVER_HOME"] = world.Home,
    };

    public static ServiceProcess Start(Dictionary<string, string> environment, params string[] arguments) => Start(PublishedService.Program, environment, arguments);

    /// <summary>With the patches of tests/TestBuild worked in.</summary>
    public static ServiceProcess StartTestBuild(Dictionary<string, string> environment) => Start(PublishedService.TestBuild, environment);

    private static ServiceProcess Start(string program, Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(PublishedService.Dotnet)
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { program },
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // nothing of ours: a variable of the machine that runs the tests must not configure the service
        foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "HOME" or "TMPDIR" or "DOTNET_ROOT")).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        // some tests give an address that is none
        return new ServiceProcess(new Process { StartInfo = start }, Uri.TryCreate(environment["ASPNETCORE_URLS"], UriKind.Absolute, out var address) ? address : new Uri("http://localhost"));
    }

    public static async Task<ServiceProcess> StartReadyAsync(Dictionary<string, string> environment)
    {
        var service = Start(environment);
        try
        {
            await service.ReadyAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs it until it ends by itself.</summary>
    public static async Task<ProcessEnd> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        await using var service = Start(environment, arguments);
        return await service.EndAsync();
    }

    /// <returns>How long it took from the start of the process.</returns>
    public async Task<TimeSpan> ReadyAsync()
    {
        await Patience.UntilAsync(IsReadyAsync, Limit, TimeSpan.FromMilliseconds(10), () => $"the service is ready; it says {Said}");
        return sinceStart.Elapsed;
    }

    /// <returns>The same; null when that was given up before.</returns>
    public async Task<TimeSpan?> ReadyAsync(CancellationToken givenUp)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!givenUp.IsCancellationRequested)
        {
            if (await IsReadyAsync())
            {
                return sinceStart.Elapsed;
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return null;
    }

    /// <summary>SIGKILL: no line of the program runs after it.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await EndAsync();
    }

    /// <summary>SIGTERM, as a service manager or a container sends it.</summary>
    public async Task<ProcessEnd> TerminateAsync()
    {
        using var kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -TERM {Id}")]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    public async Task<JsonElement> GetAsync(string path) => await client.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Every registration of the ledger.</summary>
    public async Task<IReadOnlyList<JsonElement>> RegistrationsAsync()
    {
        List<JsonElement> all = [];
        while (true)
        {
            var page = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/registrations?pageSize=500&page={(all.Count / 500) + 1}"));
            all.AddRange(page.GetProperty("items").EnumerateArray());
            if (all.Count >= page.GetProperty("total").GetInt32())
            {
                return all;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        client.Dispose();
        process.Dispose();
    }

    private string Said => string.Join('\n', errors.Concat(output).TakeLast(10));

    /// <summary>It ends by itself, or was told to.</summary>
    public async Task<ProcessEnd> EndAsync()
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The process does not end; it says {Said}");
        }

        return new ProcessEnd(process.ExitCode, string.Join('\n', output), string.Join('\n', errors));
    }

    private static Dictionary<string, string> ListOf(World world) => world.Settings.List is { Source: ListSource.GoogleSheet, GoogleSheet: var sheet }
        ? new()
        {
            ["InvitationList__Source"] = nameof(ListSource.GoogleSheet),
            ["InvitationList__GoogleSheet__SpreadsheetId"] = sheet.SpreadsheetId,
            ["InvitationList__GoogleSheet__Worksheet"] = sheet.Worksheet,
            ["InvitationList__GoogleSheet__CredentialsFile"] = sheet.CredentialsFile,
            ["InvitationList__GoogleSheet__BaseUrl"] = sheet.BaseUrl.ToString(),
            ["InvitationList__GoogleSheet__IntervalSeconds"] = sheet.Interval.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        }
        : new()
        {
            ["InvitationList__Source"] = nameof(ListSource.CsvFile),
            ["InvitationList__CsvFile__Path"] = world.Settings.List.CsvPath,
        };

    private async Task<bool> IsReadyAsync()
    {
        Assert.That(process.HasExited, Is.False, () => $"It ended instead of starting: {Said}");
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception none) when (none is HttpRequestException or SocketException)
        {
            return false; // it does not listen yet
        }
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
