using System.Text.Json;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Zoom.Answers;

/// <summary>Reads a meeting's or webinar's settings, and the questions of its form.</summary>
internal static class MeetingJson
{
    /// <summary>Without the questions, which are another call.</summary>
    public static MeetingSettings? Settings(string json)
    {
        using var document = Json.Parse(json);
        if (document is null || document.RootElement.Member("id") is null)
        {
            return null; // 200 with an error body
        }

        var settings = document.RootElement.Member("settings") ?? default;
        return new(
            settings.Number("approval_type"), settings.Number("registration_type"), document.RootElement.Time("start_time"), null,
            document.RootElement.Member("occurrences") is null ? null
                : [.. document.RootElement.Items("occurrences").Where(one => one.Text("status") != "deleted").Select(one => one.Text("occurrence_id")).OfType<string>()],
            Starts(document.RootElement));
    }

    public static IReadOnlyList<string>? QuestionTitles(string json)
    {
        using var document = Json.Parse(json);
        if (document is null || (document.RootElement.Member("custom_questions") ?? document.RootElement.Member("questions")) is null)
        {
            return null; // 200 with an error body
        }

        return [.. document.RootElement.Items("custom_questions").Select(one => one.Text("title")).OfType<string>()];
    }

    private static List<DateTimeOffset>? Starts(JsonElement meeting) =>
        meeting.Items("occurrences").Select(one => one.Time("start_time")).OfType<DateTimeOffset>().ToList() is { Count: > 0 } starts ? starts : null;
}
