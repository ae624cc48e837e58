using System.Text.Json;
using System.Text.Json.Nodes;
using ZoomApprover.Simulators.Sheets.Http;

namespace ZoomApprover.Simulators.Sheets.Values;

/// <summary>values.batchUpdate: everything is checked first, then everything is applied.</summary>
internal static class WriteValues
{
    private const int CellLimit = 50_000;

    private static readonly string[] Allowed = ["fields", "prettyPrint"];
    private static readonly FieldMask Schema = FieldMask.Parse(
        "spreadsheetId,totalUpdatedRows,totalUpdatedColumns,totalUpdatedCells,totalUpdatedSheets,"
        + "responses(spreadsheetId,updatedRange,updatedRows,updatedColumns,updatedCells,updatedData(range,majorDimension,values))");

    private sealed record Cell(int Row, int Column, SimCell Content);

    /// <param name="Written">The rectangle that the values cover, cells to be left alone included.</param>
    private sealed record Plan(SimTab Tab, A1Range Written, bool ByColumns, IReadOnlyList<Cell> Cells);

    public static JsonObject BatchUpdate(SimSpreadsheet spreadsheet, SheetsRequest request, DateTimeOffset now)
    {
        request.AllowOnly(Allowed);
        var body = UpdateBody.Read(request);
        Plan[] plans = [.. body.Data.Select((block, index) => Check(spreadsheet, block, body.UserEntered, $"Invalid data[{index}]: ", now))];

        foreach (var tab in plans.Select(plan => plan.Tab).Distinct())
            tab.KeepForStaleReads();
        foreach (var plan in plans)
            foreach (var cell in plan.Cells)
                plan.Tab.SetByService(cell.Row, cell.Column, cell.Content);

        return FieldMask.Apply(request, Schema, Answer(spreadsheet, plans, body));
    }

    private static Plan Check(SimSpreadsheet spreadsheet, UpdateBody.Block block, bool userEntered, string prefix, DateTimeOffset now)
    {
        var (tab, asked) = RangeFinder.Find(spreadsheet, block.Range, prefix);
        var limit = (asked.IsAnchor ? asked with { LastRow = null, LastColumn = null } : asked).BoundedBy(tab.Title, tab.Grid);
        var cells = new List<Cell>();
        var (lastRow, lastColumn) = (asked.FirstRow, asked.FirstColumn);
        for (var line = 0; line < block.Lines.Count; line++)
        {
            for (var place = 0; place < block.Lines[line].Count; place++)
            {
                var row = asked.FirstRow + (block.ByColumns ? place : line);
                var column = asked.FirstColumn + (block.ByColumns ? line : place);
                if (!limit.Holds(row, column))
                    throw Refused($"{prefix}Requested writing within range [{(asked.IsAnchor ? asked with { Tab = tab.Title } : limit)}], but tried writing to "
                        + (row > limit.LastRow ? $"row [{row}]" : $"column [{A1Range.ColumnName(column)}]"));
                (lastRow, lastColumn) = (Math.Max(lastRow, row), Math.Max(lastColumn, column));
                if (block.Lines[line][place].ValueKind == JsonValueKind.Null)
                    continue; // null leaves the cell as it is
                if (tab.IsProtected(row, column))
                    throw Refused(prefix + SheetsErrors.Protected(spreadsheet.Locale));
                cells.Add(new(row, column, Content(block.Lines[line][place], userEntered, spreadsheet.Locale, prefix, $"values[{line}][{place}]", now)));
            }
        }

        return new(tab, asked with { Tab = tab.Title, LastRow = lastRow, LastColumn = lastColumn }, block.ByColumns, cells);
    }

    private static SimCell Content(JsonElement value, bool userEntered, string locale, string prefix, string place, DateTimeOffset now)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                var text = value.GetString()!;
                if (text.Length > CellLimit)
                    throw Refused($"{prefix}Your input contains more than the maximum of {CellLimit} characters in a single cell.");
                return userEntered ? UserEntered.Read(text, locale, now) : SimCell.Of(text);
            case JsonValueKind.Number:
                return new(value.GetDouble());
            case JsonValueKind.True or JsonValueKind.False:
                return new(value.GetBoolean());
            default:
                throw Refused($"{prefix}Invalid {place}: {(value.ValueKind == JsonValueKind.Object ? "struct_value" : "list_value")} {{\n}}\n");
        }
    }

    private static JsonObject Answer(SimSpreadsheet spreadsheet, Plan[] plans, UpdateBody body)
    {
        var all = plans.SelectMany(plan => plan.Cells.Select(cell => (plan.Tab, cell.Row, cell.Column))).ToHashSet();
        return new()
        {
            ["spreadsheetId"] = spreadsheet.Id,
            ["totalUpdatedRows"] = all.DistinctBy(cell => (cell.Tab, cell.Row)).Count(),
            ["totalUpdatedColumns"] = all.DistinctBy(cell => (cell.Tab, cell.Column)).Count(),
            ["totalUpdatedCells"] = all.Count,
            ["totalUpdatedSheets"] = all.DistinctBy(cell => cell.Tab).Count(),
            ["responses"] = new JsonArray([.. plans.Select(plan => AnswerOne(spreadsheet, plan, body))]),
        };
    }

    private static JsonObject AnswerOne(SimSpreadsheet spreadsheet, Plan plan, UpdateBody body)
    {
        var answer = new JsonObject { ["spreadsheetId"] = spreadsheet.Id, ["updatedRange"] = plan.Written.ToString() };
        if (plan.Cells.Count > 0)
        {
            answer["updatedRows"] = plan.Cells.DistinctBy(cell => cell.Row).Count();
            answer["updatedColumns"] = plan.Cells.DistinctBy(cell => cell.Column).Count();
            answer["updatedCells"] = plan.Cells.Count;
        }

        if (body.IncludeValues)
            answer["updatedData"] = ReadValues.Render(spreadsheet.Locale, plan.Written, plan.Tab.Grid, body.Response with { ByColumns = plan.ByColumns });
        return answer;
    }

    private static RefusedException Refused(string message) => new(SheetsErrors.Invalid(message));
}
