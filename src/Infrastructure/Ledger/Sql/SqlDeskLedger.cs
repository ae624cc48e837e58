using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>What people see and do.</summary>
internal sealed class SqlDeskLedger(SqlLedger ledger) : IDeskLedger
{
    private const string Where = """
        where (cast(@status as bigint) is null or r.status = @status) and (cast(@reason as bigint) is null or r.reason = @reason)
          and (cast(@meeting as bigint) is null or r.meeting_id = @meeting)
          and (cast(@text as text) is null or lower(r.email) like lower(@text) escape '\' or lower(r.first_name || ' ' || r.last_name) like lower(@text) escape '\'
               or lower(r.code) like lower(@text) escape '\' or lower(r.registrant_id) like lower(@text) escape '\')
        """;

    private const string Page = $"""
        select {RegistrationRows.Columns} from registrations r {Where}
        order by r.received_at desc, r.kind, r.meeting_id, r.registrant_id limit @size offset @skip
        """;

    private const string Total = $"select count(*) from registrations r {Where}";

    private const string History = """
        select at, event, actor, status, reason, code, generation from history
        where kind = @kind and meeting_id = @meeting and registrant_id = @registrant order by id
        """;

    private const string Holders = """
        select c.kind, c.meeting_id, c.registrant_id, c.code, c.generation, r.status
        from json_each(@codes) wanted
        cross join claims c on c.list = @list and c.code = wanted.value
        left join generations g on g.list = c.list and g.code = c.code
        join registrations r on r.kind = c.kind and r.meeting_id = c.meeting_id and r.registrant_id = c.registrant_id
        where c.generation = coalesce(g.generation, 1) and c.use_number > 0
        order by c.code, c.ordinal
        """;

    private const string UsedTwice = """
        select distinct h.kind, h.meeting_id, h.registrant_id from history h
        join registrations r on r.kind = h.kind and r.meeting_id = h.meeting_id and r.registrant_id = h.registrant_id and r.list = @list and r.status = 3
        left join generations g on g.list = @list and g.code = h.code
        join claims c on c.list = @list and c.code = h.code and c.generation = coalesce(g.generation, 1) and c.use_number > 0
        join registrations o on o.kind = c.kind and o.meeting_id = c.meeting_id and o.registrant_id = c.registrant_id and o.status = 3
        left join invitations i on i.list = @list and i.code = h.code
        where h.event = 11
          and not exists (select 1 from claims own where own.list = @list and own.code = h.code and own.generation = c.generation and own.use_number > 0
            and own.kind = r.kind and own.meeting_id = r.meeting_id and own.registrant_id = r.registrant_id)
          and (select count(*) from claims u where u.list = @list and u.code = h.code and u.generation = c.generation and u.use_number > 0) >= coalesce(i.uses, 1)
        order by h.kind, h.meeting_id, h.registrant_id limit 100
        """;

    private const string ByStatus = "select status, count(*) from registrations group by status";
    private const string Owed = "select count(*), min(coalesce(decided_at, received_at)) from registrations where owed is not null";
    private const string OwedMarks = "select count(*), min(owed_at) from owed_marks where list = @list";
    private const string LastDelivery = "select received_at from registrations where source = 1 order by received_at desc limit 1";

    public Task<DeskAnswer> ApproveAsync(RegistrationKey key, string? code) => ledger.WriteAsync(transaction => transaction.ApproveByHand(ledger.Scope, key, code));

    public Task<DeskAnswer> DenyAsync(RegistrationKey key) => ledger.WriteAsync(transaction => transaction.DenyByHand(ledger.Scope, key));

    public Task<DeskAnswer> ReleaseAsync(string code, string? registrantId) => ledger.WriteAsync(transaction => transaction.ReleaseByHand(ledger.Scope, code, registrantId));

    public Task<RegistrationPage> SearchAsync(RegistrationFilter filter) => ledger.ReadAsync(reader =>
    {
        var text = filter.Text is null ? null : $"%{filter.Text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
        ReadOnlySpan<(string, object?)> where = [("@status", (int?)filter.Status), ("@reason", (int?)filter.Reason), ("@meeting", filter.MeetingId), ("@text", text)];
        using var snapshot = reader.Snapshot();
        var items = reader.Rows(Page, RegistrationRows.Read, [.. where, ("@size", filter.PageSize), ("@skip", (filter.Page - 1) * filter.PageSize)]);
        var total = reader.Rows(Total, row => row.GetInt32(0), where).Single();
        return new RegistrationPage(items, total);
    });

    public Task<IReadOnlyList<HistoryEntry>> HistoryAsync(RegistrationKey key) => ledger.ReadAsync(reader =>
        (IReadOnlyList<HistoryEntry>)reader.Rows(
            History,
            row => new HistoryEntry(
                RegistrationRows.Time(row, 0)!.Value, (HistoryEvent)row.GetInt32(1), (Actor)row.GetInt32(2),
                row.IsDBNull(3) ? null : (RegistrationStatus)row.GetInt32(3), row.IsDBNull(4) ? null : (WaitingReason)row.GetInt32(4),
                row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : row.GetInt32(6)),
            ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId)));

    public Task<IReadOnlySet<string>> EverUsedAsync(IReadOnlyCollection<string> codes) => ledger.ReadAsync(reader => reader.EverUsed(codes));

    public Task<IReadOnlyDictionary<string, IReadOnlyList<ClaimHolder>>> HoldersAsync(IReadOnlyCollection<string> codes) => ledger.ReadAsync(reader =>
        (IReadOnlyDictionary<string, IReadOnlyList<ClaimHolder>>)reader.Rows(
            Holders,
            row => (Code: row.GetString(3), Holder: new ClaimHolder(RegistrationRows.ReadKey(row), (RegistrationStatus)row.GetInt32(5), row.GetInt32(4))),
            ("@codes", Json.Of(codes)), ("@list", ledger.Scope.List))
            .GroupBy(row => row.Code, row => row.Holder, StringComparer.Ordinal)
            .ToDictionary(code => code.Key, IReadOnlyList<ClaimHolder> (code) => [.. code], StringComparer.Ordinal));

    public Task<IReadOnlyList<RegistrationKey>> UsedTwiceAsync() => ledger.ReadAsync(reader =>
        (IReadOnlyList<RegistrationKey>)reader.Rows(UsedTwice, RegistrationRows.ReadKey, ("@list", ledger.Scope.List)));

    public Task<LedgerCounts> CountsAsync() => ledger.ReadAsync(reader =>
    {
        var byStatus = reader.Rows(ByStatus, row => (Status: (RegistrationStatus)row.GetInt32(0), Count: row.GetInt32(1)));
        var (owed, oldest) = reader.Rows(Owed, row => (row.GetInt32(0), RegistrationRows.Time(row, 1))).Single();
        var (marks, oldestMark) = reader.Rows(OwedMarks, row => (row.GetInt32(0), RegistrationRows.Time(row, 1)), ("@list", ledger.Scope.List)).Single();
        return new LedgerCounts(
            byStatus.ToDictionary(row => row.Status, row => row.Count),
            owed,
            oldest,
            marks,
            oldestMark,
            reader.Rows(LastDelivery, row => RegistrationRows.Time(row, 0)).FirstOrDefault());
    });
}
