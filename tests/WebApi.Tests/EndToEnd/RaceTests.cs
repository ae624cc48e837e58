using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

internal sealed class RaceTests
{
    private const int Rounds = 200;
    private const int Rivals = 10;

    [Test]
    public async Task Ten_registrants_with_one_code_at_the_same_moment_are_one_approval_two_hundred_times()
    {
        var codes = Enumerable.Range(0, Rounds).Select(round => $"RACE{round:D6}").ToArray();
        await using var world = await World.WithCsvAsync(codes);
        await using var service = await world.StartAsync();
        var rivals = codes.Select((code, round) => Enumerable.Range(0, Rivals)
            .Select(rival => ZoomSender.RegistrationCreated(world.Meeting, world.Register($"r{round}x{rival}", code))).ToArray()).ToArray();

        for (var round = 0; round < Rounds; round++)
        {
            // each on a connection of its own, released by one barrier
            using var barrier = new Barrier(Rivals);
            var bodies = rivals[round];
            var answers = await Task.WhenAll(bodies.Select(body => Task.Factory.StartNew(
                async () =>
                {
                    barrier.SignalAndWait();
                    return await service.Sender.DeliverAsync(body);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
            Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200));
            Assert.That(answers.Count(answer => answer.Body.Contains("\"approved\"", StringComparison.Ordinal)), Is.EqualTo(1), $"round {round}");
        }

        await Wait.UntilAsync(() => world.Zoom.Approvals.Count >= Rounds, "all winners are approved");
        await Wait.UntilAsync(async () => (await service.GetAsync("/api/status")).GetProperty("zoom").GetProperty("owed").GetInt32() == 0, "nothing is owed");
        var winners = world.Zoom.Approvals.Select(approval => approval.Email.Split('x')[0]).ToList();
        Assert.That(winners, Has.Count.EqualTo(Rounds));
        Assert.That(winners, Is.Unique);
    }
}
