using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Turns a decision into a state, inside the writer's transaction: here a code is won or lost.</summary>
internal static class Deciding
{
    /// <summary>Decides on what somebody sent: what they tried counts.</summary>
    public static (Registration Row, HistoryEvent Event) DecideOn(this LedgerTransaction transaction, LedgerScope scope, Registration row, Recording recording)
    {
        transaction.CountDecision(row.Key, row.Email, recording.Tries);
        return transaction.Decide(scope, row, recording.Decision, recording.JudgedAgainst);
    }

    /// <param name="row">Its list is set to the one in force.</param>
    /// <returns>The registration as decided, not yet stored, and what the history should call it.</returns>
    public static (Registration Row, HistoryEvent Event) Decide(
        this LedgerTransaction transaction, LedgerScope scope, Registration row, Decision decision, DateTimeOffset? judgedAgainst)
    {
        var now = transaction.Now;
        var judged = row with { List = scope.List, JudgedAgainst = judgedAgainst, DecidedAt = now };
        if (decision.Code is not { } code)
        {
            return (judged with { Status = RegistrationStatus.Waiting, Reason = decision.Reason, Owed = null }, HistoryEvent.Decided);
        }

        // the ledger itself settles what follows, so no later reading of the list is waited for
        var settled = judged with { Status = RegistrationStatus.Waiting, Owed = null, JudgedAgainst = now.AddMilliseconds(1) };
        if (transaction.WasTakenFrom(scope.List, code, row.Key, orGivenBack: false))
        {
            return (settled with { Reason = WaitingReason.ReleasedByPerson }, HistoryEvent.Decided);
        }

        if (transaction.IsHeld(row, decision))
        {
            return (settled with { Reason = WaitingReason.TooManyTries }, HistoryEvent.Decided);
        }

        transaction.BlockForAdopted(scope, code, row.Key);
        if (transaction.TryClaim(scope.List, code, row.Key) is not { } generation)
        {
            return (settled with { Reason = WaitingReason.CodeAlreadyUsed }, HistoryEvent.LostRace);
        }

        return (Admit(scope, judged with { Code = code, Generation = generation }, now), HistoryEvent.Decided);
    }

    /// <summary>From here on Zoom must be told; in a dry run nobody is told and the decision is the end.</summary>
    public static Registration Admit(LedgerScope scope, Registration row, DateTimeOffset now) => scope.DryRun
        ? row with { Status = RegistrationStatus.Approved, Reason = null, ApprovedAt = now, Owed = null }
        : row with { Status = RegistrationStatus.Approving, Reason = null, ApprovedAt = null, Owed = Sending.Owe(ZoomAction.Approve, now) };

    /// <summary>Keeps the index of candidates for as long as a change of the list may concern the registration.</summary>
    public static void IndexCandidates(this LedgerTransaction transaction, Registration row, IReadOnlyList<string> candidates)
    {
        if (row.Status == RegistrationStatus.Waiting || row.AdoptedAt is not null)
        {
            transaction.KeepCandidates(row.List, row.Key, candidates);
        }
        else
        {
            transaction.DropCandidates(row.Key);
        }
    }
}
