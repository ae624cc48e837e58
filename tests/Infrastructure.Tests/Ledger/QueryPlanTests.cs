using System.Reflection;
using Dapper;
using ZoomApprover.Infrastructure.Ledger.Sqlite;
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

    private static IEnumerable<TestCaseData> AboutCodes() =>
        from type in typeof(SqliteLedger).Assembly.GetTypes()
        from constant in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        where constant.IsLiteral && constant.GetRawConstantValue() is string sql && sql.Contains("json_each(@codes) wanted", StringComparison.Ordinal) && sql.Contains(" c on c.list", StringComparison.Ordinal)
        select new TestCaseData((string)constant.GetRawConstantValue()!).SetArgDisplayNames($"{type.Name}.{constant.Name}");
}
