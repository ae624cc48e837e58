using System.Globalization;
using System.Text.Json.Nodes;

namespace ZoomApprover.Simulators.Sheets.Values;

/// <summary>How cells are put into an answer.</summary>
internal sealed record RenderOptions(string Value, string DateTime, bool ByColumns)
{
    public const string Formatted = "FORMATTED_VALUE";

    public static readonly string[] Values = [Formatted, "UNFORMATTED_VALUE", "FORMULA"];
    public static readonly string[] DateTimes = ["SERIAL_NUMBER", "FORMATTED_STRING"];
    public static readonly string[] Dimensions = ["ROWS", "COLUMNS"];

    public string MajorDimension => ByColumns ? "COLUMNS" : "ROWS";

    public JsonNode Render(SimCell cell, CultureInfo culture)
    {
        if (Value == "FORMULA" && cell.Formula is not null)
            return JsonValue.Create(cell.Formula);
        if (Value == Formatted || (cell.IsDate && DateTime == "FORMATTED_STRING"))
            return JsonValue.Create(cell.Shown ?? Plain(cell.Value, culture));
        return cell.Value switch
        {
            double number => JsonValue.Create(number),
            bool truth => JsonValue.Create(truth),
            var text => JsonValue.Create(text as string ?? ""),
        };
    }

    private static string Plain(object? value, CultureInfo culture) => value switch
    {
        double number => number.ToString(Math.Abs(number) >= 1e15 ? "0.#####E+00" : "0.##########", culture),
        true => "TRUE",
        false => "FALSE",
        _ => value as string ?? "",
    };
}
