using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using ZoomApprover.Infrastructure.Ledger.Sqlite;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests;

/// <summary>A start that must fail ends with a message a person can follow, and a code a service manager can read.</summary>
[Parallelizable]
internal sealed class StartFailureTests
{
    private const int BadConfiguration = 78;
    private const int Unavailable = 69;

    [Test]
    public async Task Missing_credentials_are_named()
    {
        await using var world = await World.WithCsvAsync();
        var environment = Environment(world);
        environment.Remove("Zoom__ClientSecret");
        environment.Remove("Zoom__WebhookSecretToken");

        await RefusedAsync(environment, BadConfiguration, "Zoom:ClientSecret", "Zoom:WebhookSecretToken", "Copy it from Zoom App Marketplace");
    }

    [Test]
    public async Task Connection_string_with_an_unknown_word_is_named()
    {
        await using var world = await World.WithCsvAsync();
        var environment = Environment(world);
        environment["Ledger__ConnectionString"] += ";Speed=high";

        await RefusedAsync(environment, BadConfiguration, "Ledger:ConnectionString", "Data Source=data/ledger.db");
    }

    [Test]
    public async Task Ledger_of_a_newer_version_is_refused()
    {
        await using var world = await World.WithCsvAsync();
        var environment = Environment(world);
        await StartAndStopAsync(environment);
        await using (var ledger = new SqliteConnection(world.Settings.Ledger.ConnectionString + ";Pooling=false"))
        {
            await ledger.OpenAsync();
            await using var insert = ledger.CreateCommand();
            insert.CommandText = "insert into schema_versions (ScriptName, Applied) values ('Sqlite/9999_Later.sql', '2030-01-01')";
            await insert.ExecuteNonQueryAsync();
        }

        await RefusedAsync(environment, BadConfiguration, world.LedgerFile, "9999_Later", "Start that version, or restore a backup");
    }

    [Test]
    public async Task Ledger_of_a_running_service_is_refused_and_the_running_one_goes_on()
    {
        await using var world = await World.WithCsvAsync();
        await using var running = await ServiceProcess.StartReadyAsync(Environment(world));

        await RefusedAsync(Environment(world), BadConfiguration, world.LedgerFile, "in use by another process", "Stop that one first");

        Assert.That((await running.GetAsync("/health/ready")).GetProperty("status").GetString(), Is.Not.Null);
    }

    [Test]
    public async Task Dry_run_on_a_live_ledger_is_refused()
    {
        await using var world = await World.WithCsvAsync();
        var environment = Environment(world);
        await StartAndStopAsync(environment);
        environment["Zoom__DryRun"] = "true";

        await RefusedAsync(environment, BadConfiguration, world.LedgerFile, "Zoom:DryRun", "Ledger:ConnectionString");
    }

    [Test]
    public async Task Ledger_folder_that_cannot_be_made_is_named()
    {
        await using var world = await World.WithCsvAsync();
        var environment = Environment(world);
        var folder = Path.Combine(world.Settings.List.CsvPath, "data");
        environment["Ledger__ConnectionString"] = $"Data Source={Path.Combine(folder, "ledger.db")}";

        await RefusedAsync(environment, BadConfiguration, folder, "cannot be written", "Ledger:ConnectionString");
    }

    [Test]
    public async Task Ledger_that_is_a_folder_is_named()
    {
        await using var world = await World.WithCsvAsync();
        Directory.CreateDirectory(world.LedgerFile);

        await RefusedAsync(Environment(world), BadConfiguration, world.LedgerFile, "Ledger:ConnectionString");
    }

    [Test]
    public async Task Ledger_opened_for_reading_only_is_refused()
    {
        await using var world = await World.WithCsvAsync();
        var environment = Environment(world);
        await StartAndStopAsync(environment);
        environment["Ledger__ConnectionString"] += ";Mode=ReadOnly";

        await RefusedAsync(environment, BadConfiguration, "readonly", "Ledger:ConnectionString");
    }

    [Test]
    public async Task Ledger_that_is_no_database_is_refused()
    {
        await using var world = await World.WithCsvAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(world.LedgerFile)!);
        await File.WriteAllTextAsync(world.LedgerFile, new string('x', 8192));

        await RefusedAsync(Environment(world), BadConfiguration, world.LedgerFile, "put a backup in its place");
    }

    [Test]
    public async Task Ledger_folder_that_a_container_loses_is_refused()
    {
        await using var world = await World.WithCsvAsync();
        if (MountTable.OfThisMachine().IsMounted(world.Home))
        {
            Assert.Ignore("The folder for temporary files is a mount here.");
        }

        var environment = Environment(world);
        environment["DOTNET_RUNNING_IN_CONTAINER"] = "true";
        environment["Ledger__Ephemeral"] = "false";

        await RefusedAsync(environment, BadConfiguration, "inside the container", "Mount a volume", "Ledger:Ephemeral=true");
    }

    [Test]
    public async Task Port_in_use_is_named()
    {
        await using var world = await World.WithCsvAsync();
        var environment = Environment(world);
        using var other = new TcpListener(IPAddress.Loopback, new Uri(environment["ASPNETCORE_URLS"]).Port);
        other.Start();

        await RefusedAsync(environment, Unavailable, environment["ASPNETCORE_URLS"], "address already in use", "ASPNETCORE_URLS");
    }

    [TestCase("nonsense", "nonsense")]
    [TestCase("http://127.0.0.1:99999", "port")]
    public async Task Address_that_is_none_is_named(string address, string named)
    {
        await using var world = await World.WithCsvAsync();
        var environment = Environment(world);
        environment["ASPNETCORE_URLS"] = address;

        await RefusedAsync(environment, BadConfiguration, named, "ASPNETCORE_URLS");
    }

    [Test]
    public async Task Key_file_that_cannot_be_read_is_named()
    {
        await using var world = await World.WithCsvAsync();
        var environment = Environment(world);
        environment.Remove("Admin__ApiKey");
        Directory.CreateDirectory(Path.Combine(world.Home, "data", "admin-key.txt"));

        await RefusedAsync(environment, BadConfiguration, "admin-key.txt", "Admin:ApiKey");
    }

    private static Dictionary<string, string> Environment(World world) => ServiceProcess.Environment(world, ServiceProcess.FreePort());

    private static async Task StartAndStopAsync(Dictionary<string, string> environment)
    {
        await using var service = await ServiceProcess.StartReadyAsync(environment);
        await service.TerminateAsync();
    }

    private static async Task RefusedAsync(Dictionary<string, string> environment, int code, params string[] named)
    {
        var end = await ServiceProcess.RunAsync(environment);

        Assert.That(end.Code, Is.EqualTo(code), end.Errors);
        Assert.That(end.Errors, Does.Not.Contain("   at ").And.Not.Contain("Exception"));
        foreach (var text in named)
        {
            Assert.That(end.Errors, Does.Contain(text));
        }
    }
}
