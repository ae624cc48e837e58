using System.Collections.Concurrent;
using System.Globalization;
using ZoomApprover.Simulation.Tests.Story;
using ZoomApprover.Simulation.Tests.World;

namespace ZoomApprover.Simulation.Tests;

/// <summary>
/// Stories by seed. SIMULATION_SEEDS and SIMULATION_FIRST say how many and from which on, SIMULATION_PLANTED switches a planted
/// bug on: tests/simulate.sh sets them.
/// </summary>
internal sealed class SimulationTests
{
    private const int FewestSeeds = 2_000;
    private const int FewestRegistrants = 20;
    private const ulong TwiceEvery = 4;

    // over the seeds of one run in CI; each was far above it when this was written
    private static readonly string[] NeverFewerThan200 =
    [
        "crashes", "lost answers", "history Released", "history Adopted", "history Displaced", "history LostRace", "versions lost", "mark repairs", "pauses", "take-overs",
        "restores", "clock jumps", "204 without effect", "deliveries dropped", "deliveries doubled", "deliveries replayed", "second processes refused",
    ];

    private static readonly ulong Seeds = Number("SIMULATION_SEEDS", FewestSeeds);
    private static readonly ulong First = Number("SIMULATION_FIRST", 1);
    private static readonly string? Planted = Environment.GetEnvironmentVariable("SIMULATION_PLANTED") is { Length: > 0 } name ? name : null;

    [Test]
    public void Every_story_keeps_the_promises_and_happens_the_same_way_twice()
    {
        var next = (long)First - 1;
        var (counts, ends, failed) = (new Counts(), new ConcurrentDictionary<ulong, StoryEnd>(), new ConcurrentBag<string>());
        var twice = 0;
        var workers = Enumerable.Range(0, Math.Max(2, Environment.ProcessorCount)).Select(_ => new Thread(Work)).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());

        TestContext.Progress.WriteLine($"{ends.Count} stories, {twice} of them played twice: {counts}");
        Assert.That(failed.Order(StringComparer.Ordinal).FirstOrDefault(), Is.Null);
        Assert.That(ends.Values.DistinctBy(end => end.Hash).Count(), Is.GreaterThanOrEqualTo(ends.Count * 99 / 100), "different seeds tell different stories");
        Assert.That(ends.Values.Min(end => end.Registrants), Is.GreaterThanOrEqualTo(FewestRegistrants));
        Assert.That(ends.Values.Min(end => end.Events), Is.GreaterThanOrEqualTo(StoryRun.FewestEvents));
        if (Seeds >= FewestSeeds)
        {
            Assert.That(NeverFewerThan200.Where(what => counts[what] < 200), Is.Empty, "every kind of trouble happens often");
        }

        Assert.That(counts["stories"], Is.EqualTo((long)Seeds));
        return;

        void Work()
        {
            while (failed.IsEmpty && Interlocked.Increment(ref next) is var mine && mine < (long)(First + Seeds))
            {
                Play((ulong)mine);
            }
        }

        void Play(ulong seed)
        {
            var once = StoryRun.Play(seed, planted: Planted);
            ends[seed] = once;
            lock (counts)
            {
                counts.Add(once.Counts);
            }

            if (once.Violation is not null)
            {
                failed.Add(Telling.Of(seed, once.Violation, Planted));
            }
            else if ((Seeds < FewestSeeds || seed % TwiceEvery == 0) && !IsToldAgain(once))
            {
                failed.Add($"Seed {seed} told two stories: something in it is not the seed's.");
            }
        }

        bool IsToldAgain(StoryEnd once)
        {
            Interlocked.Increment(ref twice);
            return StoryRun.Play(once.Seed, planted: Planted).Hash == once.Hash;
        }
    }

    private static ulong Number(string name, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
