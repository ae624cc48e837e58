using System.Text.Json;

namespace ZoomApprover.Simulators.Zoom;

internal sealed record StatusItem(string? Id, string? Email);

/// <summary>The body of a status call: {"action":…,"registrants":[{"id":…,"email":…}]}, and nothing else.</summary>
internal sealed record StatusBody(string Action, IReadOnlyList<StatusItem> Registrants)
{
    private const int MostRegistrants = 30;

    /// <summary>Exactly one of the three answers is not null, except that a refused body may still be readable.</summary>
    public static (StatusBody? Body, ZoomAnswer? Refusal, string? Unexpected) Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return (null, ZoomAnswer.Error(400, 300, "Request Body should be a valid JSON object."), null);
        }
    }

    private static (StatusBody?, ZoomAnswer?, string?) Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return (null, ZoomAnswer.Error(400, 300, "Request Body should be a valid JSON object."), null);
        if (Stranger(root, "action", "registrants") is { } field)
            return (null, null, $"body field {field}");

        // Zoom answers 204 to a body without registrants and does nothing. Nobody means to send that.
        if (!root.TryGetProperty("registrants", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            return (null, null, "a body without registrants");

        List<StatusItem> items = [];
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
                return (null, null, "a registrant that is no object");
            if (Stranger(item, "id", "email") is { } strange)
                return (null, null, $"registrant field {strange}");
            if (item.EnumerateObject().Any(one => one.Value.ValueKind != JsonValueKind.String || one.Value.GetString() is null or ""))
                return (null, null, "a registrant field that is no text");
            items.Add(new(Text(item, "id"), Text(item, "email")));
        }

        var body = new StatusBody(Text(root, "action") ?? "", items);
        return (body, body.Refuse(), null);
    }

    private ZoomAnswer? Refuse() =>
        Action is not ("approve" or "deny" or "cancel") ? ZoomAnswer.Invalid("action", "Invalid field.")
        : Registrants.Count > MostRegistrants ? ZoomAnswer.Invalid("registrants", "The maximum number of registrants is 30.")
        : Registrants.Any(one => one is { Id: null, Email: null }) ? ZoomAnswer.Invalid("registrants", "The id or email is required.")
        : null;

    private static string? Stranger(JsonElement element, string one, string other) =>
        element.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => name != one && name != other);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
