using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests.Replicas;

/// <summary>One code, many who want it, three processes that take deliveries.</summary>
internal sealed class ReplicaRaceTests
{
    private const int Rounds = 200;
    private const int Rivals = 10;
    private const int RepeatedIn = 4;

    private World world = null!;
    private Trio trio = null!;
    private ZoomSender[] doors = [];
    private HttpClient client = null!;

    private static string[] Raced => [.. Enumerable.Range(0, Rounds).Select(round => $"RACE{round:D6}")];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync([.. Raced, .. Claiming.Codes]);
        world.Meeting.MaxRegistrants = Rounds * Rivals + Claiming.Claims;
        trio = await Trio.StartAsync(ServiceProcess.Environment(world, 0));
        await HaveListAsync(Raced.Length + Claiming.Codes.Length);
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
                    return await Claiming.DeliverAsync(doors[rival % doors.Length], body);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

            Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200));
            Assert.That(answers.Count(Claiming.IsApproved), Is.EqualTo(1), $"round {round}");
            if (round % RepeatedIn != 0)
            {
                continue;
            }

            var winner = Array.FindIndex(answers, Claiming.IsApproved);
            var again = await Task.WhenAll(doors.Select(door => Claiming.DeliverAsync(door, bodies[winner])));
            Assert.That(again.Count(Claiming.IsApproved), Is.EqualTo(doors.Length), "the same delivery at any door is the same registration");
        }

        await Wait.UntilAsync(() => Approved('r').Count >= Rounds, "all winners are approved");
        Assert.That(Approved('r').Select(email => email.Split('x')[0]).ToList(), Is.Unique.And.Count.EqualTo(Rounds));
    }

    [Test]
    public Task Thousands_of_claims_from_three_replicas_on_few_codes_leave_one_winner_each() => Claiming.RaceAsync(world, doors, "from three replicas");

    private List<string> Approved(char who) => Claiming.Approved(world, who);

    // a follower takes the copy over within a second; what it lacks waits for the leader's next reading
    private Task HaveListAsync(int codes) => Patience.UntilAsync(
        async () => (await Task.WhenAll(trio.All.Select(one => one.Process.GetAsync("/api/status")))).All(status => status.GetProperty("list").GetProperty("rows").GetInt32() == codes),
        TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(50), () => "every replica has the list");
}
