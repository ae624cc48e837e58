using System.Globalization;
using ZoomApprover.Referee.Evidence;

namespace ZoomApprover.Referee.Rules;

/// <summary>The service's own counters equal what the logs add up to.</summary>
internal static class R8SameCounts
{
    public static Verdict Judge(Trial trial)
    {
        var (status, since) = (trial.Service.Status, trial.Service.Status.Deliveries.Since);
        var people = trial.Zoom.Registrants.Values.Where(one => trial.Case.IsManaged(one.Person.Meeting)).ToList();
        var answered = trial.Attempts.Count(one => one.Sent >= since && one.Status == 200);
        var perhaps = trial.Attempts.Count(one => one.Answered >= since && one.Status is 200 or 0); // on its way at the start, or taken and the answer lost
        List<(string What, long Said, long Least, long Most)> counters =
        [
            ("registrations", trial.Service.Registrations.Count, people.Count, people.Count),
            ("approved", Said("approved"), InZoom("approved"), InZoom("approved")),
            ("waiting", Said("waiting"), InZoom("pending"), InZoom("pending")),
            ("denied and cancelled", Said("denied") + Said("cancelled"), InZoom("denied"), InZoom("denied")),
            ("owed to Zoom", status.Zoom.Owed, 0, 0),
            ("marks owed", status.List.MarksOwed, 0, Cleared()),
            ("codes of the list", status.List.Rows, FinalCodes(), FinalCodes()),
            ("deliveries accepted since the start", status.Deliveries.Accepted, trial.Case.Replicas > 1 ? 0 : answered, perhaps),
        ];
        return new Verdict("R8", "the service counts as the referee does", counters.Count,
        [
            .. counters.Where(one => one.Said < one.Least || one.Said > one.Most)
                .Select(one => $"{one.What}: {one.Said} there, {one.Least}{(one.Most > one.Least ? string.Create(CultureInfo.InvariantCulture, $" to {one.Most}") : "")} here"),
        ]);

        int Said(string name) => status.Registrations.GetValueOrDefault(name);

        int InZoom(string name) => people.Count(one => one.Status == name);

        // what a person cleared is left for a person to decide
        int Cleared() => trial.Sheet.Changes.Where(one => one is { IsOurs: false, New.Length: 0, Old.Length: > 0 } && one.Header == trial.Case.Columns.Status).Select(one => one.Code).Distinct().Count();

        int FinalCodes() => trial.Sheet.Final.Select(one => one.Code).Distinct(StringComparer.Ordinal).Count();
    }
}
