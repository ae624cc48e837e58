using System.Net;
using ZoomApprover.Application.Configuration;
using ZoomApprover.WebApi.Access;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.Api;

internal sealed class AdminKeyTests
{
    private DirectoryInfo folder = null!;

    [SetUp]
    public void Begin() => folder = Directory.CreateTempSubdirectory("admin-key-");

    [TearDown]
    public void End() => folder.Delete(recursive: true);

    private string KeyFile => Path.Combine(folder.FullName, AdminKey.FileName);

    [Test]
    public void Key_of_our_own_is_made_for_the_services_user_only()
    {
        var key = new AdminKey(new AdminSettings(), folder.FullName);

        var text = File.ReadAllText(KeyFile).Trim();
        Assert.That(text, Has.Length.EqualTo(48));
        Assert.That(key.Fits(text), Is.True);
        Assert.That(key.IsConfigured, Is.False);
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(KeyFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public void Key_is_kept_at_the_next_start()
    {
        _ = new AdminKey(new AdminSettings(), folder.FullName);
        var text = File.ReadAllText(KeyFile).Trim();

        Assert.That(new AdminKey(new AdminSettings(), folder.FullName).Fits(text), Is.True);
        Assert.That(File.ReadAllText(KeyFile).Trim(), Is.EqualTo(text));
    }

    [Test]
    public void Two_keys_are_never_the_same()
    {
        _ = new AdminKey(new AdminSettings(), folder.FullName);
        var before = File.ReadAllText(KeyFile);

        AdminKey.Reset(folder.FullName);

        Assert.That(File.ReadAllText(KeyFile), Is.Not.EqualTo(before));
    }

    [Test]
    public void Configured_key_wins_and_no_file_is_made()
    {
        var key = new AdminKey(new AdminSettings { ApiKey = Service.Key }, folder.FullName);

        Assert.That(key.Fits(Service.Key), Is.True);
        Assert.That(key.Fits(Service.Key.ToUpperInvariant()), Is.False);
        Assert.That(key.IsConfigured, Is.True);
        Assert.That(KeyFile, Does.Not.Exist);
    }

    [TestCase("")]
    [TestCase("\n")]
    [TestCase("short")]
    public void File_that_was_emptied_opens_nothing(string content)
    {
        var key = new AdminKey(new AdminSettings(), folder.FullName);
        File.WriteAllText(KeyFile, content);

        Assert.That(key.Fits(""), Is.False);
        Assert.That(key.Fits(content.Trim()), Is.False);
    }

    [Test]
    public void File_that_was_lost_opens_nothing_and_breaks_nothing()
    {
        var key = new AdminKey(new AdminSettings(), folder.FullName);
        var text = File.ReadAllText(KeyFile).Trim();
        File.Delete(KeyFile);

        Assert.That(key.Fits(text), Is.False);
        Assert.That(key.Fits(""), Is.False);
        AdminKey.Reset(folder.FullName);
        Assert.That(key.Fits(File.ReadAllText(KeyFile).Trim()), Is.True);
    }

    [Test]
    public async Task Reset_takes_effect_at_once_in_a_running_service()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        world.Settings = world.Settings with { Admin = new AdminSettings() };
        await using var service = await Service.StartAsync(world.Settings);
        var data = Path.Combine(world.Home, "data");
        var before = (await File.ReadAllTextAsync(Path.Combine(data, AdminKey.FileName))).Trim();
        Assert.That(await StatusAsync(service, before), Is.EqualTo(HttpStatusCode.OK));

        AdminKey.Reset(data);

        Assert.That(await StatusAsync(service, before), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await StatusAsync(service, (await File.ReadAllTextAsync(Path.Combine(data, AdminKey.FileName))).Trim()), Is.EqualTo(HttpStatusCode.OK));
    }

    private static async Task<HttpStatusCode> StatusAsync(Service service, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status") { Headers = { { "X-Api-Key", key } } };
        using var answer = await service.Anybody.SendAsync(request);
        return answer.StatusCode;
    }
}
