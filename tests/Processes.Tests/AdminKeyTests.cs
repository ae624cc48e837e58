using System.Net;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests;

[Parallelizable]
internal sealed class AdminKeyTests
{
    private World world = null!;
    private Dictionary<string, string> environment = null!;
    private ServiceProcess running = null!;

    private string File => Path.Combine(world.Home, "data", "admin-key.txt");

    [SetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync();
        environment = ServiceProcess.Environment(world, ServiceProcess.FreePort());
        environment.Remove("Admin__ApiKey");
        running = await ServiceProcess.StartReadyAsync(environment);
    }

    [TearDown]
    public async Task EndAsync()
    {
        await running.DisposeAsync();
        await world.DisposeAsync();
    }

    [Test]
    public async Task Reset_gives_a_running_service_a_new_key()
    {
        var old = await KeyAsync();
        Assert.That(await AnswerAsync(old), Is.EqualTo(HttpStatusCode.OK));

        var end = await ServiceProcess.RunAsync(environment, "admin-key", "reset");

        Assert.That(end.Code, Is.Zero, end.Errors);
        Assert.That(end.Output, Does.Contain(File));
        Assert.That(end.Output, Does.Not.Contain(await KeyAsync()));
        Assert.That(await KeyAsync(), Is.Not.EqualTo(old).And.Length.EqualTo(48));
        Assert.That(await AnswerAsync(await KeyAsync()), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await AnswerAsync(old), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Mistyped_command_starts_nothing()
    {
        var end = await ServiceProcess.RunAsync(environment, "admin-key", "rest");

        Assert.That(end.Code, Is.EqualTo(64));
        Assert.That(end.Errors, Does.Contain("admin-key reset"));
    }

    [Test]
    public async Task Reset_of_a_configured_key_says_where_it_is()
    {
        environment["Admin__ApiKey"] = Service.Key;

        var end = await ServiceProcess.RunAsync(environment, "admin-key", "reset");

        Assert.That(end.Code, Is.EqualTo(1));
        Assert.That(end.Errors, Does.Contain("Admin:ApiKey").And.Not.Contain(Service.Key));
    }

    [Test]
    public async Task Reset_where_nothing_can_be_written_says_so()
    {
        environment["Ledger__ConnectionString"] = $"Data Source={Path.Combine(world.Settings.List.CsvPath, "data", "ledger.db")}";

        var end = await ServiceProcess.RunAsync(environment, "admin-key", "reset");

        Assert.That(end.Code, Is.EqualTo(1));
        Assert.That(end.Errors, Does.Contain("No key can be written").And.Not.Contain("   at "));
    }

    [TestCase("")]
    [TestCase(" ")]
    public async Task Emptied_key_file_opens_nothing(string given)
    {
        await System.IO.File.WriteAllTextAsync(File, "\n");

        Assert.That(await AnswerAsync(given), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private async Task<string> KeyAsync() => (await System.IO.File.ReadAllTextAsync(File)).Trim();

    private async Task<HttpStatusCode> AnswerAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(running.Address, "/api/status"));
        request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
