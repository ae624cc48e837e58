using System.Diagnostics;
using System.Globalization;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests.Replicas;

/// <summary>One code, many who want it, three processes that take deliveries.</summary>
internal sealed class ReplicaRaceTests
{
    private const int Rounds = 200;
    private const int Rivals = 10;
    private const int RepeatedIn = 4;

    // more by hand: tests/race.sh 10000000
    private static readonly int Claims = int.Parse(Environment.GetEnvironmentVariable("ZOOMAPPROVER_CLAIMS") ?? "2000", CultureInfo.InvariantCulture);

    private World world = null!;
    private Trio trio = null!;
    private ZoomSender[] doors = [];
    private HttpClient client = null!;

    private static string[] Raced => [.. Enumerable.Range(0, Rounds).Select(round => $"RACE{round:D6}")];

    private static string[] Wanted => [.. Enumerable.Range(0, Math.Min(1_000, Claims / 200)).Select(code => $"MANY{code:D6}")];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync([.. Raced, .. Wanted]);
        world.Meeting.MaxRegistrants = Rounds * Rivals + Claims;
        trio = await Trio.StartAsync(ServiceProcess.Environment(world, 0));
        await HaveListAsync(Raced.Length + Wanted.Length);
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        doors = [.. trio.All.Select(one => new ZoomSender(client, new Uri(one.Process.Address, "/webhooks/zoom"), World.Secret))];
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        client.Dispose();
        await trio.DisposeAsync();
        await world.DisposeAsync();
    }

    [Test]
    public async Task Ten_uses_of_one_code_spread_over_three_replicas_are_one_approval_two_hundred_times_and_repeats_anywhere_are_answered_the_same()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var barrier = new Barrier(Rivals);
            var bodies = Enumerable.Range(0, Rivals).Select(rival => ZoomSender.RegistrationCreated(world.Meeting, world.Register($"r{round}x{rival}", Raced[round]))).ToArray();
            var answers = await Task.WhenAll(bodies.Select((body, rival) => Task.Factory.StartNew(
                async () =>
                {
                    barrier.SignalAndWait();
                    return await DeliverAsync(doors[rival % doors.Length], body);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

            Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200));
            Assert.That(answers.Count(IsApproved), Is.EqualTo(1), $"round {round}");
            if (round % RepeatedIn != 0)
            {
                continue;
            }

            var winner = Array.FindIndex(answers, IsApproved);
            var again = await Task.WhenAll(doors.Select(door => DeliverAsync(door, bodies[winner])));
            Assert.That(again.Count(IsApproved), Is.EqualTo(doors.Length), "the same delivery at any door is the same registration");
        }

        await Wait.UntilAsync(() => Approved('r').Count >= Rounds, "all winners are approved");
        Assert.That(Approved('r').Select(email => email.Split('x')[0]).ToList(), Is.Unique.And.Count.EqualTo(Rounds));
    }

    [Test]
    public async Task Thousands_of_claims_from_three_replicas_on_few_codes_leave_one_winner_each()
    {
        var codes = Wanted;
        var (next, approved, clock) = (-1, 0, Stopwatch.StartNew());

        await Task.WhenAll(Enumerable.Range(0, 96).Select(async sender =>
        {
            while (Interlocked.Increment(ref next) is var number && number < Claims)
            {
                var body = ZoomSender.RegistrationCreated(world.Meeting, world.Register($"m{number}", codes[number % codes.Length]));
                var answer = await DeliverAsync(doors[sender % doors.Length], body);
                Interlocked.Add(ref approved, IsApproved(answer) ? 1 : 0);
            }
        }));

        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Claims} claims on {codes.Length} codes from three replicas in {clock.Elapsed.TotalSeconds:F1} s: {Claims / clock.Elapsed.TotalSeconds:F0} a second, {approved} winners"));
        Assert.That(approved, Is.EqualTo(codes.Length));
        await Wait.UntilAsync(() => Approved('m').Count >= codes.Length, "all winners are approved");
        Assert.That(Approved('m'), Has.Count.EqualTo(codes.Length));
    }

    private List<string> Approved(char who) => [.. world.Zoom.Approvals.Select(approval => approval.Email).Where(email => email.StartsWith(who))];

    // as Zoom does: 503 and silence come again
    private static async Task<DeliveryResult> DeliverAsync(ZoomSender door, byte[] body)
    {
        while (true)
        {
            if (await door.DeliverAsync(body) is { IsRepeated: false } answer)
            {
                return answer;
            }
        }
    }

    private static bool IsApproved(DeliveryResult answer) => answer.Body.Contains("\"approved\"", StringComparison.Ordinal);

    // a follower takes the copy over within a second; what it lacks waits for the leader's next reading
    private Task HaveListAsync(int codes) => Patience.UntilAsync(
        async () => (await Task.WhenAll(trio.All.Select(one => one.Process.GetAsync("/api/status")))).All(status => status.GetProperty("list").GetProperty("rows").GetInt32() == codes),
        TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(50), () => "every replica has the list");
}
