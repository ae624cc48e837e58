using System.Text.Json;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Zoom.Answers;

/// <summary>
/// Reads registrants as Zoom gives them. Only what the work needs is taken in: address, phone and the personal join link
/// never leave here. One odd registrant spoils nobody else's page.
/// </summary>
/// <param name="now">Stands in for a missing create time: a person without one queues up behind those who have one.</param>
internal sealed class RegistrantJson(MeetingKey meeting, DateTimeOffset now)
{
    /// <param name="asked">Who was asked for. Another id in the answer would prove something about the wrong person.</param>
    public Registrant? One(string json, string asked)
    {
        using var document = Json.Parse(json);
        return document is not null && Read(document.RootElement, null) is { } one && one.Key.RegistrantId == asked ? one : null;
    }

    /// <param name="asked">The status that was listed; stands in where an item names none.</param>
    public RegistrantPage? Page(string json, ZoomStatus asked)
    {
        using var document = Json.Parse(json);
        if (document?.RootElement.Member("registrants") is not { ValueKind: JsonValueKind.Array } items)
        {
            return null;
        }

        return new([.. items.EnumerateArray().Select(item => Read(item, asked)).OfType<Registrant>()], document.RootElement.Text("next_page_token") ?? "");
    }

    private Registrant? Read(JsonElement item, ZoomStatus? asked)
    {
        if (item.Text("id") is not { Length: > 0 } id || StatusOf(item, asked) is not { } status)
        {
            return null;
        }

        return new Registrant(
            new RegistrationKey(meeting, id),
            item.Text("email") ?? "",
            item.Text("first_name") ?? "",
            item.Text("last_name") ?? "",
            [.. item.Items("custom_questions").Where(one => one.Text("value") is not null).Select(one => new Answer(one.Text("title") ?? "", one.Text("value")!))],
            item.Time("create_time") ?? now,
            status,
            Occurrences: []);
    }

    private static ZoomStatus? StatusOf(JsonElement item, ZoomStatus? asked) => item.Member("status") is null ? asked : item.Text("status") switch
    {
        "pending" => ZoomStatus.Pending,
        "approved" => ZoomStatus.Approved,
        "denied" => ZoomStatus.Denied,
        _ => null,
    };
}
