using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using ZoomApprover.Application.Meetings.CheckMeetings;
using ZoomApprover.Application.Registrations.ReadHints;
using ZoomApprover.Application.Registrations.SendApprovals;
using ZoomApprover.Application.Registrations.SweepRegistrants;
using ZoomApprover.Hostile.Tests.Hosting;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Hostile.Tests;

/// <summary>A story told once, from the first reading of Zoom until nothing is owed any more.</summary>
internal sealed class Run : IAsyncDisposable
{
    private static readonly DateTimeOffset Begin = new(2027, 1, 12, 6, 0, 0, TimeSpan.Zero);
    private const int Guests = 10_000;

    // one story for all seeds, so that calls can be compared; the seed is that of the faults
    private const int StorySeed = 2027;
    private static readonly TimeSpan AtMost = TimeSpan.FromDays(6);

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("zoom-approver-hostile-");
    private readonly Story story;
    private readonly Random random;
    private SteppedService service = null!;

    private Run(Story story, int seed, ZoomSimulator zoom, VirtualClock clock) => (this.story, random, Zoom, Clock) = (story, new Random(seed), zoom, clock);

    public Story Story => story;

    public ZoomSimulator Zoom { get; }

    public VirtualClock Clock { get; }

    public FaultPlan Plan { get; private init; } = null!;

