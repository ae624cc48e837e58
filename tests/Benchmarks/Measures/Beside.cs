using System.Globalization;
using ZoomApprover.Benchmarks.Load;
using ZoomApprover.Simulators.Sheets;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Benchmarks.Measures;

/// <summary>Registrations at fixed times while everybody who waits in Zoom is read and recorded, and a big sheet is taken in.</summary>
internal static class Beside
{
    private const int PerSecond = 1_000;

    public static async Task RunAsync(Size size, Table table)
    {
        await using var stage = await Stage.OpenSheetAsync(size.Sweep.Rows, ZoomPlan.Business);
        for (var number = 0; number < size.Sweep.Waiting; number++)
        {
            stage.Zoom.Register(
                Stage.MeetingId, string.Create(CultureInfo.InvariantCulture, $"waiting{number}@example.com"), "Waiting", "Canaria", new SimAnswer("Code", "no la tengo"));
        }

        IReadOnlyList<byte[]> requests = [.. new Deliveries(stage).Registered(PerSecond * size.SteadySeconds).Select(one => one.Request)];
        await using var service = ServiceProcess.Start(stage, "beside.db", dryRun: false); // a dry run asks Zoom nothing
        await service.ReadyAsync("/health/live");
        using var crowd = await Crowd.ConnectAsync(service.Address);
        var (pages, readings) = (Pages(stage), Readings(stage));

        var (latencies, taken) = await crowd.AtFixedTimesAsync(requests, PerSecond);

        table.Add(
            $"the same while {size.Sweep.Waiting:N0} who wait in Zoom are read, and a sheet of {size.Sweep.Rows:N0} rows",
            $"{latencies.Text(50, 99, 99.9, 100)}; {taken:N0} answered 2xx; meanwhile {Pages(stage) - pages:N0} pages of Zoom, {Readings(stage) - readings:N0} readings of the sheet, {stage.Zoom.Calls.Count(call => call.Endpoint == ZoomEndpoint.Status):N0} status calls");
    }

    private static int Pages(Stage stage) => stage.Zoom.Calls.Count(call => call.Endpoint == ZoomEndpoint.List);

    private static int Readings(Stage stage) => stage.Sheets!.Calls.Count(call => call.Endpoint == SheetsEndpoint.Read);
}
