using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using ZoomApprover.Simulation.Tests.Story;

namespace ZoomApprover.Simulation.Tests;

/// <summary>
/// The test of the test: a bug of a few lines, planted in the service, breaks the promise that was named beforehand. The list says
/// which seed found it last, and which unit suites notice it too (tests/planted-bugs.sh checks that). A change of the service tells
/// other stories, so when that seed finds nothing any more the others are tried, and the one that does is printed for the list.
/// A story that breaks a promise without the bug shows nothing of it. PLANTED_NAMES searches for bugs of any rule instead of the
/// list's, in the first PLANTED_SEEDS stories: tests/find-planted.sh sets them.
/// </summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class PlantedBugTests
{
    private const string AnyRule = "R";
    private const int FewestBugs = 20;

    private static readonly List<(string Name, string Rule, ulong Seed, string NoticedBy)> Listed = Read();
    private static readonly IEnumerable<TestCaseData> Cases = Wanted().Select(bug => new TestCaseData(bug.Name, bug.Rule, bug.Seed).SetName($"Planted bug {bug.Name} breaks {bug.Rule}"));
    private static readonly int MostSeeds = int.Parse(Environment.GetEnvironmentVariable("PLANTED_SEEDS") ?? "2000", CultureInfo.InvariantCulture);
    private static readonly ConcurrentBag<ulong> Found = [];

    [TestCaseSource(nameof(Cases))]
    public void Planted_bug_breaks_its_promise(string name, string rule, ulong listed)
    {
        var (finds, violation) = Enumerable.Range(1, MostSeeds).Select(number => (ulong)number).Prepend(listed)
            .Select(seed => (seed, StoryRun.Play(seed, planted: name).Violation))
            .FirstOrDefault(played => played.Violation?.StartsWith(rule, StringComparison.Ordinal) == true && StoryRun.Play(played.seed).Violation is null);

        Assert.That(violation, Is.Not.Null, $"{name} went unnoticed in {MostSeeds} stories");
        if (finds != listed || rule == AnyRule)
        {
            TestContext.Progress.WriteLine($"{name} {violation![..2]} {finds}");
        }

        Found.Add(finds);
    }

    [Test]
    public void Many_bugs_are_planted() => Assert.That(Listed.Select(bug => bug.Name).Distinct().Count(), Is.GreaterThanOrEqualTo(FewestBugs));

    [Test]
    public void Many_bugs_are_noticed_by_no_unit_suite() =>
        Assert.That(Listed.Where(bug => bug.NoticedBy == "alone").Select(bug => bug.Name).Distinct().Count(), Is.GreaterThanOrEqualTo(FewestBugs));

    [Test]
    public void Each_bug_was_tried_with_the_unit_suites() =>
        Assert.That(Listed.Select(bug => bug.NoticedBy).Distinct(), Is.SubsetOf(new[] { "alone", "Domain", "Application", "Infrastructure" }));

    [OneTimeTearDown]
    public void TellTheMedian()
    {
        var seeds = Found.Order().ToList();
        if (seeds.Count > 0)
        {
            TestContext.Progress.WriteLine($"{seeds.Count} planted bugs, found by seed {seeds[seeds.Count / 2]} in the median, the last by seed {seeds[^1]}");
        }
    }

    private static IEnumerable<(string Name, string Rule, ulong Seed, string NoticedBy)> Wanted() =>
        Environment.GetEnvironmentVariable("PLANTED_NAMES") is { Length: > 0 } names ? names.Split(' ').Select(name => (name, AnyRule, 1UL, "")) : Listed;

    private static List<(string Name, string Rule, ulong Seed, string NoticedBy)> Read()
    {
        using var list = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("planted-bugs.txt")!);
        return [.. list.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Select(words => (words[0], words[1], ulong.Parse(words[2], CultureInfo.InvariantCulture), words[3]))];
    }
}
