using System.Text.Json;

namespace ZoomApprover.WebApi.Webhooks;

/// <summary>Looks into JSON whose shape is only expected, never promised.</summary>
internal static class LenientJson
{
    public static JsonElement Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) ? field : default;

    /// <returns>Text, or a number's digits as they stand, or several texts joined by commas; null for anything else.</returns>
    public static string? Text(this JsonElement element, string name)
    {
        var field = element.Field(name);
        return field.ValueKind switch
        {
            JsonValueKind.String => field.GetString(),
            JsonValueKind.Number => field.GetRawText(),
            JsonValueKind.Array => string.Join(", ", field.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString())),
            _ => null,
        };
    }

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name)
    {
        var field = element.Field(name);
        return field.ValueKind == JsonValueKind.Array ? field.EnumerateArray() : [];
    }
}
