using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Approvals that Zoom knows and the ledger does not: made by a person there, or lost here with an older ledger.</summary>
internal static class Adoptions
{
    private const string NotYetBlockedFor = $"""
        select {RegistrationRows.Columns} from candidates c
        join registrations r on r.kind = c.kind and r.meeting_id = c.meeting_id and r.registrant_id = c.registrant_id
        where c.list = @list and c.code = @code and r.status = 3 and r.adopted_at is not null
          and (r.judged_against is null or r.judged_against <= r.adopted_at)
          and not (r.kind = @kind and r.meeting_id = @meeting and r.registrant_id = @registrant)
        order by r.registered_at, r.registrant_id
        """;

    public static Adoption Adopt(this LedgerTransaction transaction, LedgerScope scope, Recording recording, IReadOnlyList<string> knownCodes)
    {
        var now = transaction.Now;
        var known = transaction.Find(recording.Registrant.Key);
        transaction.ForgetNotice(recording);
        if (known is { Status: RegistrationStatus.Approved } || IsOlder(recording.ObservedAt, known) || IsOfAnotherOccurrence(recording, known))
        {
            return new Adoption(Outcome.Of(known!, repeated: true), []);
        }

        if (known is { Status: RegistrationStatus.Approving, Owed.Action: ZoomAction.Approve })
        {
            // our own approval, seen from the other side: the best proof there is
            return transaction.Confirm(known, now);
        }

        var described = recording.ToRegistration(scope.List, now);
        var isDescribed = known is null || described.Answers!.Count > 0; // some deliveries carry no answers
        var holds = known is not null && transaction.StillHolds(scope, known);
        var row = (known ?? described) with
        {
            Answers = isDescribed ? described.Answers : known!.Answers,
            AnswersPrint = isDescribed ? described.AnswersPrint : known!.AnswersPrint,
            Code = holds ? known!.Code : null,
            Generation = holds ? known!.Generation : 0,
            List = scope.List,
            Status = RegistrationStatus.Approved,
            Reason = null,
            Owed = null,
            DecidedAt = now,
            ApprovedAt = now,
            AdoptedAt = now,
            JudgedAgainst = recording.JudgedAgainst < now ? recording.JudgedAgainst : now, // a clock that was set back must not pass for a younger reading
        };
        row = Occurring.Saw(row with { Occurrences = [.. row.Occurrences.Union(recording.Registrant.Occurrences, StringComparer.Ordinal)] }, recording.Registrant.Occurrences, ZoomStatus.Approved);
        var stored = known is null ? transaction.Insert(row) : transaction.Save(row);
        if (known is null)
        {
            transaction.AwaitDelivery(stored);
        }

        if (isDescribed)
        {
            transaction.IndexCandidates(stored, recording.Candidates.Codes);
        }

        // a code that somebody holds was in the list, though its row may be gone; what a person has set free stays free, though whom it was taken from is in
        var named = knownCodes.Union(recording.Candidates.Codes.Where(code => transaction.IsHeld(scope.List, code)), StringComparer.Ordinal);
        var used = named.Where(code => !transaction.WasTakenFrom(scope.List, code, stored.Key, orGivenBack: false)).ToList();
        var (blocked, usedTwice) = transaction.Block(scope, stored, used);
        if (known is { Status: RegistrationStatus.Denying })
        {
            transaction.Note(blocked, HistoryEvent.DenyTooLate, Actor.Zoom);
        }

        transaction.Note(blocked, HistoryEvent.Adopted, Actor.Zoom);
        return new Adoption(Outcome.Of(blocked), usedTwice);
    }

    // a page that was read before our own call left, or before Zoom said no, says nothing of what came of it
    private static bool IsOlder(DateTimeOffset observedAt, Registration? known) => known switch
    {
        { Owed.AttemptAt: { } attempt } => observedAt < attempt,
        { Status: RegistrationStatus.Denied or RegistrationStatus.Cancelled } => observedAt < known.DecidedAt,
        _ => false,
    };

    // who is in for one date is not for all: our own approval of each is read back by itself
    private static bool IsOfAnotherOccurrence(Recording recording, Registration? known) =>
        known is { Status: RegistrationStatus.Approving, Occurrences.Count: > 0 }
        && (known.Owed?.Occurrence is not { } asked ? known.Occurrences.Except(recording.Registrant.Occurrences).Any() : !recording.Registrant.Occurrences.Contains(asked));

