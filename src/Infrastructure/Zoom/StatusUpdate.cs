using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ZoomApprover.Infrastructure.Zoom;

/// <summary>Body of a status call. Zoom answers 204 to a body it does not understand, so its keys matter to the letter.</summary>
/// <param name="Action">approve or deny.</param>
internal sealed record StatusUpdate(
    [property: JsonPropertyName("action")] string Action,
    [property: JsonPropertyName("registrants")] IReadOnlyList<StatusItem> Registrants);

/// <param name="Email">Null leaves it out: Zoom has been seen to ignore a call that carried both.</param>
internal sealed record StatusItem(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("email")] string? Email)
{
    /// <summary>Without the e-mail address.</summary>
    public override string ToString() => Id;
}

[JsonSerializable(typeof(StatusUpdate))]
internal sealed partial class StatusUpdateJson : JsonSerializerContext
{
    /// <summary>Writes '+' and accents as they are: the body is never part of a web page.</summary>
    public static JsonSerializerOptions Plain() => new StatusUpdateJson(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    }).Options;
}
