using System.Reflection;
using Dapper;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

internal sealed class QueryPlanTests
{
    // left to itself SQLite takes the claims of the whole list first and looks each up among the codes: a million times two thousand
    [TestCaseSource(nameof(AboutCodes))]
    public async Task Question_about_some_codes_begins_with_the_codes(string sql)
    {
        await using var ledger = await A.Ledger();

        var steps = ledger.Connection.Query<(int Id, int Parent, int NotUsed, string Detail)>($"explain query plan {sql}").Select(step => step.Detail).ToList();

        var (codes, joined) = (steps.FindIndex(step => step.StartsWith("SCAN wanted", StringComparison.Ordinal)), steps.FindIndex(step => step.StartsWith("SEARCH c ", StringComparison.Ordinal)));
        Assert.That(joined, Is.GreaterThan(codes), string.Join('\n', steps));
        Assert.That(steps[joined], Does.Contain("code=?"));
    }

    // asked at every pass: with a million registrations each of them would take seconds
    [TestCaseSource(nameof(AboutOwedCalls))]
    public async Task Question_about_owed_calls_looks_at_no_other_registrations(string sql)
    {
        await using var ledger = await A.Ledger();

        var steps = ledger.Connection.Query<(int Id, int Parent, int NotUsed, string Detail)>($"explain query plan {sql}").Select(step => step.Detail).ToList();

        Assert.That(steps, Has.Some.Contains("USING INDEX registrations_owed"), string.Join('\n', steps));
    }

    [TestCaseSource(nameof(AboutGuesses))]
    public async Task Look_at_guesses_scans_nothing_that_grows_with_them(string sql)
    {
        await using var ledger = await A.Ledger();

        var steps = ledger.Connection.Query<(int Id, int Parent, int NotUsed, string Detail)>($"explain query plan {sql}").Select(step => step.Detail).ToList();

        Assert.That(steps.Where(step => step.StartsWith("SCAN", StringComparison.Ordinal) || step.Contains("TEMP B-TREE", StringComparison.Ordinal)), Is.Empty, string.Join('\n', steps));
    }

    // kept plans do not look at what is given: only a number that is spelled out finds its partial index
    [TestCaseSource(nameof(AboutUsedTwice))]
    public async Task Question_about_codes_that_were_used_twice_goes_by_their_index(string sql)
    {
        await using var ledger = await A.Ledger();

        var steps = ledger.Connection.Query<(int Id, int Parent, int NotUsed, string Detail)>($"explain query plan {sql}").Select(step => step.Detail).ToList();

        Assert.That(steps, Has.Some.Contains("USING INDEX history_used_twice"), string.Join('\n', steps));
    }

    private static IEnumerable<TestCaseData> AboutUsedTwice() => Statements(sql => sql.Contains("h.event = 11", StringComparison.Ordinal) && sql.StartsWith("select", StringComparison.Ordinal));

    private static IEnumerable<TestCaseData> AboutGuesses() =>
        from constant in typeof(GuessRows).GetFields(BindingFlags.Static | BindingFlags.NonPublic)
        where constant.IsLiteral && constant.GetRawConstantValue() is string
        select new TestCaseData((string)constant.GetRawConstantValue()!).SetArgDisplayNames(constant.Name);

    private static IEnumerable<TestCaseData> AboutCodes() => Statements(sql =>
        sql.Contains("json_each(@codes) wanted", StringComparison.Ordinal) && sql.Contains(" c on c.list", StringComparison.Ordinal));

    private static IEnumerable<TestCaseData> AboutOwedCalls() => Statements(sql => sql.Contains("where owed is not null", StringComparison.Ordinal) || sql.Contains("where r.owed is not null", StringComparison.Ordinal));

    private static IEnumerable<TestCaseData> Statements(Func<string, bool> about) =>
        from type in typeof(SqlLedger).Assembly.GetTypes()
        from constant in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        where constant.IsLiteral && constant.GetRawConstantValue() is string sql && about(sql)
        select new TestCaseData((string)constant.GetRawConstantValue()!).SetArgDisplayNames($"{type.Name}.{constant.Name}");
}
