using System.Text.Json;
using ZoomApprover.Simulators.Sheets.Http;

namespace ZoomApprover.Simulators.Sheets.Values;

/// <summary>The body of values.batchUpdate; every field that is not known is refused.</summary>
internal sealed record UpdateBody(bool UserEntered, bool IncludeValues, RenderOptions Response, IReadOnlyList<UpdateBody.Block> Data)
{
    /// <summary>One <c>data</c> entry; <c>Lines</c> are rows, or columns if <c>ByColumns</c>.</summary>
    public sealed record Block(string Range, bool ByColumns, IReadOnlyList<IReadOnlyList<JsonElement>> Lines);

    private static readonly string[] InputOptions = ["INPUT_VALUE_OPTION_UNSPECIFIED", "RAW", "USER_ENTERED"];

    public static UpdateBody Read(SheetsRequest request)
    {
        if (!request.Headers.ContentType.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase) || request.Headers.ContentEncoding.Count > 0)
            throw new UnexpectedCallException($"content type '{request.Headers.ContentType}', encoding '{request.Headers.ContentEncoding}'");
        var body = Parse(request.Body);
        OnlyKnown(body, "valueInputOption", "data", "includeValuesInResponse", "responseValueRenderOption", "responseDateTimeRenderOption");
        var input = Choice.Of(Text(body, "valueInputOption"), InputOptions, "value_input_option", "ValueInputOption");
        if (input == InputOptions[0])
            throw Invalid("'valueInputOption' is required but not specified");

        var response = new RenderOptions(
            Choice.Of(Text(body, "responseValueRenderOption"), RenderOptions.Values, "response_value_render_option", "ValueRenderOption"),
            Choice.Of(Text(body, "responseDateTimeRenderOption"), RenderOptions.DateTimes, "response_date_time_render_option", "DateTimeRenderOption"),
            ByColumns: false);
        var include = body.TryGetProperty("includeValuesInResponse", out var wanted) && wanted.ValueKind == JsonValueKind.True;
        return new(input == "USER_ENTERED", include, response, [.. Items(body, "data").Select(ReadBlock)]);
    }

    private static Block ReadBlock(JsonElement block)
    {
        if (block.ValueKind != JsonValueKind.Object)
            throw Invalid($"Invalid value at 'data' (type.googleapis.com/google.apps.sheets.v4.ValueRange), {block.GetRawText()}");
        OnlyKnown(block, "range", "majorDimension", "values");
        var dimension = Choice.Of(Text(block, "majorDimension"), RenderOptions.Dimensions, "data.major_dimension", "Dimension");
        return new(Text(block, "range") ?? "", dimension == "COLUMNS", [.. Items(block, "values").Select(ReadLine)]);
    }

    private static IReadOnlyList<JsonElement> ReadLine(JsonElement line) => line.ValueKind == JsonValueKind.Array
        ? [.. line.EnumerateArray()]
        : throw Invalid($"Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), {line.GetRawText()}");

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            var root = JsonDocument.Parse(body).RootElement;
            return root.ValueKind == JsonValueKind.Object ? root : throw Invalid("Invalid JSON payload received.");
        }
        catch (JsonException)
        {
            throw Invalid("Invalid JSON payload received. Unexpected token.");
        }
    }

    private static JsonElement[] Items(JsonElement parent, string name) => parent.TryGetProperty(name, out var items)
        ? items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : throw Invalid($"Invalid value at '{name}', {items.GetRawText()}")
        : [];

    private static string? Text(JsonElement parent, string name) => parent.TryGetProperty(name, out var value)
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw Invalid($"Invalid value at '{name}', {value.GetRawText()}")
        : null;

    private static void OnlyKnown(JsonElement parent, params string[] names)
    {
        foreach (var property in parent.EnumerateObject())
            if (!names.Contains(property.Name))
                throw new UnexpectedCallException($"body field '{property.Name}'");
    }

    private static RefusedException Invalid(string message) => new(SheetsErrors.Invalid(message));
}
