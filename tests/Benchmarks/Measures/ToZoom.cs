using System.Diagnostics;
using ZoomApprover.Benchmarks.Load;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Benchmarks.Measures;

/// <summary>From the planned time of a delivery to the status call that names its registrant.</summary>
internal static class ToZoom
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    public static async Task RunAsync(Size size, Table table)
    {
        await using var stage = await Stage.OpenAsync(size.Codes);
        await using var service = await ServiceProcess.StartReadyAsync(stage, "zoom.db", dryRun: false);
        using var crowd = await Crowd.ConnectAsync(service.Address);
        var deliveries = new Deliveries(stage);
        await MeasureAsync(stage, crowd, deliveries.Registered(20), 20); // warms up
        foreach (var (count, perSecond) in new[] { (size.ToZoom.Slow, 10), (size.ToZoom.Fast, 100) })
        {
            var (latencies, calls) = await MeasureAsync(stage, crowd, deliveries.Registered(count), perSecond);
            table.Add($"from delivery to status call, {perSecond} a second ({count:N0})", $"{latencies.Text(50, 99)}; {calls:N0} calls");
        }
    }

    private static async Task<(Latencies Latencies, int Calls)> MeasureAsync(
        Stage stage, Crowd crowd, IReadOnlyList<(string RegistrantId, byte[] Request)> registered, double perSecond)
    {
        var began = DateTimeOffset.UtcNow;
        var before = stage.Zoom.Calls.Count;
        await crowd.AtFixedTimesAsync([.. registered.Select(one => one.Request)], perSecond);
        var clock = Stopwatch.StartNew();
        Dictionary<string, DateTimeOffset> told = [];
        List<ZoomCall> calls = [];
        while (registered.Any(one => !told.ContainsKey(one.RegistrantId)))
        {
            if (clock.Elapsed > Limit)
            {
                throw new InvalidOperationException("Zoom was not told of everybody.");
            }

            await Task.Delay(100); // looked at again: the times are those that Zoom noted, not ours
            calls = [.. stage.Zoom.Calls.Skip(before).Where(call => call.Endpoint == ZoomEndpoint.Status)];
            foreach (var (call, id) in calls.SelectMany(call => call.RegistrantIds.Select(id => (call, id))))
            {
                told.TryAdd(id, call.Time);
            }
        }

        var waits = registered.Select((one, number) => told[one.RegistrantId] - (began + TimeSpan.FromSeconds(number / perSecond))).ToList();
        return (new Latencies(waits), calls.Count);
    }
}
