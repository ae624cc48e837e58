using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Where codes are guessed, as people and the pass see it.</summary>
internal sealed class SqlGuessLedger(SqlLedger ledger, TimeProvider time) : IGuessLedger
{
    // addresses that are named
    private const int Named = 20;
    private const int Piece = 2_000;

    private const string Watches = """
        select scope, kind, meeting_id, registrant_id from guess_watches where registrant_id = ''
        union all
        select * from (select scope, kind, meeting_id, registrant_id from guess_watches where registrant_id <> '' limit @named) addresses
        """;

    private const string Count = "select count(*) from (select 1 from guesses where scope = @scope and at > @since limit @most) counted";
    private const string Waiting = "r.status = 1 and r.reason = 15";
    private const string Held = $"select {RegistrationRows.Columns} from registrations r where {Waiting}";
    private const string HeldOf = $"{Held} and r.kind = @kind and r.meeting_id = @meeting";
    private const string CountHeld = $"select count(*) from registrations r where {Waiting} and r.kind = @kind and r.meeting_id = @meeting";

    private const string Open = """
        update guess_watches set recent = 0, opened_at = coalesce((select max(at) from guesses where scope = @scope and at > @now), @now) where scope = @scope
        """;

    private const string HasOld = "select 1 from guesses where at <= @until limit 1";

    private const string Prune = """
        delete from guesses where (scope, code) in (select scope, code from guesses where at <= @until order by at limit @most)
        """;

    private const string PruneWatches = """
        delete from guess_watches where registrant_id <> '' and not exists (select 1 from guesses g where g.scope = guess_watches.scope)
        """;

    public Task<IReadOnlyList<GuessWatch>> WatchesAsync() => ledger.ReadAsync(reader =>
    {
        using var snapshot = reader.Snapshot();
        return (IReadOnlyList<GuessWatch>)[.. reader.Rows(Watches, row => (Scope: row.GetString(0), Meeting: Meeting((MeetingKind)row.GetInt32(1), row.GetInt64(2)), Registrant: row.GetString(3)), ("@named", Named))
            .Select(one => WatchOf(reader, one.Scope, one.Meeting, one.Registrant.Length == 0 ? null : one.Registrant)).OfType<GuessWatch>()];
    });

    public Task<IReadOnlyList<Registration>> FreedAsync() => ledger.ReadAsync(reader =>
    {
        using var snapshot = reader.Snapshot();
        var now = time.GetUtcNow();
        Dictionary<MeetingKey, bool> stopped = [];
        return (IReadOnlyList<Registration>)[.. reader.Rows(Held, RegistrationRows.Read).Where(one => !IsStopped(one.Key.Meeting)
            && (GuessPrint.OfAddress(one.Email) is not { } address || reader.LevelOf(address, isAddress: true, now) != GuessingLevel.Stopped))];

        bool IsStopped(MeetingKey meeting) => stopped.TryGetValue(meeting, out var known)
            ? known
            : stopped[meeting] = reader.LevelOf(GuessRows.ScopeOf(meeting), isAddress: false, now) == GuessingLevel.Stopped;
    });

    public Task<int?> OpenAsync(MeetingKey meeting) => ledger.WriteAsync(transaction =>
    {
        var now = transaction.Now;
        var held = transaction.Rows(HeldOf, RegistrationRows.Read, ("@kind", (int)meeting.Kind), ("@meeting", meeting.Id));
        if (held.Count == 0 && transaction.LevelOf(GuessRows.ScopeOf(meeting), isAddress: false, now) == GuessingLevel.None)
        {
            return (int?)null;
        }

        OpenScope(transaction, GuessRows.ScopeOf(meeting));
        foreach (var one in held)
        {
            if (GuessPrint.OfAddress(one.Email) is { } address)
            {
                transaction.Watch(address, one.Key);
                OpenScope(transaction, address);
            }
        }

        return held.Count;
    });

    public async Task PruneAsync()
    {
        var until = RegistrationRows.Ms(time.GetUtcNow() - GuessingRule.Memory);
        if (await ledger.ReadAsync(reader => reader.Single(HasOld, row => row.GetInt32(0), ("@until", until))) == 0)
        {
            return; // mostly, and then nothing is written
        }

        while (await ledger.WriteAsync(transaction => transaction.Execute(Prune, ("@until", until), ("@most", Piece))) == Piece)
        {
            // in pieces, so that a registration never waits behind all of it
        }

        await ledger.WriteAsync(transaction => transaction.Execute(PruneWatches));
    }

    private static void OpenScope(LedgerTransaction transaction, string scope) =>
        transaction.Execute(Open, ("@scope", scope), ("@now", RegistrationRows.Ms(transaction.Now)));

    private GuessWatch? WatchOf(LedgerReader reader, string scope, MeetingKey meeting, string? registrant)
    {
        var now = time.GetUtcNow();
        var since = reader.Since(scope, now);
        if (reader.Latest(scope, since, 1) is not [var latest])
        {
            return null;
        }

        return new GuessWatch(
            meeting,
            registrant,
            reader.LevelOf(scope, isAddress: registrant is not null, now),
            CountOf(reader, scope, since > now - GuessingRule.Burst ? since : now - GuessingRule.Burst),
            CountOf(reader, scope, since),
            latest,
            registrant is not null ? 0 : reader.Single(CountHeld, row => row.GetInt32(0), ("@kind", (int)meeting.Kind), ("@meeting", meeting.Id)));
    }

    private static int CountOf(LedgerReader reader, string scope, DateTimeOffset since) => reader.Single(
        Count, row => row.GetInt32(0), ("@scope", scope), ("@since", RegistrationRows.Ms(since)), ("@most", GuessWatch.Most));

    private static MeetingKey Meeting(MeetingKind kind, long id) => new(kind, id);
}
