using ZoomApprover.Referee.Evidence;

namespace ZoomApprover.Referee.Rules;

/// <summary>Every delivery answered 2xx has exactly one final decision, and every effect belongs to a decision.</summary>
internal static class R2OneDecision
{
    public static Verdict Judge(Trial trial)
    {
        var accepted = trial.Attempts.Where(one => one.Status is >= 200 and < 300 && trial.Case.IsManaged(one.Person.Meeting)).ToList();
        return new Verdict("R2", "each accepted delivery has one final decision, each effect belongs to one", accepted.Count + trial.Zoom.Effects.Count,
        [
            .. trial.Attempts.Where(one => one.Status is not (0 or 503) and not (>= 200 and < 300)).Select(one => $"{one.Person}: a genuine delivery was answered {one.Status}"),
            .. accepted.GroupBy(one => one.Person).SelectMany(one => Delivered(trial, one.Key, one.Min(each => each.Answered))),
            .. trial.Zoom.Effects.SelectMany(effect => Caused(trial, effect)),
        ]);
    }

    private static IEnumerable<string> Delivered(Trial trial, Person person, DateTimeOffset answered)
    {
        if (!trial.Told.TryGetValue(person, out var told))
        {
            yield return $"{person} was answered 2xx and is lost";
            yield break;
        }

        if (told.Count > 1)
        {
            yield return $"{person} stands there {told.Count} times";
        }

        var (registration, history) = (told[0].Registration, told[0].History);
        if (history.Count == 0 || history[0].At > answered)
        {
            yield return $"{person} was answered 2xx at {answered:O} and is known only since {history.Select(one => one.At.ToString("O", null)).FirstOrDefault("never")}";
        }

        // nobody who has left Zoom's list can be compared
        var inZoom = trial.Zoom.Registrants.GetValueOrDefault(person)?.Status;
        if (inZoom is not null && (registration.Status, inZoom) is not (("approved", "approved") or ("waiting", "pending") or ("denied" or "cancelled", "denied")))
        {
            yield return $"{person} is {registration.Status} ({registration.Reason}) here and {inZoom} in Zoom";
        }

        if (registration.Status == "waiting" && registration.Reason is null)
        {
            yield return $"{person} waits for no reason";
        }

        var ends = history.Count(one => one is { Event: "Confirmed" or "Adopted", Status: "approved" or "denied" });
        var begun = 1 + history.Count(one => one.Event == "OpenedAgain");
        if (ends > begun || (registration.Status == "approved" && ends == 0 && !history.Any(one => one.Event is "ReleasedButApproved" or "DenyTooLate" or "UsedTwice")))
        {
            yield return $"{person} is {registration.Status} and was settled {ends} times";
        }
    }

    private static IEnumerable<string> Caused(Trial trial, Effect effect)
    {
        var before = trial.HistoryOf(effect.Person).Where(one => one.At <= effect.At).ToList();
        var wanted = effect.IsApproval ? "approving" : "denying";
        if (!before.Exists(one => one.Status == wanted && one.Event != "CallBegun"))
        {
            yield return $"{effect.Person} was turned {effect.Status} by call {effect.Call}, which nothing decided";
        }
        else if (!before.Exists(one => one.Event == "CallBegun"))
        {
            yield return $"{effect.Person} was turned {effect.Status} by call {effect.Call}, which was not written down first";
        }
    }
}
