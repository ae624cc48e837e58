using System.Diagnostics;
using System.Globalization;

namespace ZoomApprover.DiskTrials;

/// <summary>
/// The k-th fsync of the ledger's thread fails, and every one after it. Nobody whose commit that was is promised anything, the
/// process ends with a clear line and a code that a service manager restarts on, and the next start settles what nobody knew.
/// </summary>
internal sealed class FsyncTrial(int number)
{
    private const int PerSecond = 100;
    private const int AtOnce = 8;
    private const int ExitCode = 74;
    private static readonly TimeSpan LatestEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    // a call that was open at the end is read back for 72 s before it is made again
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(240);

    /// <param name="most">Every k from 1 to this.</param>
    /// <param name="folder">Unused: the ledger may lie on any disk.</param>
    public static async Task RunAsync(int most, int seed, string folder)
    {
        var clock = Stopwatch.StartNew();
        using var places = new SemaphoreSlim(AtOnce);
        var ends = await Task.WhenAll(Enumerable.Range(1, most).Select(async number =>
        {
            await places.WaitAsync();
            try
            {
                return await new FsyncTrial(number).FailAsync(new Random(seed + number));
            }
            finally
            {
                places.Release();
            }
        }));
        if (ends.Sum(end => end.Unknown) == 0)
        {
            throw new TrialFailedException("no registration was ever in a commit that failed: the run is void");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"the k-th fsync fails, k = 1..{most}: each time exit code {ExitCode} with its line, {ends.Max(end => end.Took).TotalSeconds:F1} s after the failure at most; {ends.Count(end => end.Unknown > 0)} of the commits held registrations ({ends.Sum(end => end.Unknown)}), none of them was promised; all settled at the next start, no code twice; {clock.Elapsed.TotalSeconds:F0} s"));
    }

    /// <returns>How many registrations stand in the commit that failed, and how long the process went on.</returns>
    private async Task<(int Unknown, TimeSpan Took)> FailAsync(Random chance)
    {
        await using var world = await World.StartAsync();
        var (ledgerFile, port) = (Path.Combine(world.Home, "data", "ledger.db"), ServiceProcess.FreePort());
        await using var service = ServiceProcess.Start(Builds.Published, world, ledgerFile, port);
        await service.ReadyAsync();
        await service.SettledAsync(Limit);
        var trace = await FsyncTrace.AttachAsync(service.Id, number, Path.Combine(world.Home, "strace.log"));
        await using var crowd = new Crowd(world, service.Address, chance, PerSecond);
        await service.EndAsync();
        await crowd.CloseAsync();
        var took = DateTimeOffset.UtcNow - trace.FailedAt();
        Require(service.ExitCode == ExitCode, $"it ended with {service.ExitCode}");
        Require(took < LatestEnd, $"it went on for {took.TotalSeconds} s");
        Require(service.Said.Any(line => line.Contains("failed while committing a change", StringComparison.Ordinal)), "no line says what happened");

        var left = LedgerReading.Of(ledgerFile);
        var unknown = left.Registrations.Values.Where(one => one.StoredAt > trace.LastCommittedAt()).Select(one => one.RegistrantId).ToList();
        Require(!unknown.Any(crowd.Promises.ContainsKey), "somebody was promised what stood in the commit that failed");

        await using var next = ServiceProcess.Start(Builds.Published, world, ledgerFile, port);
        await next.ReadyAsync();
        await crowd.EndAsync(Limit);
        await next.SettledAsync(Settling);
        var settled = LedgerReading.Of(ledgerFile);
        Require(Verdict.Lost(crowd.Guests, crowd.Promises, settled).Count == 0, "a promise was lost");
        Verdict.EachApprovalIsRecorded(world.Zoom.Approvals.Select(one => one.RegistrantId), settled);
        Verdict.EachCodeAdmitsOne(crowd.Guests, world, atTheEnd: true);
        return (unknown.Count, took);
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new TrialFailedException($"k = {number}: {otherwise}");
        }
    }
}
