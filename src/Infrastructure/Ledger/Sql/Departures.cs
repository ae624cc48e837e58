using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>
/// How registrants leave. Zoom lists everybody who is out as denied; only what it told before says who cancelled, and whether
/// that frees the code. A notice alone changes nothing: a reading has to show them out.
/// </summary>
internal static class Departures
{
    // a reading so soon after the event may still show what was before it
    private static readonly TimeSpan ReadingsLag = TimeSpan.FromMinutes(2);

    private const string Keep = """
        insert into notices (kind, meeting_id, registrant_id, event, at, gives_back) values (@kind, @meeting, @registrant, @event, @at, @gives_back)
        on conflict (kind, meeting_id, registrant_id) do update set event = excluded.event, at = excluded.at, gives_back = excluded.gives_back
        where excluded.at > notices.at
        """;

    private const string Cancellation = """
        select at, gives_back from notices where kind = @kind and meeting_id = @meeting and registrant_id = @registrant and event = 3
        """;

    private const string Forget = "delete from notices where kind = @kind and meeting_id = @meeting and registrant_id = @registrant and at <= @at";

    /// <summary>The latest by Zoom's time is kept, whatever the order of arrival.</summary>
    public static void KeepNotice(this LedgerTransaction transaction, Notice notice, bool givesBack) => transaction.Execute(
        Keep,
        ("@kind", (int)notice.Key.Meeting.Kind), ("@meeting", notice.Key.Meeting.Id), ("@registrant", notice.Key.RegistrantId),
        ("@event", (int)notice.Event), ("@at", RegistrationRows.Ms(notice.At)), ("@gives_back", givesBack ? 1 : 0));

    /// <summary>A reading shows the registrant in, or waiting: what was told before it is over.</summary>
    public static void ForgetNotice(this LedgerTransaction transaction, Recording recording)
    {
        if (recording.Source == Source.Sweep)
        {
            var lag = recording.Registrant.Status == ZoomStatus.Approved ? ReadingsLag : TimeSpan.Zero;
            transaction.ForgetNotice(recording.Registrant.Key, recording.ObservedAt - lag);
        }
    }

    /// <summary>Whether the last thing Zoom told of the registrant is a cancellation.</summary>
    public static bool HasCancelled(this LedgerTransaction transaction, RegistrationKey key) => transaction.CancellationOf(key) is not null;

    /// <summary>Zoom was read, and the registrant is out.</summary>
    /// <returns>Whether anything changed.</returns>
    public static bool DeniedInZoom(this LedgerTransaction transaction, RegistrationKey key, DateTimeOffset observedAt)
    {
        switch (transaction.Find(key))
        {
            case null or { Status: RegistrationStatus.Cancelled }:
                return false;
            case { Status: RegistrationStatus.Denied } when !transaction.HasCancelled(key):
                return false;
            case { HasOpenAttempt: true, Owed.Action: ZoomAction.Approve } open:
                // what was asked for meanwhile is settled by the call's own reading: let it come at once
                return transaction.Update(open with { Owed = open.Owed! with { NextAttemptAt = transaction.Now } }) is not null;
            case var known when observedAt < known.DecidedAt || observedAt < known.ApprovedAt:
                return false; // seen before it became what it is
            case var known:
                transaction.DropCandidates(key);
                var (next, departure) = transaction.AsItLeft(Sending.Denied(known, transaction.Now));
                if (next.Status == RegistrationStatus.Denied && known.Status == RegistrationStatus.Denied)
                {
                    return false; // that cancellation was of an earlier registration
                }

                var stored = transaction.Save(next);
                if (departure is null)
                {
                    transaction.Note(stored, HistoryEvent.DeniedInZoom, Actor.Zoom);
                }

                transaction.Depart(stored, departure);
                return true;
        }
    }

    /// <summary>Tells a cancellation from a refusal.</summary>
    /// <param name="denied">As a refusal leaves it, not yet stored.</param>
    /// <returns>What is to be stored, and what must follow once it is; null when it was no cancellation.</returns>
    public static (Registration Next, Departure? Departure) AsItLeft(this LedgerTransaction transaction, Registration denied)
    {
        if (transaction.CancellationOf(denied.Key) is not var (at, givesBack) || !denied.EndsWith(at))
        {
            return (denied, null);
        }

        var cancelled = denied with { Status = RegistrationStatus.Cancelled };
        // who was in for one date and is out of another has used the code
        return givesBack && denied.Occurrences.Count == 0 && denied.Code is { } code && transaction.Holds(denied.List, code, denied.Key)
            ? (cancelled with { Code = null, Generation = 0 }, new Departure(denied.Code, denied.Generation))
            : (cancelled, new Departure(null, 0));
    }

    /// <summary>Writes the cancellation down and frees the code that goes with it.</summary>
    public static void Depart(this LedgerTransaction transaction, Registration stored, Departure? departure)
    {
        if (departure is null)
        {
            return;
        }

        transaction.Note(stored, HistoryEvent.CancelledInZoom, departure.FreedCode is null ? Actor.Zoom : Actor.Registrant);
        if (departure.FreedCode is { } code)
        {
            transaction.GiveBack(stored.List, code, stored.Key);
            transaction.Note(stored with { Code = code, Generation = departure.Generation }, HistoryEvent.Released, Actor.Registrant);
        }

        transaction.ForgetNotice(stored.Key, DateTimeOffset.MaxValue);
    }

    private static (DateTimeOffset At, bool GivesBack)? CancellationOf(this LedgerTransaction transaction, RegistrationKey key) => transaction.Single(
        Cancellation, row => ((DateTimeOffset, bool)?)(RegistrationRows.Time(row, 0)!.Value, row.GetInt32(1) == 1),
        ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId));

    private static void ForgetNotice(this LedgerTransaction transaction, RegistrationKey key, DateTimeOffset saidUntil) => transaction.Execute(
        Forget,
        ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId), ("@at", RegistrationRows.Ms(saidUntil)));
}

/// <param name="FreedCode">Null when the code stays spent.</param>
/// <param name="Generation">Of the claim that ends.</param>
internal sealed record Departure(string? FreedCode, int Generation)
{
    /// <summary>Without the code.</summary>
    public override string ToString() => nameof(Departure);
}
