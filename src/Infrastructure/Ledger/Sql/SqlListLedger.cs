using System.Data.Common;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>The list's last good copy, and whom a change of it concerns.</summary>
internal sealed class SqlListLedger(SqlLedger ledger) : IListLedger
{
    // a big list is stored in pieces, so that a registration never waits behind all of it, here or at another process
    private const int Piece = 500;

    // of what one statement deletes or changes
    private const int Rows = 2_000;

    // so many registrations are decided together
    private const int Decided = 200;

    private const string Copy = "select spreadsheet, tab, began_at from list_copies where list = @list";
    private const string CopyRows = "select code, session, spent, ambiguous, unreadable, expires_at, holder, on_hold, uses from invitations where list = @list";

    private const string SaveCopy = """
        insert into list_copies (list, spreadsheet, tab, began_at, version) values (@list, @spreadsheet, @tab, @began, 1)
        on conflict (list) do update set spreadsheet = excluded.spreadsheet, tab = excluded.tab, began_at = excluded.began_at,
            version = list_copies.version + case when list_copies.spreadsheet <> excluded.spreadsheet or list_copies.tab <> excluded.tab then 1 else 0 end
        """;

    // with each piece: should this process die between them, the others load what it has stored
    private const string MoveVersion = "update list_copies set version = version + 1 where list = @list";

    private const string SaveRow = """
        insert into invitations (list, code, session, spent, ambiguous, unreadable, expires_at, holder, on_hold, uses)
        values (@list, @code, @session, @spent, @ambiguous, @unreadable, @expires, @holder, @on_hold, @uses)
        on conflict (list, code) do update set session = excluded.session, spent = excluded.spent, ambiguous = excluded.ambiguous,
            unreadable = excluded.unreadable, expires_at = excluded.expires_at, holder = excluded.holder,
            on_hold = excluded.on_hold, uses = excluded.uses
        """;

    private const string DropRow = "delete from invitations where list = @list and code = @code";
    private const string AllWaiting = $"select {RegistrationRows.Columns} from registrations r where r.status = 1 order by r.registered_at";

    private const string SomeWaiting = $"""
        select {RegistrationRows.Columns} from registrations r
        where r.status = 1 and (r.judged_against is null or r.judged_against <= r.received_at) and r.received_at < @began
        union
        select {RegistrationRows.Columns} from json_each(@codes) wanted
        cross join candidates c on c.list = @list and c.code = wanted.value
        join registrations r on r.kind = c.kind and r.meeting_id = c.meeting_id and r.registrant_id = c.registrant_id
        where r.status = 1
        order by 11
        """;

    private const string Adopted = $"""
        select {RegistrationRows.Columns} from registrations r
        where r.adopted_at is not null and r.adopted_at < @began and (r.judged_against is null or r.judged_against <= r.adopted_at)
        """;

    private const string Known = "select registrant_id, cast(sum(version) as bigint) from registrations where registrant_id in (select value from json_each(@ids)) group by registrant_id";

    private const string Forget = """
        update registrations set answers = null, version = version + 1
        where (kind, meeting_id, registrant_id) in (
          select r.kind, r.meeting_id, r.registrant_id from registrations r
          where r.answers is not null and r.status in (3, 5, 6) and r.owed is null
            and (r.adopted_at is null or r.judged_against > r.adopted_at)
            and not exists (select 1 from claims c join owed_marks m on m.list = c.list and m.code = c.code
              where c.kind = r.kind and c.meeting_id = r.meeting_id and c.registrant_id = r.registrant_id)
          limit @most)
        """;

    public Task<StoredCopy?> LoadCopyAsync() => ledger.ReadAsync(reader =>
    {
        ReadOnlySpan<(string, object?)> list = [("@list", ledger.Scope.List)];
        var copies = reader.Rows(Copy, row => (Place: new ListPlace(row.GetString(0), row.GetString(1)), BeganAt: RegistrationRows.Time(row, 2)!.Value), list);
        return copies.Count == 0 ? null : new StoredCopy(copies[0].Place, copies[0].BeganAt, reader.Rows(CopyRows, ReadInvitation, list));
    });

