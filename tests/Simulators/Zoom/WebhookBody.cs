using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ZoomApprover.Simulators.Zoom;

/// <summary>Webhook bodies as compact JSON, byte for byte like Zoom's.</summary>
internal static partial class WebhookBody
{
    public static byte[] Of(string name, SimMeeting meeting, SimRegistrant registrant, DeliveryShape shape)
    {
        var full = name.Contains('.', StringComparison.Ordinal) ? name : $"{meeting.Word}.{name}";
        var created = full.EndsWith("registration_created", StringComparison.Ordinal);

        var payload = new JsonObject { ["account_id"] = meeting.AccountId };
        if (!created && shape.Operator)
        {
            payload["operator"] = shape.OperatorEmail;
            payload["operator_id"] = "z8yCxjklabcdEfg12HiJ3w";
        }

        var thing = Thing(meeting, registrant, shape);
        thing["registrant"] = created
            ? Created(meeting, registrant, shape)
            : Decided(meeting, registrant, shape, full.EndsWith("_approved", StringComparison.Ordinal));
        payload["object"] = thing;
        var happened = created ? registrant.CreateTime : registrant.ChangedTime ?? registrant.CreateTime;
        return Envelope(full, payload, shape.At ?? happened, shape.EventLast, shape.EscapeAboveBmp);
    }

    public static byte[] Envelope(string name, JsonObject payload, DateTimeOffset at, bool eventLast, bool escape)
    {
        var time = at.ToUnixTimeMilliseconds();
        var body = eventLast
            ? new JsonObject { ["payload"] = payload, ["event_ts"] = time, ["event"] = name }
            : new JsonObject { ["event"] = name, ["event_ts"] = time, ["payload"] = payload };
        return Encoding.UTF8.GetBytes(escape ? ZoomJson.Write(body) : Raw(ZoomJson.Write(body)));
    }

    private static JsonObject Thing(SimMeeting meeting, SimRegistrant registrant, DeliveryShape shape)
    {
        var json = new JsonObject
        {
            ["uuid"] = meeting.Uuid,
            ["id"] = shape.IdAsString ? meeting.Id.ToString(CultureInfo.InvariantCulture) : meeting.Id,
            ["host_id"] = meeting.HostId,
            ["topic"] = meeting.Topic,
            ["type"] = meeting.Type,
            ["start_time"] = ZoomJson.Time(meeting.StartTime),
            ["duration"] = meeting.DurationMinutes,
            ["timezone"] = meeting.TimeZone,
        };
        if (meeting.Occurrences.Count > 0)
            json["occurrences"] = ZoomJson.Occurrences(meeting, shape.Occurrences ?? (meeting.IsByOccurrence ? [.. registrant.ByOccurrence.Keys] : null));
        return json;
    }

    private static JsonObject Created(SimMeeting meeting, SimRegistrant registrant, DeliveryShape shape)
    {
        var status = shape.Status ?? (registrant.Has(SimRegistrant.Pending, null) ? SimRegistrant.Pending : registrant.Status);
        var json = new JsonObject { ["id"] = registrant.Id };
        ZoomJson.AddForm(json, registrant);
        Put(json, "last_name", registrant.LastName ?? "", "", shape.LastName);
        Put(json, "custom_questions", ZoomJson.Answers(registrant.Answers), new JsonArray(), shape.CustomQuestions);
        json["status"] = status;
        Put(json, "join_url", status == SimRegistrant.Approved ? registrant.JoinUrl : "", "", shape.JoinUrl);
        AddPin(json, meeting, registrant);
        return json;
    }

    /// <summary>The later events repeat neither the answers nor the status.</summary>
    private static JsonObject Decided(SimMeeting meeting, SimRegistrant registrant, DeliveryShape shape, bool approved)
    {
        var json = new JsonObject { ["id"] = registrant.Id, ["first_name"] = registrant.FirstName };
        Put(json, "last_name", registrant.LastName ?? "", "", shape.LastName);
        json["email"] = registrant.Email;
        if (approved)
        {
            Put(json, "join_url", registrant.JoinUrl, "", shape.JoinUrl);
            AddPin(json, meeting, registrant);
        }

        return json;
    }

    private static void AddPin(JsonObject json, SimMeeting meeting, SimRegistrant registrant)
    {
        if (meeting.Kind == SimKind.Meeting)
            json["participant_pin_code"] = registrant.PinCode;
    }

    private static void Put(JsonObject json, string name, JsonNode usual, JsonNode empty, FieldShape shape)
    {
        if (shape == FieldShape.Missing)
            json.Remove(name);
        else
            json[name] = shape switch { FieldShape.Null => null, FieldShape.Empty => empty, _ => usual };
    }

    /// <summary>The serializer escapes all characters above U+FFFF in upper case, as Zoom does; this gives them raw again.</summary>
    private static string Raw(string json) => SurrogatePair().Replace(json, pair => pair.Groups[1].Success
        ? new string([Unit(pair.Groups[1]), Unit(pair.Groups[2])])
        : pair.Value);

    private static char Unit(Group hex) => (char)int.Parse(hex.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Two backslashes are matched first: what follows them is plain text.</summary>
    [GeneratedRegex(@"\\\\|\\u(D[89AB]..)\\u(D[C-F]..)")]
    private static partial Regex SurrogatePair();
}
