using System.Net.Http.Json;
using ZoomApprover.Infrastructure.Ledger.Backup;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.Restore;

/// <summary>
/// One event: people register, a backup is taken, an hour passes in which everybody goes on, the ledger is lost and the backup put
/// in its place, and at once people come with codes that were used in that hour. Chance decides who does what.
/// </summary>
internal sealed class RestoreDrill(World world, int seed)
{
    private const int Codes = 40;
    private readonly Random chance = new(seed);
    private readonly Dictionary<string, string> codeOf = []; // by registrant
    private readonly HashSet<string> used = [];
    private readonly Queue<string> unused = new();
    private int people;

    /// <summary>Who came in the first second with a code that the backup believes to be free, and was granted it by the backup.</summary>
    public int Believed { get; private set; }

    /// <summary>What the list holds when the backup is taken.</summary>
    public static string[] AllCodes => [.. Enumerable.Range(0, Codes).Select(Code)];

    private string Backup => Path.Combine(world.Home, "data", "backups", "drill.db");

    public async Task RunAsync()
    {
        foreach (var code in AllCodes)
        {
            unused.Enqueue(code);
        }

        await using (var service = await world.StartAsync())
        {
            await BeforeAsync(service);
            await TakeBackupDuringACallAsync(service);
            await HourAsync(service);
            await SettledAsync(service);
        }

        PutBack();
        await FirstSecondAsync();
    }

    // some come in, some wait
    private async Task BeforeAsync(Service service)
    {
        for (var number = 0; number < 3 + chance.Next(4); number++)
        {
            await ComeAsync(service, Next());
        }

        await ComeAsync(service, "UNKNOWN000");
        await SettledAsync(service);
    }

