using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ZoomApprover.DiskTrials;

/// <summary>
/// The ledger's disk is filled to the last byte at random moments and freed again, under load. The service says why it takes
/// nothing, approves nothing that it cannot record, goes on by itself, and nobody is lost.
/// </summary>
internal sealed class DiskFullTrial(string folder, Random chance)
{
    private const int PerSecond = 30;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // a call that was open when the disk filled up is read back for 72 s before it is made again
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(240);

    private string Ledger => Path.Combine(folder, "data", "ledger.db");

    /// <param name="folder">A small disk of its own.</param>
    public static async Task RunAsync(int cycles, int seed, string folder)
    {
        var clock = Stopwatch.StartNew();
        var trial = new DiskFullTrial(folder, new Random(seed));
        await using var world = await World.StartAsync();
        await using var service = ServiceProcess.Start(Builds.Published, world, trial.Ledger, ServiceProcess.FreePort());
        await service.ReadyAsync();
        await using var crowd = new Crowd(world, service.Address, new Random(seed), PerSecond);
        List<TimeSpan> returns = [];
        for (var i = 0; i < cycles; i++)
        {
            returns.Add(await trial.CycleAsync(service, world, crowd));
        }

        await crowd.EndAsync(Limit);
        await service.SettledAsync(Settling);
        var ledger = LedgerReading.Of(trial.Ledger);
        if (Verdict.Lost(crowd.Guests, crowd.Promises, ledger) is { Count: > 0 } lost)
        {
            throw new TrialFailedException($"{lost.Count} promises were lost");
        }

        Verdict.EachApprovalIsRecorded(world.Zoom.Approvals.Select(one => one.RegistrantId), ledger);
        Verdict.EachCodeAdmitsOne(crowd.Guests, world, atTheEnd: true);
        returns.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{cycles} cycles of a full disk, one process: {crowd.Guests.Count} registrants, answers {string.Join(", ", crowd.Answers.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value}"))}; goes on {returns[returns.Count / 2].TotalSeconds:F1} s after there is room (median; {returns[^1].TotalSeconds:F1} s at most); {world.Zoom.Approvals.Count} approved, nobody lost, no code twice; {clock.Elapsed.TotalSeconds:F0} s"));
    }

    /// <returns>How long it took from room on the disk to the next promise.</returns>
    private async Task<TimeSpan> CycleAsync(ServiceProcess service, World world, Crowd crowd)
    {
        await Task.Delay(chance.Next(1_000)); // the disk fills at any moment of the work
        var (approvedBefore, refusedBefore) = (world.Zoom.Approvals.Count, crowd.Answers.GetValueOrDefault(503));
        await FillAsync();
        await Patience.UntilAsync(() => crowd.Answers.GetValueOrDefault(503) > refusedBefore, Limit, () => $"a full disk is answered 503; {Room()} bytes are free");
        await Patience.UntilAsync(async () => await ReasonAsync(service) is { } reason && reason.Contains("disk is full", StringComparison.Ordinal), Limit, () => "the health page says why");
        await Task.Delay(chance.Next(1_000)); // and stays full for any time
        foreach (var approval in world.Zoom.Approvals.Skip(approvedBefore))
        {
            await IsRecordedAsync(service, approval.RegistrantId);
        }

        var clock = Stopwatch.StartNew();
        var promised = crowd.Promises.Count;
        foreach (var file in Directory.EnumerateFiles(folder, "filler-*"))
        {
            File.Delete(file);
        }

        await Patience.UntilAsync(() => crowd.Promises.Count > promised, Limit, () => "registrations are taken again when there is room");
        var took = clock.Elapsed;
        await Patience.UntilAsync(async () => await ReasonAsync(service) is null, Limit, () => "the health page is well again");
        return took;
    }

    // the service may take a page between the look and the filling
    private async Task FillAsync()
    {
        for (var i = 0; Room() > 0; i++)
        {
            using var filling = Tool.Start("fallocate", "-l", Room().ToString(CultureInfo.InvariantCulture), Path.Combine(folder, $"filler-{i}"));
            await filling.WaitForExitAsync();
        }
    }

    private long Room() => new DriveInfo(folder).AvailableFreeSpace;

    /// <returns>Null when it can be written.</returns>
    private static async Task<string?> ReasonAsync(ServiceProcess service)
    {
        using var answer = await service.Api.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var report = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return answer.StatusCode == HttpStatusCode.ServiceUnavailable ? report.GetProperty("reasons")[0].GetString() : null;
    }

    private static async Task IsRecordedAsync(ServiceProcess service, string registrant)
    {
        var stored = (await service.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/registrations/meeting/{World.MeetingId}/{registrant}"))).GetProperty("registration");
        if (stored.GetProperty("status").GetString() is not ("approving" or "approved") || stored.GetProperty("code").GetString() is null)
        {
            throw new TrialFailedException("somebody was approved in Zoom while the disk was full, and the ledger knows of no claim of theirs");
        }
    }
}