    public async Task SaveCopyAsync(ListPlace place, DateTimeOffset beganAt, IReadOnlyCollection<Invitation> changed, IReadOnlyCollection<string> removed)
    {
        foreach (var piece in changed.Chunk(Piece))
        {
            await ledger.WriteAsLatestAsync(transaction => piece.Sum(one => SaveOne(transaction, one)) + Move(transaction));
        }

        foreach (var piece in removed.Chunk(Piece))
        {
            await ledger.WriteAsLatestAsync(transaction => piece.Sum(code => transaction.Execute(DropRow, ("@list", ledger.Scope.List), ("@code", code))) + Move(transaction));
        }

        await ledger.WriteAsLatestAsync(transaction => transaction.Execute(
            SaveCopy, ("@list", ledger.Scope.List), ("@spreadsheet", place.Spreadsheet), ("@tab", place.Tab), ("@began", RegistrationRows.Ms(beganAt))));
    }

    public Task<IReadOnlyList<Registration>> WaitingAsync(IReadOnlyCollection<string>? codes, DateTimeOffset beganAt) => ledger.ReadAsync(reader =>
        (IReadOnlyList<Registration>)(codes is null
            ? reader.Rows(AllWaiting, RegistrationRows.Read)
            : reader.Rows(
                SomeWaiting, RegistrationRows.Read,
                ("@began", RegistrationRows.Ms(beganAt)), ("@codes", Json.Of(codes)), ("@list", ledger.Scope.List))));

    public async Task<int> JudgeAsync(IReadOnlyList<Judgement> judgements)
    {
        var admitted = 0;
        foreach (var piece in judgements.Chunk(Decided))
        {
            admitted += await ledger.WriteAsLatestAsync(transaction => piece.Count(one => JudgeOne(transaction, one)));
        }

        return admitted;
    }

    public Task<IReadOnlyList<Registration>> AdoptedAsync(DateTimeOffset beganAt) => ledger.ReadAsync(reader =>
        (IReadOnlyList<Registration>)reader.Rows(Adopted, RegistrationRows.Read, ("@began", RegistrationRows.Ms(beganAt))));

    public Task<IReadOnlyList<string>> BlockAsync(Registration adopted, IReadOnlyList<string> knownCodes, DateTimeOffset judgedAgainst) => ledger.WriteAsLatestAsync(transaction =>
    {
        if (transaction.Update(adopted with { JudgedAgainst = judgedAgainst }) is not { } row)
        {
            return [];
        }

        // what a person has set free since stays free
        var (_, usedTwice) = transaction.Block(ledger.Scope, row, [.. knownCodes.Where(code => !transaction.WasTakenFrom(ledger.Scope.List, code, row.Key))]);
        return usedTwice;
    });

    public Task<IReadOnlyDictionary<string, MarkFacts>> MarksAsync(ListPlace place, IReadOnlyCollection<string>? codes) =>
        ledger.ReadAsync(reader => reader.Marks(ledger.Scope.List, place, codes));

    public async Task OweMarksAsync(IReadOnlyCollection<string> codes)
    {
        foreach (var piece in codes.Chunk(Piece))
        {
            await ledger.WriteAsLatestAsync(transaction =>
            {
                foreach (var code in piece)
                {
                    transaction.OweMarkOf(ledger.Scope.List, code);
                }

                return piece.Length;
            });
        }
    }

    public Task ReleaseClearedAsync(MarkFacts cleared) => ledger.WriteAsLatestAsync(transaction => transaction.ReleaseCleared(ledger.Scope, cleared));

    public Task<IReadOnlyDictionary<string, KeptCells>> KeptAsync(ListPlace place) => ledger.ReadAsync(reader => reader.Kept(ledger.Scope.List, place));

    public async Task KeepAsync(ListPlace place, IReadOnlyCollection<KeptCells> kept, IReadOnlyCollection<string>? dropped)
    {
        if (dropped is null)
        {
            while (await ledger.WriteAsLatestAsync(transaction => transaction.DropKept(Rows)) == Rows)
            {
                // in pieces too
            }
        }
        else if (dropped.Count > 0)
        {
            await ledger.WriteAsLatestAsync(transaction => transaction.DropKept(ledger.Scope.List, place, dropped));
        }

        foreach (var piece in kept.Chunk(Piece))
        {
            await ledger.WriteAsLatestAsync(transaction => transaction.Keep(ledger.Scope.List, place, piece));
        }
    }

    public async Task SaveMarksAsync(ListPlace place, IReadOnlyCollection<MarkStep> steps)
    {
        foreach (var piece in steps.Chunk(Piece))
        {
            await ledger.WriteAsLatestAsync(transaction => transaction.SaveMarks(ledger.Scope.List, place, piece));
        }
    }

