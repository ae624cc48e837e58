using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using ZoomApprover.Simulators.Sheets.Http;

namespace ZoomApprover.Simulators.Sheets.Values;

/// <summary>values.get and values.batchGet.</summary>
internal static class ReadValues
{
    private static readonly string[] OneRange = ["majorDimension", "valueRenderOption", "dateTimeRenderOption", "prettyPrint", "fields"];
    private static readonly string[] ManyRanges = [.. OneRange, "ranges"];
    private static readonly FieldMask OneSchema = FieldMask.Parse("range,majorDimension,values");
    private static readonly FieldMask ManySchema = FieldMask.Parse("spreadsheetId,valueRanges(range,majorDimension,values)");

    public static JsonObject Get(SimSpreadsheet spreadsheet, SheetsRequest request)
    {
        request.AllowOnly(OneRange);
        return FieldMask.Apply(request, OneSchema, ReadRange(spreadsheet, request.Segments[4], Options(request)));
    }

    public static JsonObject BatchGet(SimSpreadsheet spreadsheet, SheetsRequest request)
    {
        request.AllowOnly(ManyRanges, repeatable: "ranges");
        var ranges = request.Parameters.GetValueOrDefault("ranges");
        if (ranges.Count == 0)
            throw new UnexpectedCallException("batchGet without ranges");

        var options = Options(request);
        return FieldMask.Apply(request, ManySchema, new JsonObject
        {
            ["spreadsheetId"] = spreadsheet.Id,
            ["valueRanges"] = new JsonArray([.. ranges.Select(range => ReadRange(spreadsheet, range ?? "", options))]),
        });
    }

    public static JsonObject Render(string locale, A1Range range, Grid grid, RenderOptions options)
    {
        var culture = UserEntered.Culture(locale);
        var values = options.ByColumns
            ? Lines(range.FirstColumn, range.LastColumn!.Value, range.FirstRow, Math.Min(range.LastRow!.Value, grid.LastRow), (column, row) => grid[row, column])
            : Lines(range.FirstRow, Math.Min(range.LastRow!.Value, grid.LastRow), range.FirstColumn, range.LastColumn!.Value, (row, column) => grid[row, column]);
        var answer = new JsonObject { ["range"] = range.ToString(), ["majorDimension"] = options.MajorDimension };
        if (values.Count > 0)
            answer["values"] = values;
        return answer;

        JsonArray Lines(int first, int last, int from, int to, Func<int, int, SimCell> at)
        {
            var lines = new JsonArray();
            var owed = 0; // empty lines are written only when something follows
            for (var line = first; line <= last; line++)
            {
                var end = to;
                while (end >= from && at(line, end).IsEmpty)
                    end--;
                if (end < from)
                {
                    owed++;
                    continue;
                }

                for (; owed > 0; owed--)
                    lines.Add(new JsonArray());
                var cells = new JsonArray();
                for (var place = from; place <= end; place++)
                    cells.Add(options.Render(at(line, place), culture));
                lines.Add(cells);
            }

            return lines;
        }
    }

    private static JsonObject ReadRange(SimSpreadsheet spreadsheet, string text, RenderOptions options)
    {
        var (tab, range) = RangeFinder.Find(spreadsheet, text, prefix: "");
        var grid = tab.GridForRead();
        return Render(spreadsheet.Locale, range.BoundedBy(tab.Title, grid), grid, options);
    }

    private static RenderOptions Options(SheetsRequest request)
    {
        return new(
            Choice.Of(Given("valueRenderOption"), RenderOptions.Values, "value_render_option", "ValueRenderOption"),
            Choice.Of(Given("dateTimeRenderOption"), RenderOptions.DateTimes, "date_time_render_option", "DateTimeRenderOption"),
            Choice.Of(Given("majorDimension"), RenderOptions.Dimensions, "major_dimension", "Dimension") == "COLUMNS");

        string? Given(string name) => request.Parameters.GetValueOrDefault(name, StringValues.Empty);
    }
}
