using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>
/// Somebody whom Zoom lists as denied and a restored ledger does not know. They may have been in and cancelled since: then the code
/// was spent, and nothing but a person sets a spent code free. Nobody can tell, so it counts as spent.
/// </summary>
internal static class DeniedUnknown
{
    private const string ClaimedAt = """
        select claimed_at from claims where list = @list and code = @code and generation = @generation and use_number > 0
          and kind = @kind and meeting_id = @meeting and registrant_id = @registrant
        """;

    /// <param name="behindSince">When the backup was taken: claims made since then were made without knowing of this one.</param>
    public static void KeepDenied(this LedgerTransaction transaction, LedgerScope scope, Recording recording, IReadOnlyList<string> knownCodes, DateTimeOffset behindSince)
    {
        var now = transaction.Now;
        var row = transaction.Insert(Sending.Denied(recording.ToRegistration(scope.List, now), now));
        transaction.Note(row, HistoryEvent.DeniedInZoom, Actor.Zoom);
        foreach (var code in knownCodes)
        {
            if (transaction.TryClaim(scope.List, code, row.Key) is null)
            {
                var holder = transaction.Holders(scope.List, code).FindLast(one => transaction.IsYoung(scope, one, code, behindSince));
                if (holder == default)
                {
                    continue; // the backup knows who holds it
                }

                transaction.GiveClaim(scope.List, code, holder, row.Key);
                var waiting = transaction.Save(Yielding.Displaced(transaction.Find(holder)!, now));
                transaction.Note(waiting, HistoryEvent.Displaced, Actor.Zoom, code);
            }

            if (row.Code is null)
            {
                row = transaction.Save(row with { Code = code, Generation = transaction.Generation(scope.List, code) });
            }
        }
    }

    // a claim that was made by the restored ledger and that Zoom was told nothing of
    private static bool IsYoung(this LedgerTransaction transaction, LedgerScope scope, RegistrationKey holder, string code, DateTimeOffset behindSince) =>
        transaction.Find(holder) is { Status: RegistrationStatus.Approving, HasOpenAttempt: false }
        && transaction.Single(
            ClaimedAt, found => found.GetInt64(0),
            ("@list", scope.List), ("@code", code), ("@generation", transaction.Generation(scope.List, code)),
            ("@kind", (int)holder.Meeting.Kind), ("@meeting", holder.Meeting.Id), ("@registrant", holder.RegistrantId)) > RegistrationRows.Ms(behindSince);
}
