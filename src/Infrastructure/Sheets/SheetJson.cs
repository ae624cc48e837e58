using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Infrastructure.Sheets;

/// <summary>What Google sends. Zeros are left out of it; a missing <c>required</c> member is an answer not to be trusted.</summary>
internal sealed record Spreadsheet
{
    public required string SpreadsheetId { get; init; }
    public SpreadsheetProperties? Properties { get; init; }
    public required IReadOnlyList<SheetOfTab> Sheets { get; init; }
}

internal sealed record SpreadsheetProperties(string? TimeZone);

internal sealed record SheetOfTab
{
    public required SheetTab Properties { get; init; }
}

internal sealed record SheetTab
{
    public long SheetId { get; init; }
    public required string Title { get; init; }
    public int Index { get; init; }
}

internal sealed record SheetValues
{
    public required IReadOnlyList<SheetRange> ValueRanges { get; init; }
}

internal sealed record SheetRange
{
    public required string Range { get; init; }

    /// <summary>Ragged; missing when the tab is empty.</summary>
    public List<Cell[]>? Values { get; init; }
}

internal sealed record SheetWritten
{
    public required string SpreadsheetId { get; init; }
}

internal static class SheetJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // names stay short: the size of a request is limited
        Converters = { new CellConverter() },
    };

    private sealed class CellConverter : JsonConverter<Cell>
    {
        public override Cell Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString() is { Length: > 0 } text ? Cell.Of(text) : Cell.Empty,
            JsonTokenType.Number => Cell.Of(reader.GetDouble()),
            JsonTokenType.True or JsonTokenType.False => Cell.Of(reader.GetBoolean()),
            JsonTokenType.Null => Cell.Empty,
            _ => throw new JsonException("A cell is text, a number or a tick."),
        };

        public override void Write(Utf8JsonWriter writer, Cell value, JsonSerializerOptions options)
        {
            if (value.Number is { } number)
            {
                writer.WriteNumberValue(number);
            }
            else if (value.Tick is { } tick)
            {
                writer.WriteBooleanValue(tick);
            }
            else
            {
                writer.WriteStringValue(value.Text);
            }
        }
    }
}