    public async Task<IReadOnlySet<string>> AdoptMarksAsync(IReadOnlyList<NamedMark> marks)
    {
        HashSet<string> adopted = new(StringComparer.Ordinal);
        foreach (var piece in marks.Chunk(Decided))
        {
            adopted.UnionWith(await ledger.WriteAsLatestAsync(transaction => piece.Where(one => transaction.AdoptMark(ledger.Scope, one.Code, one.RegistrantId)).Select(one => one.Code).ToList()));
        }

        return adopted;
    }

    public Task<bool> YieldToMarkAsync(Registration unsent, string code) => ledger.WriteAsLatestAsync(transaction =>
    {
        if (unsent.Code != code || transaction.Update(Yielding.Displaced(unsent, transaction.Now)) is not { } stored)
        {
            return false;
        }

        if (transaction.Holds(stored.List, code, stored.Key))
        {
            transaction.Release(stored.List, code, stored.Key); // what keeps it spent from now on is the mark
        }

        transaction.Note(stored, HistoryEvent.Displaced, Actor.List, code);
        return true;
    });

    public Task<IReadOnlyDictionary<string, long>> KnownRegistrantsAsync(IReadOnlyCollection<string> registrantIds) => ledger.ReadAsync(reader =>
        (IReadOnlyDictionary<string, long>)reader.Rows(Known, row => (Id: row.GetString(0), Version: row.GetInt64(1)), ("@ids", Json.Of(registrantIds)))
            .ToDictionary(row => row.Id, row => row.Version, StringComparer.Ordinal));

    public Task ForgetMarksAsync() => ledger.WriteAsLatestAsync(transaction => transaction.ForgetMarks(ledger.Scope.List));

    public Task<int> ForgetAnswersAsync() => ledger.WriteAsLatestAsync(transaction => transaction.Execute(Forget, ("@most", Rows)));

    private int Move(LedgerTransaction transaction) => transaction.Execute(MoveVersion, ("@list", ledger.Scope.List));

    private int SaveOne(LedgerTransaction transaction, Invitation one) => transaction.Execute(
        SaveRow,
        ("@list", ledger.Scope.List), ("@code", one.Code), ("@session", one.Session.Key), ("@spent", one.IsSpent ? 1 : 0),
        ("@ambiguous", one.IsAmbiguous ? 1 : 0), ("@unreadable", one.IsUnreadable ? 1 : 0), ("@expires", RegistrationRows.Ms(one.ExpiresAt)), ("@holder", one.Holder),
        ("@on_hold", one.IsOnHold ? 1 : 0), ("@uses", one.Uses));

    private bool JudgeOne(LedgerTransaction transaction, Judgement judgement)
    {
        var from = judgement.From;
        if (transaction.Find(from.Key) is not { } present || present.Version != from.Version)
        {
            return false;
        }

        if (from.Reason == WaitingReason.ListUnavailable)
        {
            transaction.CountDecision(from.Key, from.Email, judgement.Tries);
        }

        if (judgement.Decision.Code is { } late)
        {
            transaction.ForgetTry(from.Key, from.Email, late);
        }

        var (next, _) = transaction.Decide(ledger.Scope, from, judgement.Decision, judgement.JudgedAgainst);
        var changed = next.Status != from.Status || next.Reason != from.Reason;
        var stored = transaction.Save(changed ? next : next with { DecidedAt = from.DecidedAt });
        transaction.IndexCandidates(stored, judgement.Candidates);
        if (changed)
        {
            transaction.Note(stored, HistoryEvent.JudgedAgain, Actor.List, judgement.Decision.Code);
        }

        return stored.Status != RegistrationStatus.Waiting;
    }

    private static Invitation ReadInvitation(DbDataReader row) => new(
        row.GetString(0),
        Row: 0,
        new Session(row.GetString(1)),
        IsSpent: row.GetInt32(2) == 1,
        IsAmbiguous: row.GetInt32(3) == 1,
        IsUnreadable: row.GetInt32(4) == 1,
        ExpiresAt: RegistrationRows.Time(row, 5),
        Holder: row.IsDBNull(6) ? null : row.GetString(6),
        IsOnHold: row.GetInt32(7) == 1,
        Uses: row.GetInt32(8));
}
