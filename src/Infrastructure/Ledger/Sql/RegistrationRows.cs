using System.Collections.ObjectModel;
using System.Data.Common;
using System.Text.Json;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>The table of registrations: one insert, one update that compares the version, one way to read a row.</summary>
internal static class RegistrationRows
{
    public const string Columns = """
        r.kind, r.meeting_id, r.registrant_id, r.list, r.email, r.first_name, r.last_name, r.answers, r.answers_print, r.occurrences,
        r.registered_at, r.received_at, r.source, r.status, r.reason, r.code, r.generation, r.decided_at, r.approved_at, r.judged_against,
        r.adopted_at, r.owed, r.next_attempt_at, r.attempt_at, r.attempt_epoch, r.reads, r.id_only, r.refusals, r.failures, r.wish,
        r.calls_day, r.calls_today, r.zoom_words, r.version, r.occurrence, r.occurrences_seen, r.trace
        """;

    /// <summary>How many columns those are.</summary>
    public const int Width = 37;

    /// <summary>One registration by <c>@kind</c>, <c>@meeting</c> and <c>@registrant</c>.</summary>
    public const string ByKey = $"select {Columns} from registrations r where r.kind = @kind and r.meeting_id = @meeting and r.registrant_id = @registrant";

    private const string InsertRow = """
        insert into registrations (kind, meeting_id, registrant_id, list, email, first_name, last_name, answers, answers_print, occurrences,
            registered_at, received_at, source, status, reason, code, generation, decided_at, approved_at, judged_against,
            adopted_at, owed, next_attempt_at, attempt_at, attempt_epoch, reads, id_only, refusals, failures, wish,
            calls_day, calls_today, zoom_words, version, occurrence, occurrences_seen, trace)
        values (@kind, @meeting, @registrant, @list, @email, @first, @last, @answers, @print, @occurrences,
            @registered, @received, @source, @status, @reason, @code, @generation, @decided, @approved, @judged,
            @adopted, @owed, @next, @attempt, @epoch, @reads, @id_only, @refusals, @failures, @wish,
            @calls_day, @calls_today, @words, @version + 1, @occurrence, @seen, @trace)
        on conflict do nothing
        """;

    private const string UpdateRow = """
        update registrations set list = @list, email = @email, first_name = @first, last_name = @last, answers = @answers, answers_print = @print,
            occurrences = @occurrences, registered_at = @registered, received_at = @received, source = @source, status = @status, reason = @reason,
            code = @code, generation = @generation, decided_at = @decided, approved_at = @approved, judged_against = @judged,
            adopted_at = @adopted, owed = @owed, next_attempt_at = @next, attempt_at = @attempt, attempt_epoch = @epoch, reads = @reads,
            id_only = @id_only, refusals = @refusals, failures = @failures, wish = @wish, calls_day = @calls_day, calls_today = @calls_today,
            zoom_words = @words, occurrence = @occurrence, occurrences_seen = @seen, trace = @trace, version = version + 1
        where kind = @kind and meeting_id = @meeting and registrant_id = @registrant and version = @version
        """;

