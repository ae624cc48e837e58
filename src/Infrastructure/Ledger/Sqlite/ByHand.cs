using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sqlite;

/// <summary>What a person asks for at the API. While a call to Zoom is on its way the wish is kept until the reading settles it.</summary>
internal static class ByHand
{
    public static DeskAnswer ApproveByHand(this LedgerTransaction transaction, LedgerScope scope, RegistrationKey key, string? code)
    {
        switch (transaction.Find(key))
        {
            case null:
                return new DeskAnswer(DeskEnd.NotFound, null);
            case { Status: RegistrationStatus.Approving or RegistrationStatus.Approved } done:
                return new DeskAnswer(code is null || code == done.Code ? DeskEnd.Done : DeskEnd.NotPossible, done);
            case { Status: not RegistrationStatus.Waiting } refused:
                return new DeskAnswer(DeskEnd.NotPossible, refused);
            case var row:
                return transaction.ApproveWaiting(scope, row, code);
        }
    }

    public static DeskAnswer DenyByHand(this LedgerTransaction transaction, LedgerScope scope, RegistrationKey key)
    {
        switch (transaction.Find(key))
        {
            case null:
                return new DeskAnswer(DeskEnd.NotFound, null);
            case { Status: RegistrationStatus.Denying or RegistrationStatus.Denied } done:
                return new DeskAnswer(DeskEnd.Done, done);
            case { Status: RegistrationStatus.Approved or RegistrationStatus.Cancelled } late:
                return new DeskAnswer(DeskEnd.NotPossible, late);
            case { HasOpenAttempt: true } open:
                return transaction.Wish(open, Domain.Registrations.Wish.Deny, HistoryEvent.DenyAsked);
            case var row:
                var now = transaction.Now;
                var next = scope.DryRun
                    ? Sending.Denied(row, now)
                    : Yielding.Denying(row, now);
                transaction.DropCandidates(key);
                return new DeskAnswer(DeskEnd.Done, transaction.Stored(next, HistoryEvent.DenyAsked));
        }
    }

    public static DeskAnswer ReleaseByHand(this LedgerTransaction transaction, LedgerScope scope, string code)
    {
        if (transaction.Holder(scope.List, code) is not { } key || transaction.Find(key) is not { } holder)
        {
            return new DeskAnswer(DeskEnd.NotFound, null);
        }

        if (holder.Code != code || holder.List != scope.List)
        {
            // it stands by another code now: that one, and a call made for it, are not what was asked about
            transaction.Release(scope.List, code);
            var same = transaction.Save(holder);
            transaction.Note(same, HistoryEvent.Released, Actor.Api, code);
            return new DeskAnswer(same.Status == RegistrationStatus.Approved ? DeskEnd.StaysApproved : DeskEnd.Done, same);
        }

        if (holder is { HasOpenAttempt: true, Owed.Action: ZoomAction.Approve })
        {
            return transaction.Wish(holder, Domain.Registrations.Wish.Release, HistoryEvent.ReleaseAsked);
        }

        transaction.Release(scope.List, code);
        if (holder.Status == RegistrationStatus.Approved)
        {
            // the version moves with the claim, so that nobody acts on what stood before
            return new DeskAnswer(DeskEnd.StaysApproved, transaction.Stored(holder with { Owed = null }, HistoryEvent.Released));
        }

        var next = holder.Status is RegistrationStatus.Approving or RegistrationStatus.Waiting ? Yielding.Released(holder, transaction.Now) : holder with { Code = null, Generation = 0 };
        var stored = transaction.Save(next);
        transaction.Note(holder with { Status = stored.Status, Reason = stored.Reason }, HistoryEvent.Released, Actor.Api);
        return new DeskAnswer(DeskEnd.Done, stored);
    }

    private static DeskAnswer ApproveWaiting(this LedgerTransaction transaction, LedgerScope scope, Registration row, string? code)
    {
        var next = row with { Source = Source.Person, DecidedAt = transaction.Now };
        if (code is not null)
        {
            transaction.BlockForAdopted(scope, code, row.Key);
            if (transaction.TryClaim(scope.List, code, row.Key) is not { } generation)
            {
                return new DeskAnswer(DeskEnd.CodeTaken, row);
            }

            next = next with { List = scope.List, Code = code, Generation = generation };
        }

        transaction.DropCandidates(row.Key);
        return new DeskAnswer(DeskEnd.Done, transaction.Stored(Deciding.Admit(scope, next, transaction.Now), HistoryEvent.ApproveAsked));
    }

    // one wish at a time: what was promised to one person is not taken back by the next
    private static DeskAnswer Wish(this LedgerTransaction transaction, Registration row, Wish wish, HistoryEvent asked) => row.Owed!.Wish switch
    {
        { } same when same == wish => new DeskAnswer(DeskEnd.AfterReadBack, row),
        Domain.Registrations.Wish.Release or Domain.Registrations.Wish.Deny => new DeskAnswer(DeskEnd.NotPossible, row),
        _ => new DeskAnswer(DeskEnd.AfterReadBack, transaction.Stored(row with { Owed = row.Owed with { Wish = wish } }, asked)),
    };

    private static Registration Stored(this LedgerTransaction transaction, Registration next, HistoryEvent happened)
    {
        var stored = transaction.Save(next);
        transaction.Note(stored, happened, Actor.Api);
        return stored;
    }
}
