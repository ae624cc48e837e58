using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.WebApi.Webhooks;

/// <summary>
/// Reads a delivery (developers.zoom.us, "Webhooks", registration events). Unknown fields are ignored, every optional field may be
/// missing or null, an id may be a number or text. Address, phone and join link are never looked at.
/// </summary>
internal static class DeliveryReader
{
    private const string Created = ".registration_created";
    private const string Approved = ".registration_approved";
    private const string Denied = ".registration_denied";
    private const string Cancelled = ".registration_cancelled";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <param name="arrivedAt">Stands in for a missing event time.</param>
    public static Delivery Read(ReadOnlySequence<byte> body, DateTimeOffset arrivedAt)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return Read(document.RootElement, arrivedAt);
        }
        catch (JsonException)
        {
            return new Delivery.Unreadable(["the body is not JSON of the expected form"], null);
        }
        catch (InvalidOperationException)
        {
            // half a surrogate pair stands in a text
            return new Delivery.Unreadable(["a text is not valid Unicode"], null);
        }
    }

    private static Delivery Read(JsonElement root, DateTimeOffset arrivedAt)
    {
        var name = root.Text("event");
        var payload = root.Field("payload");
        switch (name)
        {
            case null or "":
                return new Delivery.Unreadable(["event: missing"], null);
            case "endpoint.url_validation":
                return payload.Text("plainToken") is { Length: > 0 } token
                    ? new Delivery.Handshake(token)
                    : new Delivery.Unreadable(["payload.plainToken: missing"], null);
            case "meeting" + Created:
                return ReadRegistration(MeetingKind.Meeting, root, payload.Field("object"), arrivedAt);
            case "webinar" + Created:
                return ReadRegistration(MeetingKind.Webinar, root, payload.Field("object"), arrivedAt);
            case "meeting" + Approved:
                return ReadNotice(MeetingKind.Meeting, ZoomEvent.Approved, root, payload);
            case "webinar" + Approved:
                return ReadNotice(MeetingKind.Webinar, ZoomEvent.Approved, root, payload);
            case "meeting" + Denied:
                return ReadNotice(MeetingKind.Meeting, ZoomEvent.Denied, root, payload);
            case "webinar" + Denied:
                return ReadNotice(MeetingKind.Webinar, ZoomEvent.Denied, root, payload);
            case "meeting" + Cancelled:
                return ReadNotice(MeetingKind.Meeting, ZoomEvent.Cancelled, root, payload);
            case "webinar" + Cancelled:
                return ReadNotice(MeetingKind.Webinar, ZoomEvent.Cancelled, root, payload);
            default:
                return new Delivery.Other(name);
        }
    }

    private static Delivery ReadRegistration(MeetingKind kind, JsonElement root, JsonElement subject, DateTimeOffset arrivedAt)
    {
        var (meeting, registrantId, problems) = ReadKey(kind, subject);
        var person = subject.Field("registrant");
        var status = person.Text("status") switch { "pending" => ZoomStatus.Pending, "approved" => ZoomStatus.Approved, _ => (ZoomStatus?)null };
        if (status is null)
        {
            problems.Add("payload.object.registrant.status: neither pending nor approved");
        }

        return meeting is null || status is null || problems.Count > 0
            ? new Delivery.Unreadable(problems, meeting)
            : new Delivery.Registered(new Registrant(
                new RegistrationKey(meeting.Value, registrantId),
                person.Text("email") ?? "",
                person.Text("first_name") ?? "",
                person.Text("last_name") ?? "",
                [.. person.Items("custom_questions").Select(question => new Answer(question.Text("title") ?? "", question.Text("value") ?? ""))],
                EventTime(root) ?? arrivedAt,
                status.Value,
                Occurrences(subject)));
    }

    // Zoom's own example of a webinar's refusal names another event: the name in front decides, and none of these carries a status
    private static Delivery ReadNotice(MeetingKind kind, ZoomEvent happened, JsonElement root, JsonElement payload)
    {
        var subject = payload.Field("object");
        var (meeting, registrantId, problems) = ReadKey(kind, subject);
        return meeting is null || problems.Count > 0
            ? new Delivery.Unreadable(problems, meeting)
            : new Delivery.Told(new Notice(
                new RegistrationKey(meeting.Value, registrantId),
                happened,
                EventTime(root) ?? DateTimeOffset.UnixEpoch, // without a time it proves nothing
                Occurrences(subject),
                ByRegistrant: happened == ZoomEvent.Cancelled && IsOwnDoing(payload, subject.Field("registrant"))));
    }

    private static bool IsOwnDoing(JsonElement payload, JsonElement person) => (payload.Text("operator") ?? "").Trim() is { Length: > 0 } name
        ? name.Equals((person.Text("email") ?? "").Trim(), StringComparison.OrdinalIgnoreCase)
        : string.IsNullOrWhiteSpace(payload.Text("operator_id"));

    private static (MeetingKey? Meeting, string RegistrantId, List<string> Problems) ReadKey(MeetingKind kind, JsonElement subject)
    {
        List<string> problems = [];
        var id = subject.Text("id");
        MeetingKey? meeting = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? new MeetingKey(kind, number) : null;
        if (meeting is null)
        {
            problems.Add("payload.object.id: not a meeting number");
        }

        var registrantId = subject.Field("registrant").Text("id") ?? "";
        if (registrantId.Length == 0)
        {
            problems.Add("payload.object.registrant.id: missing");
        }

        return (meeting, registrantId, problems);
    }

    private static string[] Occurrences(JsonElement subject) =>
        [.. subject.Items("occurrences").Select(one => one.Text("occurrence_id") ?? "").Where(one => one.Length > 0).Distinct()];

    // milliseconds since 1970, unlike the header's seconds
    private static DateTimeOffset? EventTime(JsonElement root) =>
        long.TryParse(root.Text("event_ts"), NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms is > 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : null;
}
