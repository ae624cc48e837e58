using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>What a person asks for at the API. While a call to Zoom is on its way the wish is kept until the reading settles it.</summary>
internal static class ByHand
{
    private const string BegunAndNotRefused = """
        select coalesce(sum(case event when @begun then 1 when @refused then -1 else 0 end), 0) from history
        where kind = @kind and meeting_id = @meeting and registrant_id = @registrant and at > @since
        """;

    // 11 is UsedTwice, spelled out for its index
    private const string AlsoIn = $"""
        select {RegistrationRows.Columns} from history h
        join registrations r on r.kind = h.kind and r.meeting_id = h.meeting_id and r.registrant_id = h.registrant_id
        where h.event = 11 and h.code = @code and r.list = @list and r.status = 3
          and not exists (select 1 from claims c where c.list = @list and c.code = @code and c.generation = @generation and c.use_number > 0
            and c.kind = r.kind and c.meeting_id = r.meeting_id and c.registrant_id = r.registrant_id)
          and not exists (select 1 from history f where f.kind = h.kind and f.meeting_id = h.meeting_id and f.registrant_id = h.registrant_id
            and f.id > h.id and f.event = @released and f.code = @code)
        order by h.id limit 1
        """;

    private static readonly DeskEnd[] Telling = [DeskEnd.AfterReadBack, DeskEnd.NotPossible, DeskEnd.StaysApproved, DeskEnd.Done];

    /// <param name="actor">The API, or the list: in whose approve cell a person wrote something.</param>
    public static DeskAnswer ApproveByHand(this LedgerTransaction transaction, LedgerScope scope, RegistrationKey key, string? code, Actor actor = Actor.Api)
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
                return transaction.ApproveWaiting(scope, row, code, actor);
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

    /// <param name="registrantId">Whose use is set free; null for all of them.</param>
    /// <returns>Of several uses, what people must know most of all: that one is not free yet.</returns>
    public static DeskAnswer ReleaseByHand(this LedgerTransaction transaction, LedgerScope scope, string code, string? registrantId = null)
    {
        var holders = transaction.Holders(scope.List, code).Where(key => registrantId is null || key.RegistrantId == registrantId).Select(key => transaction.Find(key)).OfType<Registration>().ToList();
        return holders.Select(holder => transaction.ReleaseUse(scope, code, holder, Actor.Api)).ToList() is { Count: > 0 } answers
            ? answers.MinBy(answer => Array.IndexOf(Telling, answer.End))!
            : new DeskAnswer(DeskEnd.NotFound, null);
    }

    /// <param name="actor">The API, or the list: whose status cell a person cleared.</param>
    private static DeskAnswer ReleaseUse(this LedgerTransaction transaction, LedgerScope scope, string code, Registration holder, Actor actor)
    {
        var key = holder.Key;
        if (holder.Code != code || holder.List != scope.List)
        {
            // it stands by another code now: that one, and a call made for it, are not what was asked about
            transaction.Release(scope.List, code, key);
            var same = transaction.Save(holder);
            transaction.Note(same, HistoryEvent.Released, actor, code);
            return new DeskAnswer(same.Status == RegistrationStatus.Approved ? DeskEnd.StaysApproved : DeskEnd.Done, same);
        }

        if (holder is { HasOpenAttempt: true, Owed.Action: ZoomAction.Approve })
        {
            return transaction.Wish(holder, Domain.Registrations.Wish.Release, HistoryEvent.ReleaseAsked, actor);
        }

        if (holder is { Status: RegistrationStatus.Approving, Owed.Action: ZoomAction.Approve } && transaction.MayStillLand(key))
        {
            return transaction.Wish(Sending.AwaitLate(holder, transaction.Now), Domain.Registrations.Wish.Release, HistoryEvent.ReleaseAsked, actor);
        }

        transaction.Release(scope.List, code, key);
        if (holder.Status == RegistrationStatus.Approved)
        {
            // the version moves with the claim, so that nobody acts on what stood before
            return new DeskAnswer(DeskEnd.StaysApproved, transaction.Stored(holder with { Owed = null }, HistoryEvent.Released, actor));
        }

        var next = holder.Status is RegistrationStatus.Approving or RegistrationStatus.Waiting ? Yielding.Released(holder, transaction.Now) : holder with { Code = null, Generation = 0 };
        var stored = transaction.Save(next);
        transaction.Note(holder with { Status = stored.Status, Reason = stored.Reason }, HistoryEvent.Released, actor);
        return new DeskAnswer(DeskEnd.Done, stored);
    }

