using ZoomApprover.Referee.Evidence;

namespace ZoomApprover.Referee.Rules;

/// <summary>Nobody is approved through the service without a valid code of that session, unless a person asked for it.</summary>
internal static class R4OnlyGoodCodesOpen
{
    public static Verdict Judge(Trial trial)
    {
        var approvals = trial.Zoom.Effects.Where(one => one.IsApproval).ToList();
        return new Verdict("R4", "nobody approved without a valid code of that session", approvals.Count,
        [
            .. from one in approvals
               where !trial.IsAskedFor(one.Person, "ApproveAsked", one.At) && !trial.KnownCodesOf(one.Person).Any(code => IsValid(trial, one, code))
               select $"{one.Person} was approved, and none of {string.Join(", ", trial.KnownCodesOf(one.Person).DefaultIfEmpty("no known code"))} opened meeting {one.Person.Meeting} (session {trial.Case.SessionOf(one.Person.Meeting)})",
        ]);
    }

    private static bool IsValid(Trial trial, Effect effect, string code) =>
        trial.Opened(code, effect.Person.Meeting, effect.At) && !WasSeenSpent(trial, code, trial.Zoom.Registrants[effect.Person].At);

    /// <summary>Whether a reading had shown a person's mark in the row before somebody came with the code, and it stood all the time.</summary>
    private static bool WasSeenSpent(Trial trial, string code, DateTimeOffset before) =>
        trial.ListCodes[code].LastOrDefault(one => one.Header == trial.Case.Columns.Status && one.At < before) is { New.Length: > 0 } mark
        && trial.Sheet.Readings.Any(one => one.UpTo >= mark.Number && one.At < before);
}
