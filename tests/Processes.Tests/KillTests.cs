using System.Diagnostics;
using System.Globalization;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests;

/// <summary>The service is killed at random moments under load. ZOOMAPPROVER_KILLS and ZOOMAPPROVER_SEED choose how often and which.</summary>
[Parallelizable]
internal sealed class KillTests
{
    private const int KillsARound = 12;

    // a call that was begun and never left is read back for 72 s before it is made again
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(180);

    [Test]
    public async Task Kill_at_any_moment_loses_nobody_and_admits_nobody_twice()
    {
        var kills = Number("ZOOMAPPROVER_KILLS") ?? KillsARound;
        var seed = Number("ZOOMAPPROVER_SEED") ?? Environment.TickCount & 0xffff;

        for (var done = 0; done < kills; done += KillsARound, seed++)
        {
            await RoundAsync(Math.Min(kills - done, KillsARound), seed);
        }
    }

    private static async Task RoundAsync(int kills, int seed)
    {
        TestContext.Out.WriteLine($"ZOOMAPPROVER_KILLS={kills} ZOOMAPPROVER_SEED={seed}");
        var chance = new Random(seed);
        await using var world = await World.WithCsvAsync([.. OpenLoop.Codes]);
        var environment = ServiceProcess.Environment(world, ServiceProcess.FreePort());
        List<TimeSpan> starts = [];
        var service = ServiceProcess.Start(environment);
        try
        {
            starts.Add(await service.ReadyAsync());
            await using var load = new OpenLoop(world, service.Address, new Random(seed));
            for (var i = 0; i < kills; i++)
            {
                await RandomMomentAsync(service, chance, starts);
                await service.KillAsync();
                Referee.NothingIsTold(service.Output.Concat(service.Errors));
                await service.DisposeAsync();
                service = ServiceProcess.Start(environment);
            }

            starts.Add(await service.ReadyAsync());
            await load.EndAsync();
            var clock = Stopwatch.StartNew();
            await SettledAsync(service);
            Print(load, world, starts, clock.Elapsed);

            var ledger = await service.RegistrationsAsync();
            Referee.NobodyIsLost(load, ledger);
            Referee.EverybodyIsDecided(load, ledger);
            Referee.EachCodeAdmitsOne(load, world);
            Referee.ZoomIsNotPestered(world);
            Referee.NothingIsTold(service.Output.Concat(service.Errors));
        }
        finally
        {
            await service.DisposeAsync();
        }
    }

    // one kill in four comes while the service starts, the others while it works
    private static async Task RandomMomentAsync(ServiceProcess service, Random chance, List<TimeSpan> starts)
    {
        if (chance.Next(4) == 0)
        {
            await Task.Delay(starts.Max() * chance.NextDouble());
            return;
        }

        starts.Add(await service.ReadyAsync());
        await Task.Delay(chance.Next(2_000));
    }

    private static Task SettledAsync(ServiceProcess service)
    {
        var left = "";
        return Patience.UntilAsync(
            async () =>
            {
                var status = await service.GetAsync("/api/status");
                left = status.GetRawText();
                return status.GetProperty("zoom").GetProperty("owed").GetInt32() == 0
                    && status.GetProperty("zoom").GetProperty("notReadYet").GetArrayLength() == 0;
            },
            Settling,
            TimeSpan.FromMilliseconds(200),
            () => $"nothing is owed to Zoom; {left}");
    }

    private static void Print(OpenLoop load, World world, List<TimeSpan> starts, TimeSpan settling)
    {
        var ready = starts.Order().ToList();
        TestContext.Out.WriteLine(
            $"{load.Arrivals.Count} registrants, {load.Taken.Count} answered 200, {load.Answers.Values.Sum() - load.Arrivals.Count} repeats "
            + $"({string.Join(", ", load.Answers.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value}"))}), {world.Zoom.Approvals.Count} approved in Zoom; "
            + string.Create(CultureInfo.InvariantCulture, $"ready after {ready[ready.Count / 2].TotalSeconds:F2} s (median), {ready[^1].TotalSeconds:F2} s (most) of {ready.Count} starts; settled after {settling.TotalSeconds:F1} s"));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
