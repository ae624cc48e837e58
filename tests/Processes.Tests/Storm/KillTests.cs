namespace ZoomApprover.Processes.Tests.Storm;

/// <summary>The service is killed at random moments under load.</summary>
[Parallelizable]
internal sealed class KillTests
{
    private const int KillsARound = 12;

    [Test]
    public async Task Kill_at_any_moment_loses_nobody_and_admits_nobody_twice()
    {
        var (kills, seed) = (Wanted.Kills ?? KillsARound, Wanted.Seed);
        List<TimeSpan> starts = [];

        for (var (done, round) = (0, seed); done < kills; done += KillsARound, round++)
        {
            var now = Math.Min(kills - done, KillsARound);
            TestContext.Out.WriteLine($"again: tests/kill-storm.sh {now} {round}");
            await using var storm = new StormRound(now, round, service => service.KillAsync());
            await storm.RunAsync();
            starts.AddRange(storm.Starts);
        }

        TestContext.Out.WriteLine($"{kills} kills from seed {seed}: nobody lost, no code used twice; {Figures.Of("ready", starts)}");
    }
}
