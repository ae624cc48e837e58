using System.Diagnostics;

namespace ZoomApprover.Processes.Tests.Storm;

/// <summary>SIGTERM under load, as a service manager or a container sends it.</summary>
[Parallelizable]
internal sealed class TerminationTests
{
    private const int Terminations = 6;

    // the wanted figure is 10 s
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(50);

    [Test]
    public async Task Termination_under_load_ends_tidily_and_loses_nobody()
    {
        TestContext.Out.WriteLine($"again: ZOOMAPPROVER_SEED={Wanted.Seed} dotnet test tests/Processes.Tests --filter FullyQualifiedName~Storm.TerminationTests");
        List<TimeSpan> exits = [];
        await using var storm = new StormRound(Terminations, Wanted.Seed, EndAsync);

        await storm.RunAsync();

        TestContext.Out.WriteLine($"{Figures.Of("ready", storm.Starts)}; {Figures.Of("ended", exits)}");
        Assert.That(exits.Max(), Is.LessThan(ExitLimit));

        async Task EndAsync(ServiceProcess service)
        {
            var clock = Stopwatch.StartNew();
            var end = await service.TerminateAsync();
            exits.Add(clock.Elapsed);
            Assert.That(end.Errors, Is.Empty);
            Assert.That(end.Code, Is.Zero.Or.EqualTo(143), "143: it had not yet begun to listen to signals");
        }
    }
}