    /// <summary>Makes codes unusable for everybody else, because this registrant is in with them.</summary>
    /// <returns>The registration with its claim, and the codes with which somebody else is in too.</returns>
    public static (Registration Row, IReadOnlyList<string> UsedTwice) Block(
        this LedgerTransaction transaction, LedgerScope scope, Registration adopted, IReadOnlyList<string> knownCodes)
    {
        List<string> usedTwice = [];
        var row = adopted;
        foreach (var code in knownCodes)
        {
            if (!transaction.HasFreeUse(scope.List, code) && !transaction.Holds(scope.List, code, row.Key) && !transaction.Displace(scope, code, row.Key))
            {
                usedTwice.Add(code);
                transaction.Note(row, HistoryEvent.UsedTwice, Actor.Zoom, code);
            }
            else if (transaction.TryClaim(scope.List, code, row.Key) is { } generation && row.Code is null)
            {
                row = transaction.Save(row with { Code = code, Generation = generation });
            }
        }

        return (row, usedTwice);
    }

    /// <summary>
    /// A free code that somebody gave whom Zoom had approved before the list was known here is theirs, whoever asks for it now.
    /// </summary>
    public static void BlockForAdopted(this LedgerTransaction transaction, LedgerScope scope, string code, RegistrationKey asking)
    {
        if (!transaction.HasFreeUse(scope.List, code))
        {
            return;
        }

        var adopted = transaction.Rows(
            NotYetBlockedFor, RegistrationRows.Read,
            ("@list", scope.List), ("@code", code), ("@kind", (int)asking.Meeting.Kind), ("@meeting", asking.Meeting.Id), ("@registrant", asking.RegistrantId));
        foreach (var heir in adopted.Where(one => transaction.HasFreeUse(scope.List, code) && !transaction.WasTakenFrom(scope.List, code, one.Key)))
        {
            transaction.Block(scope, heir, [code]);
        }
    }

    // false: whoever holds a use is in as well, and nothing can be undone. The latest gives way, of whom Zoom was told nothing if there is one
    private static bool Displace(this LedgerTransaction transaction, LedgerScope scope, string code, RegistrationKey heir)
    {
        var holders = transaction.Holders(scope.List, code).Select(key => (Key: key, Row: transaction.Find(key))).ToList();
        var (holderKey, holder) = holders.Where(one => one.Row is not { Status: RegistrationStatus.Approved }).OrderBy(one => one.Row?.HasOpenAttempt != true).LastOrDefault();
        if (holderKey == default)
        {
            return false;
        }

        transaction.GiveClaim(scope.List, code, holderKey, heir);
        if (holder is null)
        {
            return true;
        }

        var next = holder switch
        {
            { HasOpenAttempt: true } => holder with { Owed = holder.Owed! with { Wish = holder.Owed.Wish == Wish.Deny ? Wish.Deny : Wish.Displace } },
            { Status: RegistrationStatus.Approving or RegistrationStatus.Waiting } => Yielding.Displaced(holder, transaction.Now),
            _ => holder with { Code = null, Generation = 0 },
        };
        var stored = transaction.Save(next);
        transaction.Note(stored, HistoryEvent.Displaced, Actor.Zoom, code);
        return true;
    }

    // what was asked for while the call was on its way is granted here as after a reading
    public static Adoption Confirm(this LedgerTransaction transaction, Registration known, DateTimeOffset now)
    {
        var wish = known.Owed!.Wish;
        var stored = transaction.Save(Sending.Confirmed(known, now));
        transaction.Note(stored, wish switch
        {
            Wish.Release => HistoryEvent.ReleasedButApproved,
            Wish.Deny => HistoryEvent.DenyTooLate,
            Wish.Displace => HistoryEvent.UsedTwice,
            _ => HistoryEvent.Confirmed,
        });
        if (stored.Code is not { } code)
        {
            return new Adoption(Outcome.Of(stored), [], IsOurs: true);
        }

        if (wish == Wish.Release && transaction.Holds(stored.List, code, stored.Key))
        {
            transaction.Release(stored.List, code, stored.Key);
        }
        else
        {
            transaction.OweMarkOf(stored.List, code);
        }

        return new Adoption(Outcome.Of(stored), wish == Wish.Displace ? [code] : [], IsOurs: true);
    }
}
