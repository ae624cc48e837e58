using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ZoomApprover.WebApi.Configuration.Sections;

namespace ZoomApprover.WebApi.Configuration.Files;

/// <summary>
/// The file of the old Python script, and the new file that says the same. Its secrets belong to a JWT app, a kind that
/// Zoom has closed, so the new ones stay placeholders.
/// </summary>
internal static class LegacyFile
{
    private static readonly string[] OldKeys = ["api_key", "api_secret", "meetings_information", "google_data", "events_url"];

    // names of the old columns and of ours; the old registrant_link has no successor
    private static readonly (string Old, string New)[] Columns =
    [
        ("registrant_key", "Code"), ("time_id", "Session"), ("registrant_id", "RegistrantId"),
        ("registrant_status", "Status"), ("registrant_data", "Data"),
    ];

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Words Seen { get; } = new("(the file of the old script)", "(el archivo del programa anterior)");

    public static bool IsLegacy(JsonElement root) => OldKeys.Any(key => root.TryGetProperty(key, out _)) && !root.TryGetProperty("Zoom", out _);

    public static Words Mend(string replacement) => new(
        "Zoom closed the JWT apps this file was made for: create a Server-to-Server OAuth app, put the following in place of the whole file and fill in what says \"your-…\":\n\n" + replacement,
        "Zoom cerró las aplicaciones JWT de este archivo: cree una aplicación Server-to-Server OAuth, ponga lo siguiente en lugar de todo el archivo y complete lo que dice \"your-…\":\n\n" + replacement);

    public static string Replacement(JsonElement root)
    {
        var sheet = Child(root, "google_data");
        return new JsonObject
        {
            ["Zoom"] = Zoom(root),
            ["InvitationList"] = new JsonObject
            {
                ["Source"] = "GoogleSheet",
                ["GoogleSheet"] = new JsonObject
                {
                    ["SpreadsheetId"] = Text(sheet, "sheet_key") is { } id && id != "THE_GOOGLE_SHEET_IDENTIFIER" ? id : "your-spreadsheet-id",
                    ["Worksheet"] = Text(sheet, "worksheet_name") is { } tab && tab != "WORKSHEET_NAME_TO_FIND_INFO" ? tab : "",
                    ["CredentialsFile"] = "config/service-account.json",
                },
                ["Columns"] = new JsonObject(Columns.Select(column => KeyValuePair.Create<string, JsonNode?>(
                    column.New, Text(Child(sheet, "columns"), column.Old) ?? column.Old))),
            },
            ["Codes"] = new JsonObject { ["Length"] = 10 },
            ["Meetings"] = Meetings(Child(root, "meetings_information")),
        }.ToJsonString(Readable);
    }

    private static JsonObject Zoom(JsonElement root)
    {
        var zoom = new JsonObject
        {
            ["AccountId"] = "your-account-id",
            ["ClientId"] = "your-client-id",
            ["ClientSecret"] = "your-client-secret",
            ["WebhookSecretToken"] = "your-webhook-secret-token",
        };
        if (Text(root, "events_url") is { } path && WebhookPath.IsGood(path))
        {
            zoom["WebhookPath"] = path;
        }

        return zoom;
    }

    private static JsonObject Meetings(JsonElement old)
    {
        var meetings = new JsonObject();
        foreach (var meeting in old.ValueKind == JsonValueKind.Object ? old.EnumerateObject().ToArray() : [])
        {
            if (MeetingNumber.TryRead(meeting.Name, out var id))
            {
                meetings[MeetingNumber.Text(id)] = new JsonObject { ["Session"] = Text(meeting.Value, "time_id") ?? "" };
            }
        }

        return meetings.Count > 0 ? meetings : new JsonObject { ["your-meeting-id"] = new JsonObject { ["Session"] = "1" } };
    }

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;

    private static string? Text(JsonElement parent, string name) => Child(parent, name) is var value && value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()?.Trim(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    } is { Length: > 0 } text ? text : null;
}
