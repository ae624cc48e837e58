using System.Text.RegularExpressions;

namespace ZoomApprover.Architecture.Tests;

/// <summary>docs/reliability.md says which test proves each promise, and which planted bug that test must catch: all of it exists.</summary>
internal sealed partial class ReliabilityTests
{
    private const int Promises = 7;

    [GeneratedRegex(@"^## Promise (\d)", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"Planted\.Is\(""([^""]+)""\)")]
    private static partial Regex Switch();

    private static string Document => File.ReadAllText(Path.Combine(Tree.Root, "docs", "reliability.md"));

    [Test]
    public void Each_promise_names_a_test_and_a_planted_bug_that_the_test_must_catch()
    {
        var sections = Sections();

        Assert.That(sections.Keys, Is.EquivalentTo(Enumerable.Range(1, Promises)));
        foreach (var (promise, rows) in sections)
        {
            Assert.That(rows, Is.Not.Empty, $"promise {promise} has no rows");
            Assert.That(rows.Where(row => row.Tests.Count > 0 && row.Bugs.Count > 0), Is.Not.Empty, $"promise {promise} names no test with its planted bug");
        }
    }

    [Test]
    public void Each_test_that_is_named_exists()
    {
        var sources = Tree.Sources("tests");
        var missing = Sections().Values.SelectMany(rows => rows).SelectMany(row => row.Tests).Distinct().Where(test => !Exists(test)).ToList();

        Assert.That(missing, Is.Empty);

        bool Exists(string test) => test.Split('.') is [var type, var method]
            && sources.Any(file => Regex.IsMatch(file.Text, $@"\bclass {Regex.Escape(type)}\b") && Regex.IsMatch(file.Text, $@"\b{Regex.Escape(method)}\("));
    }

    [Test]
    public void Each_planted_bug_is_named_and_each_name_is_planted()
    {
        var planted = Directory.EnumerateFiles(Path.Combine(Tree.Root, "tests", "TestBuild", "Patches"), "*.patch", SearchOption.AllDirectories)
            .SelectMany(file => Switch().Matches(File.ReadAllText(file)).Select(found => found.Groups[1].Value)).Distinct().ToList();
        var named = Sections().Values.SelectMany(rows => rows).SelectMany(row => row.Bugs).Distinct().ToList();

        Assert.That(planted, Is.Not.Empty);
        Assert.That(named, Is.EquivalentTo(planted));
    }

    [Test]
    public void Each_script_that_is_named_exists()
    {
        var scripts = Quoted().Matches(Document).Select(found => found.Groups[1].Value.Split(' ')[0]).Where(word => word.EndsWith(".sh", StringComparison.Ordinal)).Distinct().ToList();

        Assert.That(scripts, Is.Not.Empty);
        Assert.That(scripts.Where(script => !File.Exists(Path.Combine(Tree.Root, script))), Is.Empty);
    }

    /// <summary>The rows of each promise's table: what is proven, tests, planted bugs, by hand.</summary>
    private static Dictionary<int, List<Row>> Sections()
    {
        var text = Document;
        var headings = Heading().Matches(text).ToList();
        return headings.Select((heading, i) => (
                Promise: int.Parse(heading.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
                Text: text[heading.Index..(i + 1 < headings.Count ? headings[i + 1].Index : text.Length)]))
            .ToDictionary(section => section.Promise, section => Rows(section.Text));
    }

    private static List<Row> Rows(string section) => [.. section.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Split('|')).Where(cells => cells.Length >= 5 && (cells[2] + cells[3]).Contains('`', StringComparison.Ordinal))
        .Select(cells => new Row(Names(cells[2]), Names(cells[3])))];

    private static List<string> Names(string cell) => [.. Quoted().Matches(cell).Select(found => found.Groups[1].Value)];

    private sealed record Row(List<string> Tests, List<string> Bugs);
}
