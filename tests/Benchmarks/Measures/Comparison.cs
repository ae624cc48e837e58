using ZoomApprover.Benchmarks.Children;
using ZoomApprover.Benchmarks.Load;

namespace ZoomApprover.Benchmarks.Measures;

/// <summary>
/// The service, deciding and committing before each answer, against the endpoint that only reads; in turns, so that both meet the
/// same machine. Then registrations at fixed times. In the end the ledger must hold exactly those that were answered well.
/// </summary>
internal static class Comparison
{
    private const int SteadyPerSecond = 1_000;

    public static async Task RunAsync(Size size, Table table)
    {
        await using var stage = await Stage.OpenAsync(size.Codes);
        int taken;
        await using (var bare = await ServiceProcess.StartBareAsync())
        await using (var service = await ServiceProcess.StartReadyAsync(stage, "comparison.db", dryRun: true))
        {
            var idle = ListPasses.Memory("VmRSS", service.Id);
            var deliveries = new Deliveries(stage);
            using var toBare = await Crowd.ConnectAsync(bare.Address);
            using var toUs = await Crowd.ConnectAsync(service.Address);
            taken = await InTurnsAsync(size, deliveries, toBare, toUs, table) + await SteadyAsync(size, deliveries, toUs, table);
            table.Add($"memory with {size.Codes:N0} codes: idle, most under this load", $"{idle:F0} MB, {ListPasses.Memory("VmHWM", service.Id):F0} MB");
        }

        var stored = LedgerFiles.Count(Path.Combine(stage.Home, "comparison.db"));
        table.Add("registrations in the ledger, answered 2xx", $"{stored:N0}, {taken:N0}");
        if (stored != taken)
        {
            throw new InvalidOperationException($"{taken} registrations were answered 2xx, and the ledger holds {stored}.");
        }
    }

    private static async Task<int> InTurnsAsync(Size size, Deliveries deliveries, Crowd toBare, Crowd toUs, Table table)
    {
        List<(double Bare, double Ours)> rounds = [];
        var taken = 0;
        for (var round = -size.Rounds; round < size.Rounds; round++)
        {
            var requests = deliveries.Unique(size.Requests);
            var bare = await toBare.AsFastAsPossibleAsync(requests);
            var ours = await toUs.AsFastAsPossibleAsync(requests);
            taken += ours.Successes;
            if (bare.Successes != requests.Count)
            {
                throw new InvalidOperationException("The bare endpoint refuses what is sent.");
            }

            if (round >= 0) // as many before warm up: the compiler goes on for tens of thousands of requests
            {
                rounds.Add((bare.PerSecond, ours.PerSecond));
            }
        }

        var (limit, reached, ratio) = (Latencies.Median(rounds.Select(one => one.Bare)), Latencies.Median(rounds.Select(one => one.Ours)), Latencies.Median(rounds.Select(one => one.Ours / one.Bare)));
        table.Add("bare endpoint, 64 connections", $"{limit:N0}/s");
        table.Add("ours, 64 connections, each answered after its commit", $"{reached:N0}/s");
        table.Add($"ours / bare, median of {rounds.Count} rounds", $"{ratio:F2} ({string.Join(", ", rounds.Select(one => FormattableString.Invariant($"{one.Ours / one.Bare:F2}")))})");
        return taken;
    }

    private static async Task<int> SteadyAsync(Size size, Deliveries deliveries, Crowd toUs, Table table)
    {
        var (latencies, taken) = await toUs.AtFixedTimesAsync(deliveries.Unique(SteadyPerSecond * size.SteadySeconds), SteadyPerSecond);
        table.Add($"{SteadyPerSecond:N0} registrations a second for {size.SteadySeconds} s", $"{latencies.Text(50, 99, 99.9, 100)}");
        return taken;
    }
}
