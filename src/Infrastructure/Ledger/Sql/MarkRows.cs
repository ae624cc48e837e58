using System.Data.Common;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>The marks of the list: what is owed, and what we last saw of our own.</summary>
internal static class MarkRows
{
    private const string Owed = "select code from owed_marks where list = @list";

    private const string Facts = """
        select wanted.value, o.version, m.code, m.seen_status, m.seen_id, m.seen_data, m.sent_status, m.sent_id, m.sent_data, m.seen_for, m.sent_for
        from json_each(@codes) wanted
        left join marks m on m.list = @list and m.spreadsheet = @spreadsheet and m.tab = @tab and m.code = wanted.value
        left join owed_marks o on o.list = @list and o.code = wanted.value
        """;

    private const string Uses = $"""
        select {RegistrationRows.Columns}, c.code, c.generation, c.ordinal, c.use_number from json_each(@codes) wanted
        cross join claims c on c.list = @list and c.code = wanted.value
        left join generations g on g.list = c.list and g.code = c.code
        join registrations r on r.kind = c.kind and r.meeting_id = c.meeting_id and r.registrant_id = c.registrant_id
        where c.generation = coalesce(g.generation, 1)
        order by c.ordinal
        """;

    private const string SaveBase = """
        insert into marks (list, spreadsheet, tab, code, seen_status, seen_id, seen_data, sent_status, sent_id, sent_data, seen_for, sent_for)
        values (@list, @spreadsheet, @tab, @code, @seen_status, @seen_id, @seen_data, @sent_status, @sent_id, @sent_data, @seen_for, @sent_for)
        on conflict (list, spreadsheet, tab, code) do update set seen_status = excluded.seen_status, seen_id = excluded.seen_id,
            seen_data = excluded.seen_data, sent_status = excluded.sent_status, sent_id = excluded.sent_id, sent_data = excluded.sent_data, seen_for = excluded.seen_for, sent_for = excluded.sent_for
        """;

    private const string DropBase = "delete from marks where list = @list and spreadsheet = @spreadsheet and tab = @tab and code = @code";
    private const string Settle = "delete from owed_marks where list = @list and code = @code and version = @version";
    private const string ForgetAll = "delete from owed_marks where list = @list";
    private const string ByRegistrant = $"select {RegistrationRows.Columns} from registrations r where r.registrant_id = @registrant limit 2";

    public static IReadOnlyDictionary<string, MarkFacts> Marks(this LedgerReader reader, string list, ListPlace place, IReadOnlyCollection<string>? codes)
    {
        using var snapshot = reader.Snapshot();
        var wanted = Json.Of(codes ?? reader.Rows(Owed, row => row.GetString(0), ("@list", list)));
        var uses = reader.Rows(Uses, row => (Code: row.GetString(RegistrationRows.Width), Generation: row.GetInt32(RegistrationRows.Width + 1), Use: Use(row)), ("@codes", wanted), ("@list", list))
            .ToLookup(row => row.Code, StringComparer.Ordinal);
        return reader.Rows(
            Facts,
            row => new MarkFacts(
                row.GetString(0),
                uses[row.GetString(0)].LastOrDefault(one => one.Use.IsHeld).Use?.Holder,
                row.IsDBNull(2) ? null : new MarkBase(Cells(row, 3), Cells(row, 6), row.GetString(9), row.GetString(10)),
                row.IsDBNull(1) ? null : row.GetInt64(1),
                uses[row.GetString(0)].FirstOrDefault().Generation)
            {
                Uses = [.. uses[row.GetString(0)].Select(one => one.Use)],
            },
            ("@codes", wanted), ("@list", list), ("@spreadsheet", place.Spreadsheet), ("@tab", place.Tab))
            .ToDictionary(facts => facts.Code, StringComparer.Ordinal);
    }

    public static int SaveMarks(this LedgerTransaction transaction, string list, ListPlace place, IReadOnlyCollection<MarkStep> steps)
    {
        foreach (var step in steps)
        {
            if (step.Base is { } known)
            {
                transaction.Execute(
                    SaveBase, ("@list", list), ("@spreadsheet", place.Spreadsheet), ("@tab", place.Tab), ("@code", step.Code),
                    ("@seen_status", known.Seen?.Mark.Status), ("@seen_id", known.Seen?.Mark.RegistrantId), ("@seen_data", known.Seen?.DataPrint),
                    ("@sent_status", known.Sent?.Mark.Status), ("@sent_id", known.Sent?.Mark.RegistrantId), ("@sent_data", known.Sent?.DataPrint),
                    ("@seen_for", known.SeenFor), ("@sent_for", known.SentFor));
            }
            else
            {
                transaction.Execute(DropBase, ("@list", list), ("@spreadsheet", place.Spreadsheet), ("@tab", place.Tab), ("@code", step.Code));
            }

            if (step.SettledVersion is { } version)
            {
                transaction.Execute(Settle, ("@list", list), ("@code", step.Code), ("@version", version));
            }
        }

        return steps.Count;
    }

    public static int ForgetMarks(this LedgerTransaction transaction, string list) => transaction.Execute(ForgetAll, ("@list", list));

    /// <summary>
    /// The mark of an older ledger, or of the old script, names who used the code: the claim is theirs if they gave that very
    /// code. A row may have been copied, and a mark of ours may have come late into a sorted list: the code is spent while it
    /// stands, and is nobody's. Nor does it undo what a person has set free.
    /// </summary>
    public static bool AdoptMark(this LedgerTransaction transaction, LedgerScope scope, string code, string registrantId)
    {
        // one id in two meetings says nothing of whose the code is
        if (transaction.Rows(ByRegistrant, RegistrationRows.Read, ("@registrant", registrantId)) is not [var named]
            || !transaction.IsCandidate(scope.List, code, named.Key)
            || transaction.WasTakenFrom(scope.List, code, named.Key)
            || transaction.TryClaim(scope.List, code, named.Key) is not { } generation)
        {
            return false;
        }

        if (named.Code is null)
        {
            var withClaim = named with { List = scope.List, Code = code, Generation = generation };
            var admits = named is { Status: RegistrationStatus.Waiting, Reason: WaitingReason.CodeAlreadyUsed };
            var stored = transaction.Save(admits ? Deciding.Admit(scope, withClaim, transaction.Now) : withClaim);
            transaction.Note(stored, HistoryEvent.Adopted, Actor.List);
        }

        return true;
    }

    private static CodeUse Use(DbDataReader row) =>
        new(RegistrationRows.Read(row), row.GetInt32(RegistrationRows.Width + 2), IsHeld: row.GetInt32(RegistrationRows.Width + 3) > 0);

    private static MarkedCells? Cells(DbDataReader row, int from) => row.IsDBNull(from)
        ? null
        : new MarkedCells(new Mark(row.GetString(from), row.GetString(from + 1)), row.GetString(from + 2));
}
