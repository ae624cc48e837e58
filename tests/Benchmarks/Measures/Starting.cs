using ZoomApprover.Benchmarks.Children;
using ZoomApprover.Benchmarks.Load;

namespace ZoomApprover.Benchmarks.Measures;

/// <summary>From the start of the process until it takes registrations, with an empty ledger and with an old one.</summary>
internal static class Starting
{
    // a big list is read before the service is ready, which would hide all else
    private const int FewCodes = 1_000;

    public static async Task RunAsync(Size size, Table table)
    {
        await using (var big = await Stage.OpenAsync(size.Codes))
        {
            await StartsAsync(big, FormattableString.Invariant($"{size.Codes:N0} codes, an empty ledger"), "empty.db", size.Starts, table);
        }

        await using var stage = await Stage.OpenAsync(FewCodes);
        await StartsAsync(stage, FormattableString.Invariant($"{FewCodes:N0} codes, an empty ledger"), "empty.db", size.Starts, table);
        await using (var service = await ServiceProcess.StartReadyAsync(stage, "old.db", dryRun: true))
        {
            using var crowd = await Crowd.ConnectAsync(service.Address);
            await crowd.AsFastAsPossibleAsync(new Deliveries(stage).Unique(1));
        }

        LedgerFiles.Grow(Path.Combine(stage.Home, "old.db"), size.Old);
        await StartsAsync(stage, FormattableString.Invariant($"{FewCodes:N0} codes, {size.Old:N0} registrations in the ledger"), "old.db", size.Starts, table);
    }

    private static async Task StartsAsync(Stage stage, string name, string ledger, int starts, Table table)
    {
        List<TimeSpan> took = [];
        List<double> memory = [];
        for (var start = 0; start < starts; start++)
        {
            await using var service = ServiceProcess.Start(stage, ledger, dryRun: true);
            took.Add(await service.ReadyAsync());
            memory.Add(ListPasses.Memory("VmRSS", service.Id));
        }

        table.Add($"from start to ready, {name}", $"{Latencies.Median(took).TotalMilliseconds:F0} ms, {Latencies.Median(memory):F0} MB (median of {starts})");
    }
}
