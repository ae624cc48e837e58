using System.Collections.Concurrent;
using System.Diagnostics;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests;

/// <param name="Code">In the list, unless it begins with NOPE.</param>
internal sealed record Arrival(SimRegistrant Registrant, string Code);

/// <summary>
/// Registrations at fixed times, however the service fares: one in ten uses a code that somebody has used already, one in
/// twenty a code that is in no list. What is not answered 200 is delivered again, signed anew.
/// </summary>
internal sealed class OpenLoop : IAsyncDisposable
{
    private const int PerSecond = 100;
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly World world;
    private readonly ZoomSender sender;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly Random chance;
    private readonly CancellationTokenSource noMore = new();
    private readonly CancellationTokenSource abandoned = new();
    private readonly List<Arrival> arrivals = [];
    private readonly List<Task> deliveries = [];
    private readonly ConcurrentDictionary<string, DateTimeOffset> taken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, int> answers = new();
    private readonly Task arriving;
    private int distinct;

    public OpenLoop(World world, Uri service, Random chance)
    {
        (this.world, this.chance) = (world, chance);
        world.Meeting.MaxRegistrants = MostCodes * 2;
        sender = new ZoomSender(client, new Uri(service, "/webhooks/zoom"), World.Secret);
        arriving = Task.Run(ArriveAsync);
    }

    /// <summary>How many codes the list must hold.</summary>
    public const int MostCodes = 20_000;

    public static IEnumerable<string> Codes => Enumerable.Range(0, MostCodes).Select(Code);

    /// <summary>To be read after the end.</summary>
    public IReadOnlyList<Arrival> Arrivals => arrivals;

    /// <summary>When each registrant's delivery was answered 200.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Taken => taken;

    /// <summary>How often each status was answered; 0 is no answer.</summary>
    public IReadOnlyDictionary<int, int> Answers => answers;

    /// <summary>Nobody arrives any more; returns when every delivery was answered 200.</summary>
    public async Task EndAsync()
    {
        await noMore.CancelAsync();
        await arriving;
        await Task.WhenAll(deliveries).WaitAsync(Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await noMore.CancelAsync();
        await abandoned.CancelAsync();
        await Task.WhenAll([arriving, .. deliveries]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Dispose();
        noMore.Dispose();
        abandoned.Dispose();
    }

    private static string Code(int number) => $"STORM{number:D5}";

    private async Task ArriveAsync()
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; distinct < MostCodes && !noMore.IsCancellationRequested; i++)
        {
            if (TimeSpan.FromSeconds((double)i / PerSecond) - clock.Elapsed is { Ticks: > 0 } early)
            {
                await Task.Delay(early, noMore.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            var code = chance.Next(100) switch
            {
                < 10 when arrivals.Count > 0 => arrivals[^chance.Next(1, Math.Min(arrivals.Count, 100) + 1)].Code,
                < 15 => $"NOPE{i:D6}",
                _ => Code(distinct++),
            };
            var registrant = world.Register($"storm-{i}", code);
            arrivals.Add(new Arrival(registrant, code));
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
                taken[registrant.Id] = DateTimeOffset.UtcNow;
                return;
            }

            await Task.Delay(RepeatAfter, abandoned.Token);
        }
    }
}
