using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Who waits for a code that a person approves in the list, and which of those cells have had their way.</summary>
internal sealed class SqlApproveCellLedger(SqlLedger ledger) : IApproveCellLedger
{
    private const string Cells = "select code, done from approve_cells where list = @list";
    private const string See = "insert into approve_cells (list, code, done) select @list, value, 0 from json_each(@codes) where true on conflict do nothing";
    private const string Settle = "update approve_cells set done = 1 where list = @list and code in (select value from json_each(@codes))";
    private const string Forget = "delete from approve_cells where list = @list and code in (select value from json_each(@codes))";
    private const string Open = "select 1 from approve_cells where list = @list and code = @code and done = 0";

    private const string Held = """
        select c.kind, c.meeting_id, c.registrant_id, c.code, coalesce(i.uses, 1) from json_each(@codes) wanted
        cross join claims c on c.list = @list and c.code = wanted.value
        left join generations g on g.list = c.list and g.code = c.code
        left join invitations i on i.list = c.list and i.code = c.code
        where c.generation = coalesce(g.generation, 1) and c.use_number > 0
        order by c.ordinal
        """;

    // who had the code until a person set it free is a candidate no more, and waits all the same
    private const string Waiting = """
        select r.kind, r.meeting_id, r.registrant_id, c.code, r.registered_at from json_each(@codes) wanted
        cross join candidates c on c.list = @list and c.code = wanted.value
        join registrations r on r.kind = c.kind and r.meeting_id = c.meeting_id and r.registrant_id = c.registrant_id
        where r.status = 1
        union
        select r.kind, r.meeting_id, r.registrant_id, c.code, r.registered_at from json_each(@codes) wanted
        cross join claims c on c.list = @list and c.code = wanted.value
        join registrations r on r.kind = c.kind and r.meeting_id = c.meeting_id and r.registrant_id = c.registrant_id
        where r.status = 1 and r.reason = @released
        order by 5
        """;

    public Task<IReadOnlyDictionary<string, bool>> CellsAsync() => ledger.ReadAsync(reader =>
        (IReadOnlyDictionary<string, bool>)reader.Rows(Cells, row => (Code: row.GetString(0), Done: row.GetInt32(1) == 1), ("@list", ledger.Scope.List))
            .ToDictionary(cell => cell.Code, cell => cell.Done, StringComparer.Ordinal));

    public Task SeeAsync(IReadOnlyCollection<string> codes) => ChangeAsync(See, codes);

    public Task SettleAsync(IReadOnlyCollection<string> codes) => ChangeAsync(Settle, codes);

    public Task ForgetAsync(IReadOnlyCollection<string> codes) => ChangeAsync(Forget, codes);

    public Task<IReadOnlyDictionary<string, CodeClaimants>> ClaimantsAsync(IReadOnlyCollection<string> codes) => ledger.ReadAsync(reader =>
    {
        using var snapshot = reader.Snapshot();
        return (IReadOnlyDictionary<string, CodeClaimants>)Claimants(reader, codes);
    });

    public Task<bool> ApproveAsync(string code) => ledger.WriteAsLatestAsync(transaction =>
    {
        if (transaction.Single(Open, row => row.GetInt32(0), ("@list", ledger.Scope.List), ("@code", code)) == 0
            || Claimants(transaction, [code]).GetValueOrDefault(code) is not { IsHeld: false, Waiting: [var only] }
            || transaction.ApproveByHand(ledger.Scope, only, code, Actor.List).End != DeskEnd.Done)
        {
            return false;
        }

        transaction.Execute(Settle, ("@list", ledger.Scope.List), ("@codes", Json.Of([code])));
        return true;
    });

    private Task<int> ChangeAsync(string sql, IReadOnlyCollection<string> codes) => ledger.WriteAsLatestAsync(transaction =>
        transaction.Execute(sql, ("@list", ledger.Scope.List), ("@codes", Json.Of(codes))));

    private Dictionary<string, CodeClaimants> Claimants(LedgerCommands commands, IReadOnlyCollection<string> codes)
    {
        var wanted = Json.Of(codes);
        var held = commands
            .Rows(Held, row => (Code: row.GetString(3), Key: RegistrationRows.ReadKey(row), Uses: row.GetInt32(4)), ("@codes", wanted), ("@list", ledger.Scope.List))
            .ToLookup(row => row.Code, StringComparer.Ordinal);
        var waiting = commands
            .Rows(
                Waiting, row => (Code: row.GetString(3), Key: RegistrationRows.ReadKey(row)),
                ("@codes", wanted), ("@list", ledger.Scope.List), ("@released", (int)WaitingReason.ReleasedByPerson))
            .ToLookup(row => row.Code, row => row.Key, StringComparer.Ordinal);
        return held.Select(one => one.Key).Union(waiting.Select(one => one.Key)).ToDictionary(
            code => code, code => new CodeClaimants(IsHeld([.. held[code].Select(one => one.Uses)]), [.. waiting[code]]) { Holders = [.. held[code].Select(one => one.Key)] }, StringComparer.Ordinal);

        static bool IsHeld(List<int> uses) => uses.Count > 0 && uses.Count >= uses[0];
    }
}