    /// <summary>Who registered, by registrant id.</summary>
    public ConcurrentDictionary<string, (Guest Guest, SimRegistrant Registrant)> Registered { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls that arrived at Zoom until the story was told. Connections refused are counted beside them.</summary>
    public int Calls { get; private set; }

    public int RefusedConnections => service.Refused.Count;

    public TimeSpan Told => Clock.GetUtcNow() - Begin;

    public TimeSpan Took { get; private set; }

    /// <summary>The whole story.</summary>
    /// <param name="share">Of Zoom's answers that go wrong.</param>
    public static async Task<Run> OfAsync(int seed, double share)
    {
        var watch = Stopwatch.StartNew();
        var run = await OpenAsync(new Story(StorySeed, Guests), seed, share);
        await run.TellAsync();
        run.Took = watch.Elapsed;
        return run;
    }

    /// <summary>Up to where Zoom was read for the first time and people may register.</summary>
    public static async Task<Run> OpenAsync(Story story, int seed, double share)
    {
        var clock = new VirtualClock(Begin);
        var zoom = await ZoomSimulator.StartAsync(new ZoomSimulatorOptions { Time = clock });
        var run = new Run(story, StorySeed, zoom, clock) { Plan = new FaultPlan(seed, share) { Move = new Mover(zoom).Move } };
        zoom.Faults.Plan = run.Plan;
        await run.StartAsync();
        return run;
    }

    /// <summary>Time goes on only after a long look: for a story that judges how long something took.</summary>
    public void LookLong() => service.LooksWhileSomeWait = 300;

    /// <summary>Every registration, as the API shows it.</summary>
    public async Task<IReadOnlyList<JsonElement>> LedgerAsync()
    {
        List<JsonElement> all = [];
        while (true)
        {
            var page = await service.GetAsync($"/api/registrations?pageSize=500&page={(all.Count / 500) + 1}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            if (all.Count >= page.GetProperty("total").GetInt32())
                return all;
        }
    }

    public Task<JsonElement> StatusAsync() => service.GetAsync("/api/status");

    /// <summary>They register, and Zoom tells us; of some it does not, and of some too late to be believed.</summary>
    public async Task DeliverAsync(IReadOnlyList<Guest> guests)
    {
        List<(byte[] Body, DeliveryOverrides? How)> deliveries = [];
        foreach (var guest in guests)
        {
            var registrant = Zoom.Register(Story.IdOf(guest.Meeting), $"guest{guest.Number}@example.com", "Guest", null, new SimAnswer("Código de invitación", guest.Answer));
            Registered[registrant.Id] = (guest, registrant);
            var chance = random.Next(100);
            if (chance >= 2) // the others are lost on the way
                deliveries.Add((ZoomSender.RegistrationCreated(Zoom.Find(Story.IdOf(guest.Meeting))!, registrant), chance == 2 ? new DeliveryOverrides { Skew = TimeSpan.FromMinutes(-20) } : null));
        }

        await Parallel.ForEachAsync(deliveries, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (delivery, token) =>
        {
            var answer = await service.Sender.DeliverAsync(delivery.Body, delivery.How, token);
            Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        });

    }

    /// <summary>One pass of what is owed to Zoom, and of what is to be asked there.</summary>
    /// <returns>When the next pass has something to do; null when nothing is owed.</returns>
    public async Task<DateTimeOffset?> SendAsync()
    {
        var sent = await service.PassAsync(new SendApprovals());
        var hints = await service.PassAsync(new ReadHints());
        var soon = Clock.GetUtcNow().AddSeconds(1);
        return !hints.Left || sent.NextDue < soon ? sent.NextDue : soon;
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await Zoom.DisposeAsync();
        home.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        for (var meeting = 0; meeting < Story.Meetings; meeting++)
            Venue.AddMeeting(Zoom, meeting);
        var csv = Path.Combine(home.FullName, "codes.csv");
        await File.WriteAllLinesAsync(csv, story.Rows);
        service = await SteppedService.StartAsync(Venue.SettingsFor(Zoom, home.FullName, csv), Clock, Zoom);

        await service.PassAsync(new CheckMeetings());
        await SweepUntilAsync(() => Task.FromResult(service.Agenda.Closed().Count == 0));
    }

    private async Task TellAsync()
    {
        await BurstsAsync(story.All.Take(story.All.Count * 2 / 3));
        await TrickleAsync(story.All.Skip(story.All.Count * 2 / 3));
        service.Agenda.AskAll(limited: false); // some deliveries were lost
        await SweepUntilAsync(KnowsEverybodyAsync);
        await SettleAsync();
        Calls = Zoom.Calls.Count;

        // Zoom is well again: what was wrong with it must be over
        Zoom.Faults.Plan = null;
        await service.IdleUntilAsync(Clock.GetUtcNow().AddMinutes(1));
        service.Agenda.AskAll(limited: false);
        await service.PassAsync(new SweepRegistrants());
        await service.PassAsync(new CheckMeetings());
    }

    /// <summary>Three great rushes, ten minutes apart.</summary>
    private async Task BurstsAsync(IEnumerable<Guest> guests)
    {
        var all = guests.ToList();
        foreach (var burst in all.Chunk((all.Count + 2) / 3))
        {
            var next = Clock.GetUtcNow().AddMinutes(10);
            await DeliverAsync(burst);
            await SendUntilAsync(next);
        }
    }

    /// <summary>Then a few every twenty minutes, for days.</summary>
    private async Task TrickleAsync(IEnumerable<Guest> guests)
    {
        foreach (var few in guests.Chunk(28))
        {
            var next = Clock.GetUtcNow().AddMinutes(20);
            await DeliverAsync(few);
            await SendUntilAsync(next);
        }
    }

    private async Task SweepUntilAsync(Func<Task<bool>> done)
    {
        while (!await done())
        {
            var report = await service.PassAsync(new SweepRegistrants());
            await service.IdleUntilAsync(report.NextDue);
            Assert.That(Told, Is.LessThan(AtMost), "Zoom is read for ever");
        }
    }

    private async Task<bool> KnowsEverybodyAsync() =>
        (await StatusAsync()).GetProperty("registrations").EnumerateObject().Sum(one => one.Value.GetInt32()) == Registered.Count + (Story.Meetings * Story.Strangers);

    private async Task SendUntilAsync(DateTimeOffset end)
    {
        while (await SendAsync() is { } next && next < end && Clock.GetUtcNow() < end)
            await service.IdleUntilAsync(next);
        await service.IdleUntilAsync(end);
    }

    private async Task SettleAsync()
    {
        while (await SendAsync() is { } next)
        {
            Assert.That(Told, Is.LessThan(AtMost), "somebody is tried for ever");
            await service.IdleUntilAsync(next);
        }
    }
}
