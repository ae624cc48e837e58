using System.Text.Json;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>People's answers about the list, one setting for each list.</summary>
internal sealed class SqlHoldLedger(SqlLedger ledger) : IHoldLedger
{
    private const string Read = "select value from settings where name = @name";
    private const string Write = "insert into settings (name, value) values (@name, @value) on conflict (name) do update set value = excluded.value";
    private const string Drop = "delete from settings where name = @name";

    private const string Spent = """
        select distinct c.code from claims c
        left join generations g on g.list = c.list and g.code = c.code
        where c.list = @list and c.generation = coalesce(g.generation, 1) and c.use_number > 0
        """;

    private string Name => $"hold_answers:{ledger.Scope.List}";

    public Task<HoldAnswers?> LoadAsync() => ledger.ReadAsync(reader =>
        reader.Rows(Read, row => row.GetString(0), ("@name", Name)).SingleOrDefault() is { } kept ? Of(JsonSerializer.Deserialize<Kept>(kept)!) : null);

    public Task SaveAsync(HoldAnswers? answers) => ledger.WriteAsLatestAsync(transaction => answers is null
        ? transaction.Execute(Drop, ("@name", Name))
        : transaction.Execute(Write, ("@name", Name), ("@value", JsonSerializer.Serialize(Of(answers)))));

    public Task<IReadOnlySet<string>> SpentAsync() => ledger.ReadAsync(reader =>
        (IReadOnlySet<string>)reader.Rows(Spent, row => row.GetString(0), ("@list", ledger.Scope.List)).ToHashSet(StringComparer.Ordinal));

    private static HoldAnswers Of(Kept kept) => new(
        new ListPlace(kept.Spreadsheet, kept.Tab), kept.OtherPlace, kept.Confirmed.ToHashSet(StringComparer.Ordinal), kept.KeptSpent.ToHashSet(StringComparer.Ordinal));

    private static Kept Of(HoldAnswers answers) => new(
        answers.Place.Spreadsheet, answers.Place.Tab, answers.OtherPlace, [.. answers.Confirmed.Order(StringComparer.Ordinal)], [.. answers.Kept.Order(StringComparer.Ordinal)]);

    private sealed record Kept(string Spreadsheet, string Tab, HoldAnswer? OtherPlace, string[] Confirmed, string[] KeptSpent);
}
