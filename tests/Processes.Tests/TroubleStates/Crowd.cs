using System.Diagnostics;
using System.Globalization;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests.TroubleStates;

/// <summary>Two hundred guests with a code each. Zoom delivers each at most four times, three seconds long, and repeats 5xx and silence only.</summary>
internal sealed class Crowd : IDisposable
{
    public const int Size = 200;
    private const int Attempts = 4;

    private readonly World world;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly ZoomSender sender;
    private readonly Dictionary<SimRegistrant, byte[]> undelivered;
    private readonly List<string> rounds = [];
    private readonly Lock gate = new();
    private int attempt;

    /// <param name="clock">Zoom's.</param>
    /// <param name="moved">All fields of the deliveries have moved to other places.</param>
    public Crowd(World world, Uri service, TimeProvider? clock = null, bool moved = false)
    {
        this.world = world;
        sender = new ZoomSender(client, new Uri(service, "/webhooks/zoom"), World.Secret, clock);
        Guests = [.. Enumerable.Range(0, Size).Select(number => world.Register($"guest{number}", Code(number)))];
        undelivered = Guests.ToDictionary(guest => guest, guest => moved
            ? """{"event":"meeting.registration_created","data":{"meeting":"86012345678","person":{"key":"moved"}}}"""u8.ToArray()
            : ZoomSender.RegistrationCreated(world.Meeting, guest));
    }

    public static string[] Codes => [.. Enumerable.Range(0, Size).Select(Code)];

    public IReadOnlyList<SimRegistrant> Guests { get; }

    /// <summary>Delivers everybody whom Zoom would try now.</summary>
    /// <param name="over">They arrive evenly over this time, however the service fares; all at once by default.</param>
    /// <param name="during">Runs beside the deliveries.</param>
    /// <returns>How often each status was answered; 0 is no answer.</returns>
    public async Task<IReadOnlyDictionary<int, int>> DeliverAsync(TimeSpan over = default, Func<Task>? during = null)
    {
        Assert.That(++attempt, Is.LessThanOrEqualTo(Attempts), "Zoom has given up");
        Dictionary<int, int> answers = [];
        var longest = TimeSpan.Zero;
        var deliveries = undelivered.ToList().Select(async (one, number) =>
        {
            await Task.Delay(over * number / Size);
            var clock = Stopwatch.StartNew();
            var result = await sender.DeliverAsync(one.Value);
            lock (gate)
            {
                longest = clock.Elapsed > longest ? clock.Elapsed : longest;
                answers[result.Status] = answers.GetValueOrDefault(result.Status) + 1;
                if (!result.IsRepeated)
                {
                    undelivered.Remove(one.Key);
                }
            }
        });
        await Task.WhenAll([during?.Invoke() ?? Task.CompletedTask, .. deliveries]);
        rounds.Add(string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", answers.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value}"))} (longest {longest.TotalMilliseconds:F0} ms)"));
        return answers;
    }

    /// <summary>The trouble is over: what was not taken is delivered again, and everybody is decided.</summary>
    public async Task AllAreDecidedAsync()
    {
        while (undelivered.Count > 0)
        {
            var answers = await DeliverAsync();
            Assert.That(answers.Keys, Is.SubsetOf(new[] { 200, 503 }));
        }

        await Wait.UntilAsync(() => Guests.All(guest => guest.Status == SimRegistrant.Approved), "everybody is in");
        Assert.That(world.Zoom.Approvals.CountBy(one => one.RegistrantId).All(one => one.Value == 1), Is.True, "approved once each");
        await TestContext.Out.WriteLineAsync($"answers: {string.Join("; then ", rounds)}; all {Size} approved");
    }

    public void Dispose() => client.Dispose();

    private static string Code(int number) => string.Create(CultureInfo.InvariantCulture, $"GUEST{number:D5}");
}
