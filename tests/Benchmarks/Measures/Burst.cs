using ZoomApprover.Benchmarks.Load;
using ZoomApprover.Simulators.Sheets;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Benchmarks.Measures;

/// <summary>
/// The doors open and everybody registers at once: on Zoom's plan Pro, with a sheet at Google's 60 reads and 60 writes a minute.
/// </summary>
internal static class Burst
{
    private const int BatchSize = 30;
    private const int CallsASecond = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(Size size, Table table)
    {
        await using var stage = await Stage.OpenSheetAsync(size.Burst, ZoomPlan.Pro);
        await using var service = await ServiceProcess.StartReadyAsync(stage, "burst.db", dryRun: false);
        using var crowd = await Crowd.ConnectAsync(service.Address);
        var registered = new Deliveries(stage).Registered(size.Burst);
        var sheetCalls = stage.Sheets!.Calls.Count(IsOfGrid);

        var began = DateTimeOffset.UtcNow;
        await crowd.AsFastAsPossibleAsync([.. registered.Select(one => one.Request)]);
        var answered = DateTimeOffset.UtcNow - began;
        await UntilAsync(() => Task.FromResult(stage.Zoom.Approvals.Count >= size.Burst), "all are approved");
        var approved = stage.Zoom.Approvals.Max(one => one.Time) - began;
        var calls = stage.Zoom.Calls.Count(call => call.Endpoint == ZoomEndpoint.Status);
        await UntilAsync(async () => (await service.StatusAsync()).GetProperty("list").GetProperty("marksOwed").GetInt32() == 0, "all are marked");
        var marked = DateTimeOffset.UtcNow - began;

        var fewest = (size.Burst + BatchSize - 1) / BatchSize;
        var least = (double)fewest / CallsASecond;
        table.Add($"{size.Burst:N0} at once, plan Pro: all answered, all approved", $"{answered.TotalSeconds:F1} s, {approved.TotalSeconds:F1} s");
        table.Add("the least that Zoom's limits allow, and how many times as long it took", $"{least:F1} s, {approved.TotalSeconds / least:F2}");
        table.Add("status calls, and the fewest possible", $"{calls:N0}, {fewest:N0}");
        table.Add("all seen marked in the sheet, calls to Google", $"{marked.TotalSeconds:F1} s, {stage.Sheets.Calls.Count(IsOfGrid) - sheetCalls:N0}");
    }

    private static bool IsOfGrid(SheetsCall call) => call.Endpoint != SheetsEndpoint.Token;

    private static async Task UntilAsync(Func<Task<bool>> happened, string what)
    {
        var end = DateTimeOffset.UtcNow + Limit;
        while (!await happened())
        {
            if (DateTimeOffset.UtcNow > end)
            {
                throw new InvalidOperationException($"It took too long until {what}.");
            }

            await Task.Delay(100); // looked at again: the times are those that Zoom noted
        }
    }
}
