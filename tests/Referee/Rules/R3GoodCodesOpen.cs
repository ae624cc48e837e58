using System.Globalization;
using ZoomApprover.Referee.Evidence;

namespace ZoomApprover.Referee.Rules;

/// <summary>Every pending registrant with a free valid code ends approved, in bounded time.</summary>
internal static class R3GoodCodesOpen
{
    public static Verdict Judge(Trial trial)
    {
        var rows = trial.Sheet.Final.GroupBy(one => one.Code, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.ToList(), StringComparer.Ordinal);
        var used = Used(trial);
        var good = trial.Zoom.Registrants.Values
            .Where(one => trial.Case.IsManaged(one.Person.Meeting) && trial.KnownCodesOf(one.Person).Count == 1 && Opens(trial, rows, one))
            .ToList();
        var waits = good.Select(one => (one.Person, Wait: WaitOf(trial, one))).Where(one => one.Wait is not null).ToList();
        var longest = waits.Select(one => one.Wait!.Value).DefaultIfEmpty().Max();

        return new Verdict("R3", string.Create(CultureInfo.InvariantCulture, $"a free valid code opens, after {longest.TotalSeconds:F1} s at most"), good.Count,
        [
            .. good.Where(one => one.Status == "pending" && IsFree(trial, used, one.Person)).Select(one => $"{one.Person} waits with the free code {trial.KnownCodesOf(one.Person)[0]}: {trial.Told.GetValueOrDefault(one.Person)?[0].Registration.Reason}"),
            .. waits.Where(one => one.Wait > trial.Case.LongestWait).Select(one => $"{one.Person} waited {one.Wait!.Value.TotalSeconds:F0} s"),
        ]);
    }

    // codes of everybody who is in, however they came in
    private static HashSet<string> Used(Trial trial) =>
    [
        .. trial.Zoom.Registrants.Values.Where(one => one.Status == "approved").SelectMany(one => trial.KnownCodesOf(one.Person)),
        .. trial.Service.Registrations.Where(one => one.Registration is { Status: "approved", Code: not null }).Select(one => one.Registration.Code!),
    ];

    private static bool IsFree(Trial trial, HashSet<string> used, Person person)
    {
        var code = trial.KnownCodesOf(person)[0];
        var wasFreed = trial.ReleasesOf(code) > 0; // then it does not go to those who waited with it
        return !used.Contains(code) && !wasFreed;
    }

    /// <summary>Whether the code stands in one row, of the right session, and no person marked it as used.</summary>
    private static bool Opens(Trial trial, Dictionary<string, List<FinalRow>> rows, Registrant registrant)
    {
        var code = trial.KnownCodesOf(registrant.Person)[0];
        return rows.GetValueOrDefault(code) is [var row]
            && Codes.Fold(row.Cells[trial.Case.Columns.Session]) == Codes.Fold(trial.Case.SessionOf(registrant.Person.Meeting))
            && !trial.ListCodes[code].Exists(one => one.Header == trial.Case.Columns.Status && one.New.Length > 0);
    }

    private static TimeSpan? WaitOf(Trial trial, Registrant registrant) =>
        trial.ApprovalOf(registrant.Person) is { } effect ? effect.At - registrant.At : null;
}
