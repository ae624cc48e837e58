using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Takes registrations in: new ones, repeated ones, and those Zoom had approved before.</summary>
internal sealed class SqlRegistrationLedger(SqlLedger ledger) : IRegistrationLedger
{
    private const string KeepHint = """
        insert into hints (kind, meeting_id, registrant_id, kept_at) values (@kind, @meeting, @registrant, @now) on conflict do nothing
        """;

    private const string DropHint = "delete from hints where kind = @kind and meeting_id = @meeting and registrant_id = @registrant";
    private const string PostponeHint = "update hints set kept_at = @now where kind = @kind and meeting_id = @meeting and registrant_id = @registrant";
    private const string Hints = "select kind, meeting_id, registrant_id from hints order by kept_at limit @most";

    public Task<Outcome> RecordAsync(Recording recording) => ledger.WriteAsync(
        transaction =>
        {
            NoteDelivery(transaction, recording);
            return transaction.Find(recording.Registrant.Key) is { } known
                ? transaction.RecordAgain(ledger.Scope, known, recording)
                : RecordNew(transaction, recording);
        },
        isCalm: recording.Source == Source.Sweep);

    public Task<Adoption> AdoptAsync(Recording recording, IReadOnlyList<string> knownCodes) => ledger.WriteAsync(
        transaction =>
        {
            NoteDelivery(transaction, recording);
            return transaction.Adopt(ledger.Scope, recording, knownCodes);
        },
        isCalm: recording.Source == Source.Sweep);

    public Task DeliveredAsync(RegistrationKey key) => ledger.WriteAsync(transaction => transaction.Delivered(key));

    public bool IsBehind => ledger.Scope.BehindSince is not null;

    public Task KeepDeniedAsync(Recording recording, IReadOnlyList<string> knownCodes) => ledger.WriteAsync(transaction =>
    {
        if (ledger.Scope.BehindSince is not { } since || transaction.Find(recording.Registrant.Key) is not null)
        {
            return transaction.DeniedInZoom(recording.Registrant.Key, recording.ObservedAt);
        }

        transaction.KeepDenied(ledger.Scope, recording, knownCodes, since);
        return true;
    });

    public Task DeniedInZoomAsync(RegistrationKey key, DateTimeOffset observedAt) =>
        ledger.WriteAsync(transaction => transaction.DeniedInZoom(key, observedAt));

    public Task GoneFromZoomAsync(RegistrationKey key, DateTimeOffset observedAt) =>
        ledger.WriteAsync(transaction => transaction.HasCancelled(key) && transaction.DeniedInZoom(key, observedAt));

    public Task<Heard> HearAsync(Notice notice, bool givesBack, bool doubtful) => ledger.WriteAsync(transaction =>
    {
        var known = transaction.Find(notice.Key);
        var hearing = Hearsay.Weigh(known, notice, doubtful);
        switch (hearing)
        {
            case Hearing.Confirms:
                return new Heard(hearing, transaction.Confirm(known!, transaction.Now).Outcome);
            case Hearing.ReadFirst:
                Hint(transaction, notice.Key);
                if (!doubtful)
                {
                    transaction.KeepNotice(notice, givesBack);
                }

                break;
        }

        return new Heard(hearing, known is null ? null : Outcome.Of(known, repeated: true));
    });

    public Task<IReadOnlySet<string>> UnchangedAsync(MeetingKey meeting, IReadOnlyCollection<Registrant> registrants) => ledger.ReadAsync(reader =>
        (IReadOnlySet<string>)reader.KnownOf(meeting, registrants, IsBehind));

    public Task KeepHintAsync(RegistrationKey key) => ledger.WriteAsync(transaction => Hint(transaction, key));

    public Task<IReadOnlyList<RegistrationKey>> HintsAsync(int most) => ledger.ReadAsync(reader =>
        (IReadOnlyList<RegistrationKey>)reader.Rows(Hints, RegistrationRows.ReadKey, ("@most", most)));

    public Task DropHintAsync(RegistrationKey key) => ledger.WriteAsync(transaction => transaction.Execute(
        DropHint, ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId)));

    public Task PostponeHintAsync(RegistrationKey key) => ledger.WriteAsync(transaction => transaction.Execute(
        PostponeHint, ("@now", RegistrationRows.Ms(transaction.Now)),
        ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId)));

    public Task<Registration?> FindAsync(RegistrationKey key) => ledger.ReadAsync(reader => reader.Find(key));

    private static int Hint(LedgerTransaction transaction, RegistrationKey key) => transaction.Execute(
        KeepHint, ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId),
        ("@now", RegistrationRows.Ms(transaction.Now)));

    private static void NoteDelivery(LedgerTransaction transaction, Recording recording)
    {
        if (recording.Source == Source.Webhook)
        {
            transaction.Delivered(recording.Registrant.Key);
        }
    }

    private Outcome RecordNew(LedgerTransaction transaction, Recording recording)
    {
        var (decided, happened) = transaction.DecideOn(ledger.Scope, recording.ToRegistration(ledger.Scope.List, transaction.Now), recording);
        var stored = transaction.Insert(decided);
        transaction.AwaitDelivery(stored);
        transaction.IndexCandidates(stored, recording.Candidates.Codes);
        transaction.Note(stored, happened, code: recording.Decision.Code);
        return Outcome.Of(stored);
    }
}