    // Zoom has done it already, and the answer is still on its way
    private async Task TakeBackupDuringACallAsync(Service service)
    {
        var (reached, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Zoom.AfterEffect = () =>
        {
            reached.TrySetResult();
            return goOn.Task;
        };
        await ComeAsync(service, Next());
        await reached.Task;
        using var answer = await service.Api.PostAsJsonAsync("/api/backup", new { name = "drill.db" });
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
        Assert.That(OldBackup.OpenAttempts(Backup), Is.EqualTo(1));
        world.Zoom.AfterEffect = null;
        goOn.SetResult();
        OldBackup.Make(Backup, TimeSpan.FromHours(1));
    }

    // what the backup does not know
    private async Task HourAsync(Service service)
    {
        for (var number = 0; number < 4 + chance.Next(4); number++)
        {
            await ComeAsync(service, Next()); // approved by us
        }

        await SettledAsync(service);
        var approved = codeOf.Where(one => Status(one.Key) == SimRegistrant.Approved && one.Value.StartsWith("CODE", StringComparison.Ordinal)).ToList();
        await ReleaseAndHandOnAsync(service, approved[chance.Next(approved.Count)].Value);

        var cancelled = approved[^(1 + chance.Next(2))]; // of those approved in this hour
        world.Zoom.SetStatus(World.MeetingId, cancelled.Key, SimRegistrant.Denied);

        // a person lets somebody in whose delivery never came; another is refused; a third one registers and is never delivered
        world.Zoom.SetStatus(World.MeetingId, Register(Next()).Id, SimRegistrant.Approved);
        world.Zoom.SetStatus(World.MeetingId, Register(Next()).Id, SimRegistrant.Denied);
        Register(Next());

        if (world.Sheets is not null)
        {
            world.Tab.AppendRow("invitada", "NEWCODE001", 1, null, null, null);
            var byHand = Next();
            used.Add(byHand);
            world.Tab.SetCell(byHand, "registrant_status", "usado a mano");
            await MarkedAsync(service);
            await ComeAsync(service, "NEWCODE001");
            await SettledAsync(service);
            await MarkedAsync(service);
            world.Tab.SetCell(approved[0].Value, "registrant_status", null); // cleared: frees nothing
            world.Tab.SortBy("registrant_key", ascending: chance.Next(2) == 0);
        }
    }

    private async Task ReleaseAndHandOnAsync(Service service, string code)
    {
        using var answer = await service.Api.PostAsJsonAsync("/api/invitations/release", new { code });
        Assert.That(answer.IsSuccessStatusCode, Is.True);
        if (chance.Next(2) == 0)
        {
            await ComeAsync(service, code);
        }
    }

    private void PutBack()
    {
        used.UnionWith(world.Zoom.Approvals.Where(one => one.Action == "approve").Select(one => codeOf[one.RegistrantId]));
        used.UnionWith(world.Meeting.Registrants.Where(one => one.Status == SimRegistrant.Approved).Select(one => codeOf[one.Id]));
        if (chance.Next(2) == 0)
        {
            LedgerRestore.PutBack(world.Settings.Ledger, dryRun: false, Backup, TimeProvider.System);
            return;
        }

        foreach (var file in Directory.GetFiles(Path.Combine(world.Home, "data"), "ledger.db*"))
        {
            File.Delete(file);
        }

        File.Copy(Backup, world.LedgerFile);
    }

    private async Task FirstSecondAsync()
    {
        var before = world.Zoom.Approvals.Count;
        var (zoomIsAway, sheetIsAway) = (chance.Next(3) > 0, world.Sheets is not null && chance.Next(3) > 0);
        if (zoomIsAway)
        {
            await world.Zoom.StopAsync();
        }

        if (sheetIsAway)
        {
            await world.Sheets!.StopAsync();
        }

        await using var service = await Service.StartAsync(world.Settings);
        var honest = Next();
        foreach (var code in used.Append(honest).OrderBy(_ => chance.Next()).ToList())
        {
            Believed += await DeliverAsync(service, Register(code)) == "approved" ? 1 : 0;
        }

        if (zoomIsAway)
        {
            await world.Zoom.RestartAsync();
        }

        if (sheetIsAway)
        {
            await world.Sheets!.RestartAsync();
        }

        await SettledAsync(service);
        Judge([.. world.Zoom.Approvals.Skip(before)], honest);
        await EverybodyIsDecidedAsync(service);
        Assert.That((await service.ProblemsAsync()).Contains("LedgerRestored"), Is.False, "it has caught up");
    }

    // by Zoom's own log, not by what the service says of itself
    private void Judge(IReadOnlyList<ZoomApproval> since, string honest)
    {
        var opened = since.Where(one => one.Action == "approve").Select(one => codeOf[one.RegistrantId]).ToList();
        Assert.That(opened, Is.Unique, $"seed {seed}: two with one code");
        Assert.That(opened.Intersect(used), Is.Empty, $"seed {seed}: a code that was used before the ledger was lost");
        Assert.That(opened, Does.Contain(honest), $"seed {seed}: whoever has a good code comes in");
    }

    private async Task EverybodyIsDecidedAsync(Service service)
    {
        foreach (var one in world.Meeting.Registrants.Where(one => one.Status != SimRegistrant.Denied))
        {
            var shown = await service.StatusAsync(world.Meeting, one);
            Assert.That(shown, Is.EqualTo(one.Status == SimRegistrant.Approved ? "approved" : "waiting"), $"seed {seed}: {one.Email}");
        }
    }

    private Task<string> ComeAsync(Service service, string code) => DeliverAsync(service, Register(code));

    private async Task<string> DeliverAsync(Service service, SimRegistrant who) =>
        (await service.DeliverAsync(world.Meeting, who)).GetProperty("outcome").GetString()!;

    private SimRegistrant Register(string code)
    {
        var who = world.Register($"p{++people}", code);
        codeOf.Add(who.Id, code);
        return who;
    }

    // free in the list, and in nobody's hands
    private string Next() => unused.Dequeue();

    private string Status(string registrant) => world.Meeting.Find(registrant)!.Status;

    private async Task SettledAsync(Service service) => await Wait.UntilAsync(
        async () =>
        {
            var zoom = (await service.GetAsync("/api/status")).GetProperty("zoom");
            return zoom.GetProperty("owed").GetInt32() == 0 && zoom.GetProperty("notReadYet").GetArrayLength() == 0;
        },
        $"seed {seed}: nothing is owed to Zoom");

    private async Task MarkedAsync(Service service) => await Wait.UntilAsync(
        async () => (await service.GetAsync("/api/status")).GetProperty("list") is var list
            && list.GetProperty("marksOwed").GetInt32() == 0 && list.GetProperty("rows").GetInt32() == Codes + 1,
        $"seed {seed}: every mark stands");

    private static string Code(int number) => $"CODE{number:D6}";
}
