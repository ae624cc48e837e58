using ZoomApprover.WebApi.Configuration.Files;

namespace ZoomApprover.WebApi.Tests.Configuration;

internal sealed class ExampleFileTests
{
    private static readonly string[] Placeholders =
        ["Zoom:AccountId", "Zoom:ClientId", "Zoom:ClientSecret", "Zoom:WebhookSecretToken", "Meetings:your-meeting-id"];

    private static readonly string Folder = Path.Combine(new StartPlace(TestContext.CurrentContext.TestDirectory, true) { Variable = _ => null }.Home(null), "config");

    [Test]
    public void The_example_lacks_nothing_but_what_a_person_must_fill_in()
    {
        var file = ConfigurationFile.Read(Path.Combine(Folder, "config.json.example"));

        var reading = Given.Only(Given.Production, [.. file.Values.Select(pair => (pair.Key, pair.Value))]);

        Assert.That(file.Faults, Is.Empty);
        Assert.That(reading.Faults.Select(fault => (fault.Key, fault.Seen.English)), Is.EqualTo(Placeholders.Select(key => (key, "(still the example's text)"))));
    }

    [Test]
    public void The_example_says_the_defaults()
    {
        var file = ConfigurationFile.Read(Path.Combine(Folder, "config.json.example"));
        var ours = file.Values.Where(pair => !pair.Key.Contains("your-", StringComparison.Ordinal) && pair.Value?.StartsWith("your-", StringComparison.Ordinal) != true);

        var said = Given.Settings([.. ours.Select(pair => (pair.Key, pair.Value))]);

        var standard = Given.Settings();
        using var all = Assert.EnterMultipleScope();
        Assert.That(said.Zoom, Is.EqualTo(standard.Zoom));
        Assert.That(said.Sweep, Is.EqualTo(standard.Sweep));
        Assert.That(said.List, Is.EqualTo(standard.List));
        Assert.That(said.Codes.Format.Text, Is.EqualTo(standard.Codes.Format.Text));
        Assert.That(said.Ledger, Is.EqualTo(standard.Ledger));
        Assert.That(said.Admin, Is.EqualTo(standard.Admin));
        Assert.That(said.Telemetry, Is.EqualTo(standard.Telemetry));
    }

    [Test]
    public void The_example_codes_have_the_old_headings_and_ten_characters()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "codes.example.csv"));

        Assert.That(lines[0], Is.EqualTo("registrant_key,time_id,registrant_id,registrant_status,registrant_data"));
        Assert.That(lines[1], Is.EqualTo("ABCDE12345,1,,,"));
        Assert.That(lines.Skip(1).Select(line => line.Split(',')[0].Length), Is.All.EqualTo(10));
    }
}
