using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>What is owed to Zoom. Every step compares the version it was made from.</summary>
internal sealed class SqlCallLedger(SqlLedger ledger) : ICallLedger
{
    // owed since a time to come: the clock was set back since the decision, perhaps before any pass saw it ahead
    private const string Due = $"""
        select {RegistrationRows.Columns} from registrations r
        where r.owed is not null and (r.next_attempt_at <= @now or (r.decided_at > @now + 60000 and r.next_attempt_at >= r.decided_at))
          and not exists (select 1 from json_each(@except) x where x.value = r.kind || ' ' || r.meeting_id)
        order by r.next_attempt_at, r.registered_at limit @most
        """;

    // left to itself SQLite reads all registrations here, for the sake of the order
    private const string NextDue = """
        select kind, meeting_id, min(next_attempt_at) from registrations indexed by registrations_owed
        where owed is not null group by kind, meeting_id
        """;

    private const string CaughtUp = "delete from settings where name = @name";

    // a call that was put off under a clock a day ahead would wait that day; nothing else is put off so far, or decided in the future
    private const string Resume = """
        update registrations set next_attempt_at = @now, version = version + 1
        where owed is not null and (attempt_at is not null or (next_attempt_at > @now and (decided_at > @now or next_attempt_at > @now + 86400000)))
        """;

    public long Epoch => ledger.Scope.Epoch;

    public DateTimeOffset? BehindSince => ledger.Scope.BehindSince;

    public async Task CaughtUpAsync()
    {
        await ledger.WriteAsync(transaction => transaction.Execute(CaughtUp, ("@name", LedgerIdentity.TakenAt)));
        ledger.CaughtUp();
    }

    public Task<IReadOnlyList<Registration>> DueAsync(DateTimeOffset now, int most, IReadOnlyCollection<MeetingKey> except) => ledger.ReadAsync(reader =>
        (IReadOnlyList<Registration>)reader.Rows(
            Due, RegistrationRows.Read,
            ("@now", RegistrationRows.Ms(now)), ("@most", most),
            ("@except", Json.Of([.. except.Select(GuessRows.ScopeOf)]))));

    public Task<IReadOnlyDictionary<MeetingKey, DateTimeOffset>> NextDueAsync() => ledger.ReadAsync(reader =>
        (IReadOnlyDictionary<MeetingKey, DateTimeOffset>)reader
            .Rows(NextDue, row => (Meeting: new MeetingKey((MeetingKind)row.GetInt32(0), row.GetInt64(1)), At: RegistrationRows.Time(row, 2)!.Value))
            .ToDictionary(row => row.Meeting, row => row.At));

    public Task ResumeAsync(DateTimeOffset now) => ledger.WriteAsync(transaction => transaction.Execute(Resume, ("@now", RegistrationRows.Ms(now))));

    public Task<IReadOnlyList<Registration>> SaveAsync(IReadOnlyList<Change> changes) => ledger.WriteAsync(transaction =>
    {
        List<Registration> stored = [];
        if (changes.Where(change => change.Event == HistoryEvent.CallBegun).Min(change => change.Next.Owed?.AttemptEpoch) is { } epoch)
        {
            transaction.RequireLatest(epoch);
        }

        foreach (var change in changes)
        {
            var (next, departure) = change is { Event: HistoryEvent.DeniedInZoom, Next.Status: RegistrationStatus.Denied } ? transaction.AsItLeft(change.Next) : (change.Next, null);
            if (transaction.Update(next) is { } row)
            {
                stored.Add(Follow(transaction, change, row));
                transaction.Depart(row, departure);
            }
        }

        return (IReadOnlyList<Registration>)stored;
    });

    private static Registration Follow(LedgerTransaction transaction, Change change, Registration row)
    {
        if (change.Event is { } happened && row.Status != RegistrationStatus.Cancelled)
        {
            transaction.Note(row, happened, change.Actor);
        }

        if (change.FreedCode is { } freed && transaction.Holds(row.List, freed, row.Key))
        {
            transaction.Release(row.List, freed, row.Key);
        }
        else if (row is { Code: { } code, Status: RegistrationStatus.Approved })
        {
            transaction.OweMarkOf(row.List, code);
        }

        return row;
    }
}
