using System.Diagnostics;
using System.Text.Json;
using ZoomApprover.Benchmarks.Children;
using ZoomApprover.Simulators.Sheets;

namespace ZoomApprover.Benchmarks.Measures;

/// <summary>Passes over lists of different sizes, each in a process of its own.</summary>
internal static class Lists
{
    public static async Task RunAsync(Size size, Table table)
    {
        var folder = Directory.CreateTempSubdirectory("zoom-approver-benchmark-");
        foreach (var rows in size.Sheets)
        {
            await using var sheets = await SheetsSimulator.StartAsync();
            Fill(sheets, rows);
            var key = Path.Combine(folder.FullName, "key.json");
            await File.WriteAllTextAsync(key, sheets.ServiceAccountJson);
            Add(table, "sheet", rows, await MeasureAsync(new ListPlan(sheets.BaseUrl, key, null, Path.Combine(folder.FullName, $"sheet-{rows}.db"))));
        }

        var csv = Path.Combine(folder.FullName, "codes.csv");
        await File.WriteAllLinesAsync(csv, [Stage.Header, .. Enumerable.Range(0, size.File).Select(number => $"{Stage.Code(number)},1,,,")]);
        Add(table, "file", size.File, await MeasureAsync(new ListPlan(null, null, csv, Path.Combine(folder.FullName, "csv.db"))));
        folder.Delete(recursive: true);
    }

    private static void Add(Table table, string kind, int rows, ListFigures figures) => table.Add(
        $"{kind} of {rows:N0} rows: first pass, pass without changes, memory", $"{figures.First:N0} ms, {figures.Later:N0} ms, {figures.Megabytes:N0} MB");

    public static void Fill(SheetsSimulator sheets, int rows)
    {
        var tab = sheets.AddSpreadsheet(Stage.SpreadsheetId).AddTab("Codes", 77, Stage.Header.Split(','));
        tab.RowCount = rows + 100;
        for (var number = 0; number < rows; number++)
        {
            tab.AppendRow(Stage.Code(number), "1");
        }
    }

    private static async Task<ListFigures> MeasureAsync(ListPlan plan)
    {
        using var child = Process.Start(new ProcessStartInfo("dotnet", [typeof(Lists).Assembly.Location, "list", JsonSerializer.Serialize(plan)]) { RedirectStandardOutput = true })!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0 ? JsonSerializer.Deserialize<ListFigures>(output)! : throw new InvalidOperationException("The list was not read.");
    }
}