    /// <summary>
    /// A person cleared the status cell: the uses that its mark counted are set free, and those claimed since are not.
    /// </summary>
    /// <returns>How many were set free.</returns>
    public static int ReleaseCleared(this LedgerTransaction transaction, LedgerScope scope, MarkFacts cleared) =>
        transaction.Generation(scope.List, cleared.Code) != cleared.Generation
            ? 0
            : cleared.Uses.Count(use => use.IsHeld && transaction.ReleaseCleared(scope, cleared.Code, use));

    // should somebody else be in with the code too, the use is theirs from now on: an older ledger may have been put back, and the cell
    // that was cleared for the next one not be marked yet
    private static bool ReleaseCleared(this LedgerTransaction transaction, LedgerScope scope, string code, CodeUse use)
    {
        var key = use.Holder.Key;
        if (transaction.OrdinalOf(scope.List, code, key) != use.Ordinal || transaction.Find(key) is not { } holder)
        {
            return false;
        }

        if (transaction.InWithItToo(scope.List, code) is not { } heir)
        {
            transaction.ReleaseUse(scope, code, holder, Actor.List);
            return true;
        }

        if (holder.HasOpenAttempt)
        {
            return false; // the reading of Zoom comes first
        }

        transaction.GiveClaim(scope.List, code, key, heir.Key);
        transaction.Save(heir with { List = scope.List, Code = code, Generation = transaction.Generation(scope.List, code) });
        var stays = holder.Status is RegistrationStatus.Approving or RegistrationStatus.Waiting ? Yielding.Released(holder, transaction.Now) : holder;
        transaction.Note(transaction.Save(stays), HistoryEvent.Released, Actor.List, code);
        return true;
    }

    // of the calls begun not long ago more than Zoom has refused for certain: a reading may have been too early
    private static bool MayStillLand(this LedgerTransaction transaction, RegistrationKey key) => transaction.Single(
        BegunAndNotRefused, row => row.GetInt32(0), ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId),
        ("@begun", (int)HistoryEvent.CallBegun), ("@refused", (int)HistoryEvent.CallRefused),
        ("@since", RegistrationRows.Ms(transaction.Now - Sending.TimeToLand))) > 0;

    private static Registration? InWithItToo(this LedgerTransaction transaction, string list, string code) => transaction.Single(
        AlsoIn, RegistrationRows.Read, ("@list", list), ("@code", code), ("@generation", transaction.Generation(list, code)),
        ("@released", (int)HistoryEvent.Released));

    private static DeskAnswer ApproveWaiting(this LedgerTransaction transaction, LedgerScope scope, Registration row, string? code, Actor actor)
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
        return new DeskAnswer(DeskEnd.Done, transaction.Stored(Deciding.Admit(scope, next, transaction.Now), HistoryEvent.ApproveAsked, actor));
    }

    // one wish at a time: what was promised to one person is not taken back by the next
    private static DeskAnswer Wish(this LedgerTransaction transaction, Registration row, Wish wish, HistoryEvent asked, Actor actor = Actor.Api) => row.Owed!.Wish switch
    {
        { } same when same == wish => new DeskAnswer(DeskEnd.AfterReadBack, row),
        Domain.Registrations.Wish.Release or Domain.Registrations.Wish.Deny => new DeskAnswer(DeskEnd.NotPossible, row),
        _ => new DeskAnswer(DeskEnd.AfterReadBack, transaction.Stored(row with { Owed = row.Owed with { Wish = wish } }, asked, actor)),
    };

    private static Registration Stored(this LedgerTransaction transaction, Registration next, HistoryEvent happened, Actor actor = Actor.Api)
    {
        var stored = transaction.Save(next);
        transaction.Note(stored, happened, actor);
        return stored;
    }
}
