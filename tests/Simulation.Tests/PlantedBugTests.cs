using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using ZoomApprover.Simulation.Tests.Story;

namespace ZoomApprover.Simulation.Tests;

/// <summary>
/// The test of the test: a bug of a few lines, planted in the service, breaks the promise that was named beforehand. The list says
/// which seed found it last. A change of the service tells other stories, so when that seed finds nothing any more the others are
/// tried, and the one that does is printed for the list.
/// </summary>
internal sealed class PlantedBugTests
{
    private const ulong MostSeeds = 2_000;

    private static readonly List<(string Name, string Rule, ulong Seed)> Bugs = Read();
    private static readonly IEnumerable<TestCaseData> Cases = Bugs.Select(bug => new TestCaseData(bug.Name, bug.Rule, bug.Seed).SetName($"Planted bug {bug.Name} breaks {bug.Rule}"));
    private static readonly ConcurrentBag<ulong> Found = [];

    [TestCaseSource(nameof(Cases))]
    public void Planted_bug_breaks_its_promise(string name, string rule, ulong listed)
    {
        var seeds = new[] { listed }.Concat(Enumerable.Range(1, (int)MostSeeds).Select(number => (ulong)number));

        var finds = seeds.FirstOrDefault(seed => Breaks(name, rule, seed));

        Assert.That(finds, Is.Not.Zero, $"{name} went unnoticed in {MostSeeds} stories");
        Assert.That(StoryRun.Play(finds).Violation, Is.Null, "the same story without the bug");
        Found.Add(finds);
        if (finds != listed)
        {
            TestContext.Progress.WriteLine($"{name} {rule} {finds}");
        }
    }

    [Test]
    public void Many_bugs_are_planted() => Assert.That(Bugs.Select(bug => bug.Name).Distinct().Count(), Is.GreaterThanOrEqualTo(5));

    [OneTimeTearDown]
    public void TellTheMedian()
    {
        var seeds = Found.Order().ToList();
        if (seeds.Count > 0)
        {
            TestContext.Progress.WriteLine($"{seeds.Count} planted bugs, found by seed {seeds[seeds.Count / 2]} in the median, the last by seed {seeds[^1]}");
        }
    }

    private static bool Breaks(string name, string rule, ulong seed) =>
        StoryRun.Play(seed, planted: name).Violation is { } violation && violation.StartsWith(rule + ":", StringComparison.Ordinal);

    private static List<(string Name, string Rule, ulong Seed)> Read()
    {
        using var list = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("planted-bugs.txt")!);
        return [.. list.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Select(words => (words[0], words[1], ulong.Parse(words[2], CultureInfo.InvariantCulture)))];
    }
}
