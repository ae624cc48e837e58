using System.Globalization;
using System.Text.Json;

namespace ZoomApprover.Infrastructure.Zoom.Answers;

/// <summary>Reads JSON that may hold anything: what is missing or of another type is null, nothing throws.</summary>
internal static class Json
{
    /// <summary>Null for everything that is not one whole JSON object.</summary>
    public static JsonDocument? Parse(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Member(this JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException) // a name with half a surrogate pair
        {
            return null;
        }
    }

    public static string? Text(this JsonElement element, string name) => element.Member(name)?.Text();

    /// <summary>Zoom gives ids as numbers or as strings, depending on the call.</summary>
    public static string? Text(this JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Number => element.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException) // half a surrogate pair
        {
            return null;
        }
    }

    public static int? Number(this JsonElement element, string name) =>
        int.TryParse(element.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>Empty when it is missing, null or no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];
}
