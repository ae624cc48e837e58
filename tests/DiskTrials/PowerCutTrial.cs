using System.Diagnostics;
using System.Globalization;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.DiskTrials;

/// <summary>
/// The service writes to a disk that is an image file; at a random instant the image is copied as it is. What the system has not
/// been told to write through is not in the copy, as if the power had failed. The copy must hold every promise made before it.
/// </summary>
internal sealed class PowerCutTrial(string folder, Random chance)
{
    private const int PerSecond = 300;
    private const int LatestMs = 2_000;

    private string Image(string name) => Path.Combine(folder, "pool", name + ".img");

    private string Mounted(string name) => Path.Combine(folder, name);

    /// <param name="folder">Holds pool (a disk that can copy by reference) with empty.img (a formatted disk), and the mount points live and cut.</param>
    /// <exception cref="TrialFailedException">A promise was lost, or the control lost nothing and the run proves nothing.</exception>
    public static async Task RunAsync(int cuts, int seed, string folder)
    {
        var trial = new PowerCutTrial(folder, new Random(seed));
        var full = await trial.CutOftenAsync(cuts, "synchronous=FULL, as published", Builds.Published);
        var control = await trial.CutOftenAsync(cuts, "synchronous=NORMAL, the control", Builds.TestBuild, ("ZOOMAPPROVER_PLANTED", "synchronous-normal"));
        if (full > 0)
        {
            throw new TrialFailedException($"promises were lost in {full} of {cuts} cuts");
        }

        if (control == 0)
        {
            throw new TrialFailedException("the control lost nothing: a cut of this machine shows nothing, the run is void");
        }
    }

    private async Task<int> CutOftenAsync(int cuts, string what, string program, params (string Name, string Value)[] extra)
    {
        var clock = Stopwatch.StartNew();
        List<int> losses = [];
        var promised = 0;
        for (var i = 0; i < cuts; i++)
        {
            var (promises, lost) = await CutAsync(program, extra);
            promised += promises;
            losses.Add(lost);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {cuts} cuts, {promised} promises before them; lost in {losses.Count(lost => lost > 0)} cuts, {losses.Sum()} promises in all, {losses.Max()} at most; every ledger whole; {clock.Elapsed.TotalSeconds:F0} s"));
        return losses.Count(lost => lost > 0);
    }

    private async Task<(int Promised, int Lost)> CutAsync(string program, (string Name, string Value)[] extra)
    {
        await using var world = await World.StartAsync();
        await Tool.RunAsync("cp", "--reflink=always", Image("empty"), Image("live"));
        await Tool.RunAsync("mount", "-o", "loop", Image("live"), Mounted("live"));
        await using var service = ServiceProcess.Start(program, world, Path.Combine(Mounted("live"), "data", "ledger.db"), ServiceProcess.FreePort(), extra);
        await service.ReadyAsync();
        await using var crowd = new Crowd(world, service.Address, chance, PerSecond);
        await Patience.UntilAsync(() => crowd.Promises.Count > 0, TimeSpan.FromSeconds(30), () => "the first promise");
        await Task.Delay(chance.Next(LatestMs));

        await service.StopAsync();
        var promises = crowd.Promises.ToDictionary(StringComparer.Ordinal);
        var approved = world.Zoom.Approvals.Select(one => one.RegistrantId).ToList();
        await Tool.RunAsync("cp", "--reflink=always", Image("live"), Image("cut"));

        await service.KillAsync();
        await crowd.AbandonAsync();
        await Tool.RunAsync("umount", Mounted("live"));
        await Tool.RunAsync("mount", "-o", "loop", Image("cut"), Mounted("cut"));
        var ledger = LedgerReading.Of(Path.Combine(Mounted("cut"), "data", "ledger.db"));
        var lost = Verdict.Lost(crowd.Guests, promises, ledger);
        if (extra.Length == 0)
        {
            Verdict.EachApprovalIsRecorded(approved, ledger);
            await GoOnAsync(program, world, crowd.Guests, promises);
        }

        await Tool.RunAsync("umount", Mounted("cut"));
        return (promises.Count, lost.Count);
    }

    // the power is back: the service starts on what is left, and what Zoom repeats is answered as it was
    private async Task GoOnAsync(string program, World world, IReadOnlyList<Guest> guests, Dictionary<string, Promise> promises)
    {
        await using var service = ServiceProcess.Start(program, world, Path.Combine(Mounted("cut"), "data", "ledger.db"), ServiceProcess.FreePort());
        await service.ReadyAsync();
        using var client = new HttpClient();
        var sender = new ZoomSender(client, new Uri(service.Address, "/webhooks/zoom"), World.Secret) { Limit = TimeSpan.FromSeconds(30) };
        await Parallel.ForEachAsync(guests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (guest, cancellation) =>
        {
            var answer = await sender.DeliverAsync(ZoomSender.RegistrationCreated(world.Meeting, guest.Registrant), cancellationToken: cancellation);
            if (!answer.IsSuccess || (promises.TryGetValue(guest.Registrant.Id, out var before) && !answer.Body.Contains($"\"{before.Outcome}\"", StringComparison.Ordinal)))
            {
                throw new TrialFailedException($"a delivery repeated after the cut was answered {answer.Status}, and otherwise than before it: {answer.Body}");
            }
        });
        Verdict.EachCodeAdmitsOne(guests, world, atTheEnd: false);
        await service.KillAsync();
    }
}
