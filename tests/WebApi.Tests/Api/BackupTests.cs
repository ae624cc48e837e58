using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.Api;

/// <summary>What POST /api/backup answers.</summary>
internal sealed class BackupTests
{
    private World world = null!;
    private Service service = null!;

    private string Folder => Path.Combine(world.Home, "data", "backups");

    [SetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync("GOODCODE01");
        service = await world.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await service.DisposeAsync();
        await world.DisposeAsync();
    }

    [Test]
    public async Task Backup_that_was_taken_is_answered_200_with_where_it_is_and_how_big()
    {
        var (status, body) = await BackUpAsync("mine.db");

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(body.EnumerateObject().Select(field => field.Name), Is.EqualTo(new[] { "file", "bytes" }));
        Assert.That(body.GetProperty("file").GetString(), Is.EqualTo(Path.Combine(Folder, "mine.db")));
        Assert.That(body.GetProperty("bytes").GetInt64(), Is.EqualTo(new FileInfo(Path.Combine(Folder, "mine.db")).Length).And.GreaterThan(0));
    }

    [Test]
    public async Task Backup_without_a_body_is_named_after_the_time()
    {
        using var answer = await service.Api.PostAsync(new Uri("/api/backup", UriKind.Relative), null);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Directory.GetFiles(Folder).Select(Path.GetFileName), Has.One.Match(@"^ledger-\d{8}-\d{6}\.db$"));
    }

    [Test]
    public async Task Second_backup_of_a_name_is_answered_409_and_the_first_stays()
    {
        await BackUpAsync("mine.db");
        var first = await File.ReadAllBytesAsync(Path.Combine(Folder, "mine.db"));
        await service.DeliverAsync(world.Meeting, world.Register("later", "GOODCODE01"));

        var (status, body) = await BackUpAsync("mine.db");

        Assert.That(status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(body.ToString(), Does.Contain("of that name already"));
        Assert.That(await File.ReadAllBytesAsync(Path.Combine(Folder, "mine.db")), Is.EqualTo(first));
    }

    [Test]
    public async Task Backup_while_another_is_taken_is_answered_409_and_one_after_it_200()
    {
        await BigLedger.GrowAsync(service, rows: 500_000);
        var first = BackUpAsync("first.db");
        await Wait.UntilAsync(() => File.Exists(Path.Combine(Folder, "first.db.partial")), "the first is being taken");

        var (status, body) = await BackUpAsync("second.db");
        var taken = await first;
        var (after, _) = await BackUpAsync("third.db");

        Assert.That(status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(body.ToString(), Does.Contain("Another backup is being taken"));
        Assert.That((taken.Status, after), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
        Assert.That(Directory.GetFiles(Folder).Select(Path.GetFileName), Has.None.EqualTo("second.db"));
    }

    [Test]
    public async Task Folder_that_cannot_be_written_is_answered_503_and_deliveries_go_on()
    {
        await File.WriteAllTextAsync(Folder, "a file where the folder should be"); // no user may write into it, the superuser neither

        var (status, body) = await BackUpAsync("mine.db");
        var delivered = await service.DeliverAsync(world.Meeting, world.Register("ana", "GOODCODE01"));

        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(body.ToString(), Does.Contain("No backup was made").And.Not.Contain(world.Home));
        ByHandTests.AssertNothingInside(body.ToString());
        Assert.That(delivered.GetProperty("outcome").GetString(), Is.EqualTo("approved"));
    }

    [TestCase("../outside.db")]
    [TestCase("/tmp/outside.db")]
    [TestCase("a b.db")]
    [TestCase("ledger.txt")]
    [TestCase(".db")]
    [TestCase("")]
    public async Task Name_with_a_folder_or_of_another_kind_is_answered_400(string name)
    {
        var (status, body) = await BackUpAsync(name);

        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(body.GetProperty("errors").EnumerateObject().Select(one => one.Name), Is.EqualTo(new[] { "name" }));
        Assert.That(Directory.Exists(Folder), Is.False);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> BackUpAsync(string name)
    {
        using var answer = await service.Api.PostAsJsonAsync("/api/backup", new { name });
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
