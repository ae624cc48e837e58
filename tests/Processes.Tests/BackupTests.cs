using System.Net;
using System.Net.Http.Json;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests;

/// <summary>The two commands beside a running service, as an operator types them.</summary>
[Parallelizable]
internal sealed class BackupTests
{
    private World world = null!;
    private Dictionary<string, string> environment = null!;

    private string Backup => Path.Combine(world.Home, "monday.db");

    [SetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync("K7P2M9X4Q1", "SECONDCODE");
        environment = ServiceProcess.Environment(world, ServiceProcess.FreePort());
    }

    [TearDown]
    public async Task EndAsync() => await world.DisposeAsync();

    [Test]
    public async Task Backup_is_taken_beside_a_running_service_and_put_back_when_it_is_stopped()
    {
        string kept;
        await using (var running = await ServiceProcess.StartReadyAsync(environment))
        {
            var taken = await ServiceProcess.RunAsync(environment, "backup", Backup);
            Assert.That(taken.Code, Is.Zero, taken.Errors);
            Assert.That(taken.Output, Does.Contain(Backup).And.Contain("0 registrations"));

            var again = await ServiceProcess.RunAsync(environment, "backup", Backup);
            Assert.That((again.Code, again.Errors), Is.EqualTo((1, $"No backup was made: {Backup} is there already, and a backup is never written over. Give another name.")));

            var refused = await ServiceProcess.RunAsync(environment, "restore", Backup);
            Assert.That(refused.Code, Is.EqualTo(1));
            Assert.That(refused.Errors, Does.Contain("in use by another process"));

            // approved after the backup, which knows nothing of it
            world.Register("ana", "K7P2M9X4Q1");
            using var asked = await running.Api.PostAsJsonAsync("/api/backup", new { name = "../outside.db" });
            Assert.That(asked.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            await running.TerminateAsync();
        }

        var restored = await ServiceProcess.RunAsync(environment, "restore", Backup);
        Assert.That(restored.Code, Is.Zero, restored.Errors);
        Assert.That(restored.Output, Does.Contain("is now the backup of").And.Contain("before-restore"));
        kept = Directory.GetFiles(Path.Combine(world.Home, "data"), "ledger-before-restore-*.db").Single();
        Assert.That(new FileInfo(kept).Length, Is.GreaterThan(0));

        await using var after = await ServiceProcess.StartReadyAsync(environment);
        Assert.That(after.Output, Has.Some.Contains("is a backup of"));
        await Patience.UntilAsync(
            async () => !(await after.GetAsync("/api/status")).GetProperty("problems").EnumerateArray().Any(one => one.GetProperty("kind").GetString() == "LedgerRestored"),
            TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(50), () => "it has caught up");
        await Patience.UntilAsync(
            () => Task.FromResult(world.Zoom.Approvals.Count == 1), TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(50), () => "whom the backup does not know is found and admitted");
    }

    [TestCase("backup")]
    [TestCase("restore")]
    [TestCase("backup", "one.db", "two.db")]
    public async Task Command_with_the_wrong_words_is_explained(params string[] words)
    {
        var end = await ServiceProcess.RunAsync(environment, words);

        Assert.That(end.Code, Is.EqualTo(64));
        Assert.That(end.Errors, Does.Contain("backup FILE, restore FILE"));
    }
}
