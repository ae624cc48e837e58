using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ZoomApprover.Simulators.Zoom;

/// <summary>The simulator's things in Zoom's JSON.</summary>
internal static class ZoomJson
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Form fields nobody asked for: a reader has to ignore them.</summary>
    private static readonly string[] OtherFields =
    [
        "address", "city", "country", "zip", "state", "industry", "org", "job_title",
        "purchasing_time_frame", "role_in_purchase_process", "no_of_employees", "comments",
    ];

    public static string Write(JsonNode node) => node.ToJsonString(Compact);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <param name="status">The status to show, which a stale read makes up.</param>
    public static JsonObject Registrant(SimRegistrant registrant, string status)
    {
        var json = new JsonObject { ["id"] = registrant.Id };
        AddForm(json, registrant);
        json["custom_questions"] = Answers(registrant.Answers);
        json["status"] = status;
        json["create_time"] = Time(registrant.CreateTime);
        if (status == SimRegistrant.Approved)
            json["join_url"] = registrant.JoinUrl;
        json["participant_pin_code"] = registrant.PinCode;
        return json;
    }

    /// <summary>The standard fields of the form, as lists and webhooks both give them.</summary>
    public static void AddForm(JsonObject json, SimRegistrant registrant)
    {
        json["first_name"] = registrant.FirstName;
        json["last_name"] = registrant.LastName ?? "";
        json["email"] = registrant.Email;
        foreach (var field in OtherFields)
            json[field] = "";
        json["phone"] = registrant.Phone;
    }

    public static JsonArray Answers(IEnumerable<SimAnswer> answers) =>
        [.. answers.Select(one => new JsonObject { ["title"] = one.Title, ["value"] = one.Value })];

    /// <param name="only">Null: all of them.</param>
    public static JsonArray Occurrences(SimMeeting meeting, IReadOnlyList<string>? only = null) =>
        [.. meeting.Occurrences.Where(one => only?.Contains(one.Id) != false).Select(one => new JsonObject { ["occurrence_id"] = one.Id, ["start_time"] = Time(one.StartTime) })];

    public static JsonObject Meeting(SimMeeting meeting)
    {
        var json = new JsonObject
        {
            ["uuid"] = meeting.Uuid,
            ["id"] = meeting.Id,
            ["host_id"] = meeting.HostId,
            ["topic"] = meeting.Topic,
            ["type"] = meeting.Type,
            ["start_time"] = Time(meeting.StartTime),
            ["duration"] = meeting.DurationMinutes,
            ["timezone"] = meeting.TimeZone,
            ["created_at"] = Time(meeting.StartTime.AddDays(-60)),
            ["join_url"] = $"https://zoom.example/{(meeting.Kind == SimKind.Meeting ? 'j' : 'w')}/{meeting.Id}",
            ["settings"] = new JsonObject
            {
                ["approval_type"] = meeting.ApprovalType,
                ["registration_type"] = meeting.RegistrationType,
                ["registrants_confirmation_email"] = true,
                ["registrants_email_notification"] = true,
                ["close_registration"] = false,
                ["waiting_room"] = false,
            },
        };
        if (meeting.ApprovalType != 2)
            json["registration_url"] = $"https://zoom.example/{meeting.Word}/register/{meeting.Id}";
        if (meeting.Occurrences.Count > 0)
            json["occurrences"] = Occurrences(meeting);
        return json;
    }

    public static JsonObject Questions(SimMeeting meeting) => new()
    {
        ["questions"] = new JsonArray(new JsonObject { ["field_name"] = "last_name", ["required"] = false }),
        ["custom_questions"] = new JsonArray([.. meeting.Questions.Select(title => new JsonObject
        {
            ["title"] = title,
            ["type"] = "short",
            ["required"] = false,
            ["answers"] = new JsonArray(),
        })]),
    };
}
