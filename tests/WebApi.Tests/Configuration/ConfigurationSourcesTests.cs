using Microsoft.Extensions.Configuration;
using ZoomApprover.WebApi.Configuration;
using ZoomApprover.WebApi.Configuration.Files;

namespace ZoomApprover.WebApi.Tests.Configuration;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ConfigurationSourcesTests
{
    private readonly Dictionary<string, string?> environment = [];
    private readonly string root = Directory.CreateTempSubdirectory().FullName;

    [TearDown]
    public void Forget()
    {
        Directory.Delete(root, true);
        Environment.SetEnvironmentVariable("Codes__Length", null);
    }

    [Test]
    public void The_environment_wins_over_the_file_and_the_command_line_over_both()
    {
        Write("config/config.json", """{ "Codes": { "Length": 6, "Pattern": "a" }, "Zoom": { "Plan": "Free" } }""");
        Environment.SetEnvironmentVariable("Codes__Length", "7");
        var configuration = new ConfigurationManager { ["Zoom:Plan"] = "Pro" };

        ConfigurationSources.Add(configuration, Place(), ["--Codes:Pattern=b"]);

        Assert.That((configuration["Zoom:Plan"], configuration["Codes:Length"], configuration["Codes:Pattern"]), Is.EqualTo(("Free", "7", "b")));
    }

    [Test]
    public void Home_is_the_folder_above_the_files_folder_wherever_we_stand()
    {
        Write("elsewhere/config/config.json", "{}");
        environment["ZOOMAPPROVER_CONFIG"] = In("elsewhere/config/config.json");
        var before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = Path.GetTempPath();

        var start = Add();
        var reading = SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Ledger:ConnectionString", "Filename=my.db")]).Build(), start with { IsDevelopment = true });

        Environment.CurrentDirectory = before;
        Assert.That(start.Home, Is.EqualTo(In("elsewhere")));
        Assert.That(reading.Settings!.Ledger.ConnectionString, Does.EndWith("=" + In("elsewhere/my.db")));
    }

    [Test]
    public void The_home_variable_wins_and_is_where_the_file_is_looked_for()
    {
        Write("config/config.json", "{}");
        Write("home/config/config.json", "{}");
        environment["ZOOMAPPROVER_HOME"] = In("home");

        var start = Add();

        Assert.That((start.Home, start.ConfigFile), Is.EqualTo((In("home"), In("home/config/config.json"))));
    }

    [Test]
    public void In_development_home_is_the_repository_root()
    {
        Write("ZoomApprover.sln", "");
        Write("config/config.json", "{}");

        var start = ConfigurationSources.Add(new ConfigurationManager(), Place() with { ContentRoot = In("src/WebApi"), IsDevelopment = true }, []);

        Assert.That((start.Home, start.ConfigFile), Is.EqualTo((root, In("config/config.json"))));
    }

    [Test]
    public void Outside_development_a_solution_means_nothing()
    {
        Write("ZoomApprover.sln", "");

        var start = ConfigurationSources.Add(new ConfigurationManager(), Place() with { ContentRoot = In("src/WebApi") }, []);

        Assert.That((start.Home, start.ConfigFile), Is.EqualTo((In("src/WebApi"), (string?)null)));
    }

    [Test]
    public void The_old_images_file_is_found_last()
    {
        Write("old/config/config.json", "{}");

        var start = Add();

        Assert.That((start.Home, start.ConfigFile), Is.EqualTo((In("old"), In("old/config/config.json"))));
        Assert.That(start.Looked, Is.EqualTo([In("config/config.json"), In("app/config/config.json"), In("old/config/config.json")]));
    }

    [Test]
    public void A_named_file_that_is_not_there_is_a_fault_and_no_other_is_taken()
    {
        Write("config/config.json", "{}");
        environment["ZOOMAPPROVER_CONFIG"] = "missing.json";

        var start = Add();

        Assert.That(start.FileIsUsable, Is.False);
        Assert.That(start.FileFaults.Single().Key, Is.EqualTo(In("missing.json")));
    }

    [TestCase("""{ "Zoom": { "ClientSecret": "cs-4f8a1c9d7e" } }""", true)]
    [TestCase("""{ "Zoom": { "ClientSecret": "your-client-secret" } }""", false)]
    public void Secrets_that_everybody_can_read_are_a_warning(string json, bool warned)
    {
        Write("config/config.json", json);
        File.SetUnixFileMode(In("config/config.json"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var open = Add();
        File.SetUnixFileMode(In("config/config.json"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var closed = Add();

        Assert.That(open.Warnings, Has.Count.EqualTo(warned ? 1 : 0));
        Assert.That(closed.Warnings, Is.Empty);
    }

    private StartContext Add() => ConfigurationSources.Add(new ConfigurationManager(), Place(), []);

    private StartPlace Place() => new(root, false)
    {
        Variable = name => environment.GetValueOrDefault(name),
        ApplicationFolder = In("app"),
        OldImageFile = In("old/config/config.json"),
    };

    private string In(string path) => Path.Combine(root, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), text);
    }
}
