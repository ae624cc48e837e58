using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.DiskTrials;

/// <param name="Code">In the list; one in ten is somebody else's too.</param>
internal sealed record Guest(SimRegistrant Registrant, string Code);

/// <param name="Outcome">approved or waiting, as the 200 said.</param>
internal sealed record Promise(string Outcome, DateTimeOffset At);

/// <summary>Registers guests at fixed times and delivers them like Zoom, but repeats what was not taken after half a second. Notes every promise outside of what is tried.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(500);

    private readonly World world;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly ZoomSender sender;
    private readonly Random chance;
    private readonly int perSecond;
    private readonly CancellationTokenSource noMore = new();
    private readonly CancellationTokenSource abandoned = new();
    private readonly List<Guest> guests = [];
    private readonly List<Task> deliveries = [];
    private readonly ConcurrentDictionary<string, Promise> promises = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, int> answers = new();
    private readonly Task arriving;
    private int distinct;

    public Crowd(World world, Uri service, Random chance, int perSecond)
    {
        (this.world, this.chance, this.perSecond) = (world, chance, perSecond);
        sender = new ZoomSender(client, new Uri(service, "/webhooks/zoom"), World.Secret);
        arriving = Task.Run(ArriveAsync);
    }

    /// <summary>To be read after the end.</summary>
    public IReadOnlyList<Guest> Guests => guests;

    /// <summary>By registrant: who was answered 200.</summary>
    public IReadOnlyDictionary<string, Promise> Promises => promises;

    /// <summary>How often each status was answered; 0 is no answer.</summary>
    public IReadOnlyDictionary<int, int> Answers => answers;

    /// <summary>Nobody arrives any more, and nothing is repeated.</summary>
    public async Task AbandonAsync()
    {
        await noMore.CancelAsync();
        await abandoned.CancelAsync();
        await Task.WhenAll([arriving, .. deliveries]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Nobody arrives any more.</summary>
    public async Task CloseAsync()
    {
        await noMore.CancelAsync();
        await arriving;
    }

    /// <summary>Nobody arrives any more; returns when everybody was taken.</summary>
    public async Task EndAsync(TimeSpan limit)
    {
        await CloseAsync();
        await Patience.UntilAsync(() => promises.Count == guests.Count, limit, () => $"everybody is taken; {guests.Count - promises.Count} are not");
        await Task.WhenAll(deliveries);
    }

    public async ValueTask DisposeAsync()
    {
        await AbandonAsync();
        client.Dispose();
        noMore.Dispose();
        abandoned.Dispose();
    }

    private async Task ArriveAsync()
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; distinct < World.Codes && !noMore.IsCancellationRequested; i++)
        {
            if (TimeSpan.FromSeconds((double)i / perSecond) - clock.Elapsed is { Ticks: > 0 } early)
            {
                await Task.Delay(early, noMore.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            var code = guests.Count > 0 && chance.Next(10) == 0 ? guests[^chance.Next(1, Math.Min(guests.Count, 100) + 1)].Code : World.Code(distinct++);
            var registrant = world.Zoom.Register(World.MeetingId, $"trial-{i}@example.com", $"trial-{i}", "Canaria", new SimAnswer("Código de invitación", code));
            guests.Add(new Guest(registrant, code));
            deliveries.Add(DeliverAsync(registrant));
        }
    }

    private async Task DeliverAsync(SimRegistrant registrant)
    {
        var body = ZoomSender.RegistrationCreated(world.Meeting, registrant);
        while (true)
        {
            var result = await sender.DeliverAsync(body, cancellationToken: abandoned.Token);
            answers.AddOrUpdate(result.Status, 1, (_, count) => count + 1);
            if (result.IsSuccess)
            {
                using var answer = JsonDocument.Parse(result.Body);
                promises[registrant.Id] = new Promise(answer.RootElement.GetProperty("outcome").GetString()!, DateTimeOffset.UtcNow);
                return;
            }

            await Task.Delay(RepeatAfter, abandoned.Token); // Zoom waits before it delivers again
        }
    }
}
