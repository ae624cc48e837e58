using System.Text;
using ZoomApprover.WebApi.Configuration.Files;

namespace ZoomApprover.WebApi.Tests.Configuration;

internal sealed class ConfigurationFileTests
{
    private const string Path = "/srv/approver/config/config.json";

    private static ConfigurationFile Parse(string json) => ConfigurationFile.Parse(Path, Encoding.UTF8.GetBytes(json));

    [Test]
    public void Comments_and_trailing_commas_are_welcome()
    {
        var file = Parse("""
            { // Zoom
              "Zoom": { "ClientId": "a", /* b */ },
              "Codes": { "Length": 8, "QuestionTitles": ["x", "y",], "Pattern": null },
              "Zoom:DryRun": true,
            }
            """);

        Assert.That(file.Faults, Is.Empty);
        Assert.That(file.Values, Is.EquivalentTo(new Dictionary<string, string?>
        {
            ["Zoom:ClientId"] = "a",
            ["Codes:Length"] = "8",
            ["Codes:QuestionTitles:0"] = "x",
            ["Codes:QuestionTitles:1"] = "y",
            ["Codes:Pattern"] = null,
            ["Zoom:DryRun"] = "true",
        }));
    }

    private static IEnumerable<Encoding> Marked() => [new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode];

    [TestCaseSource(nameof(Marked))]
    public void A_byte_order_mark_does_no_harm(Encoding encoding)
    {
        var file = ConfigurationFile.Parse(Path, [.. encoding.GetPreamble(), .. encoding.GetBytes("""{ "Codes": { "QuestionTitles": "Código" } }""")]);

        Assert.That(file.Values["Codes:QuestionTitles"], Is.EqualTo("Código"));
    }

    [TestCase("", "(empty)", "config.json.example")]
    [TestCase(" \n\n", "(empty)", "config.json.example")]
    [TestCase("{\n \"Zoom\": {\n  \"ClientId\": s3cret\n }\n}", "(not JSON, line 3)", "quotation mark")]
    [TestCase("{\n \"Zoom\": { \"ClientId\": \"a\" }\n \"Codes\": {}\n}", "(not JSON, line 3)", "comma")]
    [TestCase("{\"InvitationList\": { \"CsvFile\": { \"Path\": \"C:\\data\\x.csv\" } } }", "(not JSON, line 1)", @"\\")]
    [TestCase("[]", "(not JSON, line 1)", "begin with {")]
    [TestCase("""{ "Codes": { "QuestionTitles": "\ud83d" } }""", "(half a letter)", "alone")]
    [TestCase("// only a comment", "(not JSON, line 1)", "brace")]
    public void A_file_that_is_not_JSON_is_answered_with_its_line(string json, string seen, string mend)
    {
        var file = Parse(json);

        var fault = file.Faults.Single();
        using var all = Assert.EnterMultipleScope();
        Assert.That(file.IsUsable, Is.False);
        Assert.That(fault.Key, Is.EqualTo(Path));
        Assert.That(fault.Seen.English, Is.EqualTo(seen));
        Assert.That(fault.Mend.English, Does.Contain(mend).And.Not.Contain("s3cret"));
    }

    [Test]
    public void A_letter_that_is_not_UTF8_is_named_with_its_line()
    {
        var file = ConfigurationFile.Parse(Path, Encoding.Latin1.GetBytes("{\n \"Codes\": {\n \"QuestionTitles\": \"Código\" } }"));

        Assert.That(file.Faults.Single().Mend.English, Does.Contain("line 3").And.Contain("UTF-8"));
    }

    [TestCase("""{ "Zoom": { "ClientId": "a", "clientid": "b" } }""", "Zoom:clientid", "twice")]
    [TestCase("""{ "Zoom": { "ClientId": "a" }, "Zoom": { "ClientId": "b" } }""", "Zoom:ClientId", "twice")]
    [TestCase("""{ "Zoom": { "ClientId": "a" }, "Zoom:ClientId": "b" }""", "Zoom:ClientId", "twice")]
    [TestCase("""{ "Meeting": { } }""", "Meeting", "did you mean Meetings?")]
    [TestCase("""{ "Webhook": "s3cret" }""", "Webhook", "known here: Zoom")]
    [TestCase("""{ "Zoom": "s3cret" }""", "Zoom", "section")]
    [TestCase("""{ "Meetings": [ { "Session": "1" } ] }""", "Meetings", "section")]
    [TestCase("""{ "Meetings": { "864": [ "1" ] } }""", "Meetings:864", "list")]
    public void What_has_no_place_in_the_file_is_named(string json, string key, string words)
    {
        var file = Parse(json);

        var fault = file.Faults.Single();
        Assert.That((file.IsUsable, fault.Key), Is.EqualTo((true, key)));
        Assert.That($"{fault.Seen} {fault.Mend}", Does.Contain(words).And.Not.Contain("s3cret"));
    }

    [Test]
    public void Keys_of_the_host_may_stand_in_the_file()
    {
        var file = Parse("""{ "Logging": { "LogLevel": { "Default": "Debug" } }, "Urls": "http://*:80", "Kestrel": { "A": [1] }, "AllowedHosts": "*" }""");

        Assert.That(file.Faults, Is.Empty);
        Assert.That(file.Values["Kestrel:A:0"], Is.EqualTo("1"));
    }

    [Test]
    public void A_folder_in_place_of_the_file_is_explained()
    {
        Assert.That(ConfigurationFile.Read(System.IO.Path.GetTempPath()).Faults.Single().Mend.English, Does.Contain("Docker"));
    }

    [Test]
    public void A_file_that_cannot_be_read_names_our_user()
    {
        var loop = System.IO.Path.Combine(Directory.CreateTempSubdirectory().FullName, "config.json");
        File.CreateSymbolicLink(loop, loop); // unreadable for root too

        var file = ConfigurationFile.Read(loop);

        Directory.Delete(System.IO.Path.GetDirectoryName(loop)!, true);
        Assert.That(file.IsUsable, Is.False);
        Assert.That(file.Faults.Single().Mend.English, Does.Contain(Environment.UserName));
    }

    [Test]
    public void An_unusable_file_is_the_only_thing_reported()
    {
        var context = Given.Production with { FileIsUsable = false, FileFaults = Parse("{").Faults };

        Assert.That(Given.Only(context).Faults, Is.EqualTo(context.FileFaults));
    }
}
