namespace ZoomApprover.Domain.Registrations;

/// <summary>
/// Registrations for occurrences of a recurring meeting: one claim for all of them, a call for each, and a registrant who is in
/// for one of them is approved while the others are still owed. Pure.
/// </summary>
public static class Occurring
{
    /// <summary>Which occurrence the owed call is to be made for next; null when all are settled, or when there are none.</summary>
    public static string? Next(Registration registration) => registration.Owed?.Action == ZoomAction.Deny
        ? registration.Occurrences.FirstOrDefault(one => registration.OccurrencesSeen.GetValueOrDefault(one, ZoomStatus.Pending) != ZoomStatus.Denied)
        : registration.Occurrences.FirstOrDefault(one => !registration.OccurrencesSeen.ContainsKey(one));

    /// <summary>Zoom showed what became of the call for one occurrence: on to the next, unless something else was asked for meanwhile.</summary>
    public static Registration Settled(Registration registration, ZoomStatus seen, DateTimeOffset now)
    {
        var owed = registration.Owed!;
        var known = Saw(registration, [owed.Occurrence!], seen);
        var goesOn = owed.Wish is null && Next(known) is not null && (owed.Action == ZoomAction.Approve || seen == ZoomStatus.Denied);
        var isIn = known.OccurrencesSeen.Values.Contains(ZoomStatus.Approved);
        return known with
        {
            Status = isIn ? RegistrationStatus.Approved : goesOn ? registration.Status : RegistrationStatus.Denied,
            Reason = null,
            ApprovedAt = seen == ZoomStatus.Approved ? now : registration.ApprovedAt,
            DecidedAt = seen == ZoomStatus.Denied ? now : registration.DecidedAt,
            Owed = goesOn ? Sending.Owe(owed.Action, now) : null,
        };
    }

    /// <summary>Zoom showed these occurrences so.</summary>
    public static Registration Saw(Registration registration, IReadOnlyCollection<string> occurrences, ZoomStatus seen)
    {
        var all = new SortedDictionary<string, ZoomStatus>(registration.OccurrencesSeen.ToDictionary(), StringComparer.Ordinal);
        foreach (var one in occurrences)
        {
            all[one] = seen;
        }

        return registration with { OccurrencesSeen = all };
    }
}