    public static Registration? Find(this LedgerCommands ledger, RegistrationKey key) => ledger.Single(
        ByKey, Read, ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId));

    /// <summary>Stores a new registration. The caller has looked in the same transaction that there is none.</summary>
    /// <returns>As stored.</returns>
    public static Registration Insert(this LedgerTransaction transaction, Registration row) => Store(transaction, InsertRow, row)
        ?? throw new InvalidOperationException($"There is a record of {row.Key} already.");

    /// <returns>As stored, or null when it was changed since it was read.</returns>
    public static Registration? Update(this LedgerTransaction transaction, Registration row) => Store(transaction, UpdateRow, row);

    /// <summary>Stores a registration that was read in this very transaction, so that nobody can have changed it.</summary>
    /// <returns>As stored.</returns>
    public static Registration Save(this LedgerTransaction transaction, Registration row) => transaction.Update(row)
        ?? throw new InvalidOperationException($"{row.Key} changed inside its own transaction.");

    private static Registration? Store(LedgerTransaction transaction, string sql, Registration row) => transaction.Execute(
        sql,
        ("@kind", (int)row.Key.Meeting.Kind), ("@meeting", row.Key.Meeting.Id), ("@registrant", row.Key.RegistrantId),
        ("@list", row.List), ("@email", row.Email), ("@first", row.FirstName), ("@last", row.LastName),
        ("@answers", row.Answers is null ? null : JsonSerializer.Serialize(row.Answers)), ("@print", row.AnswersPrint),
        ("@occurrences", row.Occurrences.Count == 0 ? "[]" : JsonSerializer.Serialize(row.Occurrences)),
        ("@registered", Ms(row.RegisteredAt)), ("@received", Ms(row.ReceivedAt)), ("@source", (int)row.Source),
        ("@status", (int)row.Status), ("@reason", (int?)row.Reason), ("@code", row.Code), ("@generation", row.Generation),
        ("@decided", Ms(row.DecidedAt)), ("@approved", Ms(row.ApprovedAt)), ("@judged", Ms(row.JudgedAgainst)), ("@adopted", Ms(row.AdoptedAt)),
        ("@owed", (int?)row.Owed?.Action), ("@next", Ms(row.Owed?.NextAttemptAt)), ("@attempt", Ms(row.Owed?.AttemptAt)),
        ("@epoch", row.Owed?.AttemptEpoch ?? 0), ("@reads", row.Owed?.Reads ?? 0), ("@id_only", row.Owed?.IdOnly == true ? 1 : 0),
        ("@refusals", row.Owed?.Refusals ?? 0), ("@failures", row.Owed?.Failures ?? 0), ("@wish", (int?)row.Owed?.Wish),
        ("@calls_day", row.CallsDay), ("@calls_today", row.CallsToday), ("@words", row.ZoomWords),
        ("@occurrence", row.Owed?.Occurrence), ("@seen", row.OccurrencesSeen.Count == 0 ? "{}" : JsonSerializer.Serialize(row.OccurrencesSeen)), ("@trace", row.Trace), ("@version", row.Version)) == 1
        ? row with { Version = row.Version + 1 }
        : null;

    public static Registration Read(DbDataReader row) => new()
    {
        Key = ReadKey(row),
        List = row.GetString(3),
        Email = row.GetString(4),
        FirstName = row.GetString(5),
        LastName = row.GetString(6),
        Answers = row.IsDBNull(7) ? null : JsonSerializer.Deserialize<List<Answer>>(row.GetString(7)),
        AnswersPrint = row.GetString(8),
        Occurrences = row.GetString(9) is "[]" ? [] : JsonSerializer.Deserialize<List<string>>(row.GetString(9))!,
        RegisteredAt = Time(row, 10)!.Value,
        ReceivedAt = Time(row, 11)!.Value,
        Source = (Source)row.GetInt32(12),
        Status = (RegistrationStatus)row.GetInt32(13),
        Reason = row.IsDBNull(14) ? null : (WaitingReason)row.GetInt32(14),
        Code = row.IsDBNull(15) ? null : row.GetString(15),
        Generation = row.GetInt32(16),
        DecidedAt = Time(row, 17),
        ApprovedAt = Time(row, 18),
        JudgedAgainst = Time(row, 19),
        AdoptedAt = Time(row, 20),
        Owed = row.IsDBNull(21) ? null : ReadOwed(row),
        CallsDay = row.GetInt32(30),
        CallsToday = row.GetInt32(31),
        ZoomWords = row.GetString(32),
        Version = row.GetInt64(33),
        OccurrencesSeen = row.GetString(35) is "{}" ? ReadOnlyDictionary<string, ZoomStatus>.Empty : JsonSerializer.Deserialize<Dictionary<string, ZoomStatus>>(row.GetString(35))!,
        Trace = row.IsDBNull(36) ? null : row.GetString(36),
    };

    /// <summary>The key in the first three columns.</summary>
    public static RegistrationKey ReadKey(DbDataReader row) => new(new MeetingKey((MeetingKind)row.GetInt32(0), row.GetInt64(1)), row.GetString(2));

    public static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public static long? Ms(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();

    public static DateTimeOffset? Time(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static OwedCall ReadOwed(DbDataReader row) => new()
    {
        Action = (ZoomAction)row.GetInt32(21),
        NextAttemptAt = Time(row, 22)!.Value,
        AttemptAt = Time(row, 23),
        AttemptEpoch = row.GetInt64(24),
        Reads = row.GetInt32(25),
        IdOnly = row.GetInt32(26) == 1,
        Refusals = row.GetInt32(27),
        Failures = row.GetInt32(28),
        Wish = row.IsDBNull(29) ? null : (Wish)row.GetInt32(29),
        Occurrence = row.IsDBNull(34) ? null : row.GetString(34),
    };
}
