using System.Globalization;

namespace ZoomApprover.Hostile.Tests;

/// <summary>10,000 registrations while 30 % of Zoom's answers go wrong, in every way that is known.</summary>
internal sealed class HostileZoomTests
{
    private const double Share = 0.3;
    private const double MostCalls = 1.8;
    private static readonly Lazy<Task<int>> CallsWithoutFaults = new(CountWithoutFaultsAsync);
    private static readonly SortedDictionary<string, int> Kinds = new(StringComparer.Ordinal);
    private static int refusedConnections;
    private static int seedsTold;

    private static IEnumerable<int> Seeds => Enumerable.Range(Number("ZOOMAPPROVER_SEED", 1), Number("ZOOMAPPROVER_SEEDS", 5));

    [Order(1)]
    [TestCaseSource(nameof(Seeds))]
    public async Task Everybody_ends_right_however_Zoom_behaves(int seed)
    {
        var without = await CallsWithoutFaults.Value;
        await using var run = await Run.OfAsync(seed, Share);

        var wrong = await new Judge(run).JudgeAsync();

        Count(run);
        var share = run.Plan.Counts.Values.Sum() / (double)run.Plan.Decided;
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"seed {seed}: {run.Calls} calls, {without} without faults ({run.Calls / (double)without:F2}); {share:P0} went wrong, {run.RefusedConnections} more found nobody; told {run.Told} in {run.Took.TotalSeconds:F0} s"));
        Assert.That(wrong, Is.Empty, Repeat(seed));
        Assert.That(share, Is.GreaterThan(Share - 0.03), Repeat(seed));
        Assert.That(run.Calls, Is.LessThanOrEqualTo(MostCalls * without), Repeat(seed));
    }

    [Order(2)]
    [Test]
    public async Task Every_way_to_go_wrong_was_met()
    {
        await TestContext.Out.WriteLineAsync($"{seedsTold} seeds: {string.Join(", ", Kinds.Select(kind => $"{kind.Key}: {kind.Value}"))}, refused connections: {refusedConnections}");

        Assert.That(seedsTold, Is.Positive, "the seeds run before this");
        Assert.That(Kinds.Where(kind => kind.Value == 0).Select(kind => kind.Key), Is.Empty);
        Assert.That(refusedConnections, Is.Positive);
    }

    private static async Task<int> CountWithoutFaultsAsync()
    {
        await using var run = await Run.OfAsync(seed: 0, share: 0);
        Assert.That(await new Judge(run).JudgeAsync(), Is.Empty);
        Assert.That(run.Zoom.Calls.Select(call => call.Status), Is.All.LessThan(300), "without faults nothing goes wrong");
        return run.Calls;
    }

    private static void Count(Run run)
    {
        foreach (var (kind, times) in run.Plan.Counts)
            Kinds[kind] = Kinds.GetValueOrDefault(kind) + times;
        refusedConnections += run.RefusedConnections;
        seedsTold++;
    }

    private static string Repeat(int seed) => $"seed {seed}; to repeat: tests/hostile-zoom.sh 1 {seed}";

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
