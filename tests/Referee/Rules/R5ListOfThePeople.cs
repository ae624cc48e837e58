using ZoomApprover.Referee.Evidence;

namespace ZoomApprover.Referee.Rules;

/// <summary>
/// The list belongs to the people: the service changes its own columns only, no edit that a reading has seen is undone, and
/// at the end each mark stands in the row of its code.
/// </summary>
internal static class R5ListOfThePeople
{
    private const string Registered = "REGISTERED";

    public static Verdict Judge(Trial trial)
    {
        var written = trial.Sheet.Changes.Where(one => one.IsOurs).ToList();
        return new Verdict("R5", "own cells only, no seen edit undone, each mark in its row", written.Count,
        [
            .. written.Where(one => !trial.Case.Columns.IsOurs(one.Header)).Select(one => $"row {one.Row}: '{one.Header ?? "the header"}' was changed by call {one.Call}"),
            .. new Edits(trial).Undone(),
            .. Misplaced(trial),
            .. Missing(trial),
        ]);
    }

    /// <summary>Marks of the service that stand where they do not belong.</summary>
    private static IEnumerable<string> Misplaced(Trial trial)
    {
        var writers = trial.Sheet.Changes.Where(one => one.Code is not null && one.Header == trial.Case.Columns.Status)
            .GroupBy(one => one.Code!, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.Last(), StringComparer.Ordinal);
        var people = trial.Zoom.Registrants.Keys.ToLookup(one => one.Registrant, StringComparer.Ordinal);
        foreach (var row in trial.Sheet.Final)
        {
            var (status, id) = (row.Cells[trial.Case.Columns.Status], row.Cells[trial.Case.Columns.RegistrantId]);
            if (status.Length == 0 || writers.GetValueOrDefault(row.Code) is not { IsOurs: true })
            {
                continue;
            }

            if (!people[id].Any(person => trial.KnownCodesOf(person).Contains(row.Code) || trial.IsAskedFor(person, "ApproveAsked", DateTimeOffset.MaxValue)))
            {
                yield return $"the row of {row.Code} bears the mark of {id}, who never gave that code";
            }
            else if (status == Registered && people[id].All(person => trial.Zoom.Registrants[person].Status != "approved"))
            {
                yield return $"the row of {row.Code} says that {id} is in, who is not";
            }
        }
    }

    /// <summary>Who was let in with a code that stands in one row, where people left our cells alone, is named there.</summary>
    private static IEnumerable<string> Missing(Trial trial)
    {
        var rows = trial.Sheet.Final.GroupBy(one => one.Code, StringComparer.Ordinal).Where(one => one.Count() == 1).ToDictionary(one => one.Key, one => one.Single(), StringComparer.Ordinal);
        return
            from effect in trial.Zoom.Effects
            where effect.IsApproval && trial.KnownCodesOf(effect.Person).Count == 1 && !trial.IsAskedFor(effect.Person, "ApproveAsked", DateTimeOffset.MaxValue)
            let code = trial.KnownCodesOf(effect.Person)[0]
            where rows.ContainsKey(code) && trial.ReleasesOf(code) == 0 && !trial.ListCodes[code].Exists(one => trial.Case.Columns.IsOurs(one.Header))
            let cells = rows[code].Cells
            where trial.UsesOf(code) > 1
                ? !cells[trial.Case.Columns.Status].Contains('/', StringComparison.Ordinal) // it names the last one
                : cells[trial.Case.Columns.Status] != Registered || cells[trial.Case.Columns.RegistrantId] != effect.Person.Registrant
            select $"the row of {code} says '{cells[trial.Case.Columns.Status]}' of {cells[trial.Case.Columns.RegistrantId]}, and {effect.Person} came in with it";
    }
}
