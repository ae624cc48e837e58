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
            default:
                return new Delivery.Other(name);
        }
    }

    private static Delivery ReadRegistration(MeetingKind kind, JsonElement root, JsonElement subject, DateTimeOffset arrivedAt)
    {
        List<string> problems = [];
        var id = subject.Text("id");
        MeetingKey? meeting = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? new MeetingKey(kind, number) : null;
        if (meeting is null)
        {
            problems.Add("payload.object.id: not a meeting number");
        }

        var person = subject.Field("registrant");
        if (person.Text("id") is not { Length: > 0 } registrantId)
        {
            problems.Add("payload.object.registrant.id: missing");
            registrantId = "";
        }

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
                [.. subject.Items("occurrences").Select(one => one.Text("occurrence_id") ?? "").Where(one => one.Length > 0)]));
    }

    // milliseconds since 1970, unlike the header's seconds
    private static DateTimeOffset? EventTime(JsonElement root) =>
        long.TryParse(root.Text("event_ts"), NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms is > 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : null;
}
