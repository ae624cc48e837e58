using System.Text.RegularExpressions;

namespace ZoomApprover.Architecture.Tests;

/// <summary>What the compiler cannot hold, held by reading the sources.</summary>
internal sealed partial class SourceTests
{
    [GeneratedRegex(@"\b(Refit|Dapper|Microsoft\.Data\.Sqlite|Npgsql|Google\.Apis|DbUp|CsvHelper|Polly)\b[\w.]*;")]
    private static partial Regex OutsideThings();

    [GeneratedRegex(@"(new Regex\(|\bRegex \w+(\([^)]*\))?\s*=>?\s*new\()[^;]*;")]
    private static partial Regex Built();

    [GeneratedRegex(@"\bRegex\.(IsMatch|Match|Matches|Replace|Split|Count|EnumerateMatches)\(")]
    private static partial Regex Static();

    [GeneratedRegex(@"\b(DateTime\.(UtcNow|Now|Today)|DateTimeOffset\.(UtcNow|Now)|Random\.Shared|Guid\.NewGuid|Thread\.Sleep)\b")]
    private static partial Regex Clocks();

    [GeneratedRegex(@"(?<![\w.])(Stopwatch\.|Environment\.TickCount|new Random\()")]
    private static partial Regex HiddenClocks();

    [Test]
    public void Clients_of_outside_things_are_used_in_Infrastructure_only()
    {
        var used = Tree.Sources("src").Where(file => !file.Path.StartsWith("src/Infrastructure/", StringComparison.Ordinal))
            .SelectMany(file => OutsideThings().Matches(file.Text).Where(found => IsUsing(file.Text, found.Index)).Select(found => $"{file.Path}: {found.Value}"))
            .ToList();

        // these read from the connection string where the ledger's folder is
        Assert.That(used, Is.EquivalentTo(new[]
        {
            "src/WebApi/Configuration/Sections/LedgerSection.cs: Microsoft.Data.Sqlite;", "src/WebApi/Start/Commands.cs: Microsoft.Data.Sqlite;",
        }));
    }

    [Test]
    public void OpenTelemetry_is_named_in_one_folder_only()
    {
        var files = Tree.Sources("src").Where(file => file.Text.Contains("using OpenTelemetry", StringComparison.Ordinal)).Select(file => file.Path).ToList();

        Assert.That(files, Is.Not.Empty.And.All.StartsWith("src/WebApi/Telemetry/"));
    }

    [Test]
    public void Expression_built_while_running_cannot_backtrack()
    {
        var built = Tree.Sources("src").SelectMany(file => Built().Matches(file.Text).Select(found => (file.Path, Line: found.Value))).ToList();

        Assert.That(built.Select(one => one.Path), Does.Contain("src/Domain/Codes/CodeFormat.cs"), "the scan sees what it should");
        Assert.That(built.Where(one => !one.Line.Contains("RegexOptions.NonBacktracking", StringComparison.Ordinal)), Is.Empty);
        Assert.That(Tree.Sources("src").Where(file => Static().IsMatch(file.Text)).Select(file => file.Path), Is.Empty, "these would backtrack");
    }

    // the compiler writes these out, with backtracking: each was looked at, is short and fixed, and repeats nothing inside a repetition
    private static readonly string[] WithFixedExpressions =
    [
        "src/Infrastructure/Ledger/Postgres/PostgresText.cs", "src/Infrastructure/Sheets/GoogleKeyFile.cs", "src/Infrastructure/Zoom/Answers/Refusal.cs", "src/Infrastructure/Zoom/Answers/ZoomError.cs", "src/WebApi/Texts/Details.cs",
    ];

    [Test]
    public void Expression_that_may_backtrack_stands_only_where_it_was_looked_at()
    {
        var generated = Tree.Sources("src").Where(file => file.Text.Contains("[GeneratedRegex(", StringComparison.Ordinal)).Select(file => file.Path);

        Assert.That(generated, Is.EquivalentTo(WithFixedExpressions));
    }

    [Test]
    public void Time_and_chance_are_handed_in()
    {
        var used = Tree.Sources("src").SelectMany(file => Clocks().Matches(file.Text).Concat(HiddenClocks().Matches(file.Text)).Select(found => $"{file.Path}: {found.Value}"));

        Assert.That(used, Is.Empty);
    }

    // each was looked at: they leave the caller's thread, and say why
    private static readonly string[] WithBannedCalls =
    [
        "src/Infrastructure/Csv/CsvInvitationList.cs", "src/Infrastructure/Ledger/Postgres/PostgresLead.cs", "src/Infrastructure/Ledger/ProcessEnd.cs", "src/Infrastructure/Ledger/Sql/LedgerWriter.cs",
    ];

    [Test]
    public void Banned_call_is_allowed_only_where_it_was_looked_at()
    {
        var allowed = Tree.Sources("src").Where(file => file.Text.Contains("RS0030", StringComparison.Ordinal)).Select(file => file.Path);

        Assert.That(allowed, Is.EquivalentTo(WithBannedCalls));
    }

    [Test]
    public void Passes_and_rules_wait_for_nothing_by_sleeping()
    {
        var waits = Tree.Sources("src").Where(file => file.Path.StartsWith("src/Domain/", StringComparison.Ordinal) || file.Path.StartsWith("src/Application/", StringComparison.Ordinal))
            .Where(file => file.Text.Contains("Task.Delay", StringComparison.Ordinal));

        Assert.That(waits.Select(file => file.Path), Is.Empty);
    }

    [Test]
    public void Tests_of_the_rules_and_use_cases_never_sleep()
    {
        var sleeping = Tree.Sources("tests").Where(file => file.Path.StartsWith("tests/Domain.Tests/", StringComparison.Ordinal) || file.Path.StartsWith("tests/Application.Tests/", StringComparison.Ordinal))
            .Where(file => file.Text.Contains("Task.Delay", StringComparison.Ordinal) || file.Text.Contains("Thread.Sleep", StringComparison.Ordinal));

        Assert.That(sleeping.Select(file => file.Path), Is.Empty);
    }

    private static bool IsUsing(string text, int at) => text.LastIndexOf("using ", at, StringComparison.Ordinal) is var start && start >= 0
        && !text[start..at].Contains('\n', StringComparison.Ordinal);
}
