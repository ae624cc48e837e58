using System.Text.Json.Nodes;
using ZoomApprover.Simulators.Sheets.Http;

namespace ZoomApprover.Simulators.Sheets.Values;

/// <summary>spreadsheets.get without cells.</summary>
internal static class ReadMetadata
{
    private static readonly string[] Allowed = ["fields", "prettyPrint", "includeGridData"];
    private static readonly FieldMask Schema = FieldMask.Parse(
        "spreadsheetId,spreadsheetUrl,properties(title,locale,autoRecalc,timeZone),"
        + "sheets(properties(sheetId,title,index,sheetType,hidden,gridProperties(rowCount,columnCount,frozenRowCount)))");

    public static JsonObject Get(SimSpreadsheet spreadsheet, SheetsRequest request)
    {
        request.AllowOnly(Allowed);
        if (request.Parameters.TryGetValue("includeGridData", out var grid) && grid != "false")
            throw new UnexpectedCallException("includeGridData");
        return FieldMask.Apply(request, Schema, new JsonObject
        {
            ["spreadsheetId"] = spreadsheet.Id,
            ["properties"] = new JsonObject
            {
                ["title"] = spreadsheet.Title,
                ["locale"] = spreadsheet.Locale,
                ["autoRecalc"] = "ON_CHANGE",
                ["timeZone"] = spreadsheet.TimeZone,
            },
            ["sheets"] = new JsonArray([.. spreadsheet.Tabs.Select(Describe)]),
            ["spreadsheetUrl"] = $"https://docs.google.com/spreadsheets/d/{spreadsheet.Id}/edit",
        });
    }

    private static JsonObject Describe(SimTab tab, int index) => new()
    {
        ["properties"] = new JsonObject
        {
            ["sheetId"] = tab.SheetId,
            ["title"] = tab.Title,
            ["index"] = index,
            ["sheetType"] = "GRID",
            ["gridProperties"] = new JsonObject { ["rowCount"] = tab.RowCount, ["columnCount"] = tab.ColumnCount },
        },
    };
}
