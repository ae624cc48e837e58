using System.Text;
using System.Text.Json.Nodes;
using ZoomApprover.WebApi.Configuration;
using ZoomApprover.WebApi.Configuration.Files;

namespace ZoomApprover.WebApi.Tests.Configuration;

internal sealed class LegacyFileTests
{
    private const string Old = """
        {
            "api_key": "old-jwt-key",
            "api_secret": "old-jwt-secret",
            "api_base_url": "https://api.zoom.us/v2",
            "events_url": "/event_registration",
            "google_data": {
                "sheet_key": "1AbC_d-9",
                "worksheet_name": "Participación",
                "log_worksheet_name": "log",
                "columns": { "time_id": "jornada", "registrant_link": "enlace", "registrant_key": "código" }
            },
            "meetings_information": { "86412345678": { "time_id": 1 }, "85312345678": { "time_id": "2" } }
        }
        """;

    private static ConfigurationFile Parse(string json) => ConfigurationFile.Parse("/c/config.json", Encoding.UTF8.GetBytes(json));

    [Test]
    public void The_old_scripts_file_is_answered_with_the_new_one()
    {
        var file = Parse(Old);

        var json = JsonNode.Parse(file.LegacyReplacement!)!;
        using var all = Assert.EnterMultipleScope();
        Assert.That(file.IsUsable, Is.False);
        Assert.That(json["Zoom"]!["WebhookPath"]!.ToString(), Is.EqualTo("/event_registration"));
        Assert.That(json["InvitationList"]!["GoogleSheet"]!["SpreadsheetId"]!.ToString(), Is.EqualTo("1AbC_d-9"));
        Assert.That(json["InvitationList"]!["GoogleSheet"]!["Worksheet"]!.ToString(), Is.EqualTo("Participación"));
        Assert.That(json["InvitationList"]!["Columns"]!["Code"]!.ToString(), Is.EqualTo("código"));
        Assert.That(json["InvitationList"]!["Columns"]!["Status"]!.ToString(), Is.EqualTo("registrant_status"));
        Assert.That(json["Meetings"]!["86412345678"]!["Session"]!.ToString(), Is.EqualTo("1"));
        Assert.That(json["Meetings"]!["85312345678"]!["Session"]!.ToString(), Is.EqualTo("2"));
    }

    [TestCase(Language.English)]
    [TestCase(Language.Spanish)]
    public void The_new_file_stands_in_the_report_ready_to_paste_without_the_dead_secrets(Language language)
    {
        var file = Parse(Old);

        var text = FaultReport.Text(file.Faults, language);

        Assert.That(text, Does.Contain("\n{\n  \"Zoom\": {\n").And.Contain("Participación").And.Not.Contain("old-jwt"));
    }

    [Test]
    public void The_new_file_lacks_nothing_but_the_new_credentials()
    {
        var file = Parse(Parse(Old).LegacyReplacement!);

        var reading = Given.Only(Given.Production, [.. file.Values.Select(pair => (pair.Key, pair.Value))]);

        Assert.That(file.Faults, Is.Empty);
        Assert.That(reading.Faults.Select(fault => fault.Key), Is.EqualTo(["Zoom:AccountId", "Zoom:ClientId", "Zoom:ClientSecret", "Zoom:WebhookSecretToken"]));
    }

    [TestCase("""{ "api_key": "ZOOM_API_KEY", "meetings_information": { "MEETING_ID_GOES_HERE": { "time_id": 1 }, "MEETING_ID_GOES_HERE": { "time_id": 1 } } }""")]
    [TestCase("""{ "google_data": { "sheet_key": "THE_GOOGLE_SHEET_IDENTIFIER", "columns": [] }, "events_url": "THE URL", "meetings_information": 7 }""")]
    [TestCase("""{ "google_data": null, "meetings_information": { "1": 2 } }""")]
    public void What_the_old_file_does_not_say_stays_a_placeholder(string old)
    {
        var file = Parse(Parse(old).LegacyReplacement!);

        Assert.That(file.IsUsable, Is.True);
        Assert.That(file.Values["InvitationList:GoogleSheet:SpreadsheetId"], Is.EqualTo("your-spreadsheet-id"));
        Assert.That(file.Values.Keys, Does.Not.Contain("Zoom:WebhookPath"));
    }
}
