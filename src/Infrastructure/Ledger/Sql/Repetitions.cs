using System.Collections.ObjectModel;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>The same registrant again: delivered twice, registered anew with other answers, or pending once more in Zoom.</summary>
internal static class Repetitions
{
    private const string CodesOf = """
        select code from candidates where kind = @kind and meeting_id = @meeting and registrant_id = @registrant
        union
        select code from claims where kind = @kind and meeting_id = @meeting and registrant_id = @registrant
        """;

    public static Outcome RecordAgain(this LedgerTransaction transaction, LedgerScope scope, Registration known, Recording recording)
    {
        transaction.ForgetNotice(recording);
        var row = transaction.WithOccurrences(scope, known, recording);
        if (row is { Status: RegistrationStatus.Approved, Occurrences.Count: > 0 })
        {
            return Outcome.Of(row, repeated: row.Version == known.Version);
        }

        if (IsOpenAgain(scope, row, recording))
        {
            return transaction.OpenAgain(scope, row, recording);
        }

        return row.Status == RegistrationStatus.Waiting && transaction.HasNewAnswers(row, recording)
            ? transaction.ReplaceAnswers(scope, row, recording)
            : Outcome.Of(row, repeated: true);
    }

    public static Registration ToRegistration(this Recording recording, string list, DateTimeOffset now) => new()
    {
        Key = recording.Registrant.Key,
        List = list,
        Email = recording.Registrant.Email,
        FirstName = recording.Registrant.FirstName,
        LastName = recording.Registrant.LastName,
        Answers = recording.Registrant.Answers,
        AnswersPrint = AnswersPrint.Of(recording.Registrant.Answers),
        Occurrences = recording.Registrant.Occurrences,
        RegisteredAt = recording.Registrant.RegisteredAt,
        ReceivedAt = now,
        Source = recording.Source,
        Trace = recording.Trace,
    };

    // further dates of somebody who is in are owed under the claim that let them in; without one a person let them in, for what they chose
    private static Registration WithOccurrences(this LedgerTransaction transaction, LedgerScope scope, Registration known, Recording recording)
    {
        var all = known.Occurrences.Union(recording.Registrant.Occurrences, StringComparer.Ordinal).ToList();
        var seen = StillSeen(scope, known, recording);
        if (all.Count == known.Occurrences.Count && seen.Count == known.OccurrencesSeen.Count)
        {
            return known;
        }

        var owes = known is { Status: RegistrationStatus.Approved, Owed: null } && !scope.DryRun && transaction.StillHolds(scope, known);
        var more = transaction.Save(known with
        {
            Occurrences = all,
            OccurrencesSeen = seen,
            Owed = owes ? Sending.Owe(ZoomAction.Approve, transaction.Now) : known.Owed,
            Trace = recording.Trace ?? known.Trace,
        });
        transaction.Note(more, all.Count > known.Occurrences.Count ? HistoryEvent.OccurrencesAdded : HistoryEvent.OpenedAgain);
        return more;
    }

    // Zoom says, after it showed them in, that they wait for that date again
    private static IReadOnlyDictionary<string, ZoomStatus> StillSeen(LedgerScope scope, Registration known, Recording recording)
    {
        var isAnswer = recording is { Source: Source.Sweep, Registrant.Status: ZoomStatus.Pending } && !scope.DryRun;
        return isAnswer && recording.ObservedAt > known.ApprovedAt && recording.Registrant.Occurrences.Any(known.OccurrencesSeen.ContainsKey)
            ? known.OccurrencesSeen.Where(one => !recording.Registrant.Occurrences.Contains(one.Key)).ToDictionary()
            : known.OccurrencesSeen;
    }

    // an old delivery that comes late says "pending" too: only what Zoom said after our own state counts
    private static bool IsOpenAgain(LedgerScope scope, Registration row, Recording recording)
    {
        // in a dry run Zoom was told nothing, so there "pending" is no answer to what was decided
        var isAnswer = recording.Source == Source.Sweep && !scope.DryRun;
        var saidAt = isAnswer ? recording.ObservedAt : recording.Registrant.RegisteredAt;
        return recording.Registrant.Status == ZoomStatus.Pending && row.Status switch
        {
            RegistrationStatus.Denied or RegistrationStatus.Cancelled => saidAt > row.DecidedAt,
            RegistrationStatus.Approved => isAnswer && saidAt > row.ApprovedAt,
            _ => false,
        };
    }

    private static Outcome OpenAgain(this LedgerTransaction transaction, LedgerScope scope, Registration row, Recording recording)
    {
        var fresh = transaction.Renewed(scope, row, recording);

        // what opened an earlier event opens nothing in the present one
        var admitted = fresh.Code is not null || (row.Status == RegistrationStatus.Approved && row.Code is null && row.List == scope.List);
        var (next, _) = admitted
            ? (Deciding.Admit(scope, fresh, transaction.Now), HistoryEvent.OpenedAgain)
            : transaction.DecideOn(scope, fresh, recording);
        return transaction.Stored(next, recording, HistoryEvent.OpenedAgain);
    }

    // as the person describes it now; its claim stays, for nothing but a person frees a code
    private static Registration Renewed(this LedgerTransaction transaction, LedgerScope scope, Registration row, Recording recording)
    {
        var holds = transaction.StillHolds(scope, row);
        return row with
        {
            Email = recording.Registrant.Email,
            FirstName = recording.Registrant.FirstName,
            LastName = recording.Registrant.LastName,
            Answers = recording.Registrant.Answers,
            AnswersPrint = AnswersPrint.Of(recording.Registrant.Answers),
            RegisteredAt = row.RegisteredAt > recording.Registrant.RegisteredAt ? row.RegisteredAt : recording.Registrant.RegisteredAt,
            ReceivedAt = transaction.Now,
            Occurrences = recording.Registrant.Occurrences.Count > 0 ? recording.Registrant.Occurrences : row.Occurrences,
            OccurrencesSeen = ReadOnlyDictionary<string, ZoomStatus>.Empty,
            Code = holds ? row.Code : null,
            Generation = holds ? row.Generation : 0,
            ApprovedAt = null,
            AdoptedAt = null,
            ZoomWords = "",
            Trace = recording.Trace ?? row.Trace,
        };
    }

    private static bool HasNewAnswers(this LedgerTransaction transaction, Registration row, Recording recording)
    {
        var newer = recording.Registrant.RegisteredAt > row.RegisteredAt
            || (recording.Source == Source.Sweep && recording.ObservedAt > row.ReceivedAt);
        if (!newer || row.SaysTheSame(AnswersPrint.Of(recording.Registrant.Answers)))
        {
            return false;
        }

        if (row.Reason is not { } reason || ApprovalPolicy.IsJudgedAgain(reason))
        {
            return true;
        }

        // what a person, Zoom or a race decided stands until another code is offered; more words around the old one are not another
        var earlier = transaction.Rows(
            CodesOf, known => known.GetString(0),
            ("@kind", (int)row.Key.Meeting.Kind), ("@meeting", row.Key.Meeting.Id), ("@registrant", row.Key.RegistrantId));
        return recording.Decision.Code is { } code ? !earlier.Contains(code) : recording.Candidates.Codes.Except(earlier).Any();
    }

    private static Outcome ReplaceAnswers(this LedgerTransaction transaction, LedgerScope scope, Registration row, Recording recording)
    {
        transaction.Note(row, HistoryEvent.AnswersReplaced);
        var (next, happened) = transaction.DecideOn(scope, transaction.Renewed(scope, row, recording), recording);
        return transaction.Stored(next, recording, happened);
    }

    private static Outcome Stored(this LedgerTransaction transaction, Registration next, Recording recording, HistoryEvent happened)
    {
        var stored = transaction.Save(next);
        transaction.IndexCandidates(stored, recording.Candidates.Codes);
        transaction.Note(stored, happened, code: recording.Decision.Code);
        return Outcome.Of(stored);
    }
}
