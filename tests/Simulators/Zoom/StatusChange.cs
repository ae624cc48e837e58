namespace ZoomApprover.Simulators.Zoom;

/// <summary>PUT …/registrants/status. All or nothing on a refusal; silent about people it does not change.</summary>
internal sealed class StatusChange(ZoomSimulatorOptions options, ZoomState state, RateLimits limits)
{
    public ZoomAnswer Answer(SimMeeting meeting, string? occurrence, StatusBody body, Fault? fault, ZoomCall call)
    {
        if (meeting.ApprovalType == 2)
            return ZoomAnswer.Error(400, 300, $"Registration has not been enabled for this {meeting.Word}: {meeting.Id}.");
        if (options.RefuseUnknownRegistrants && body.Registrants.FirstOrDefault(one => Named(meeting, one) is null) is { } unknown)
            return ZoomAnswer.Error(400, 300, $"Registrant {unknown.Id ?? unknown.Email} was not found.");

        var named = body.Registrants.Select(one => Named(meeting, one)).OfType<SimRegistrant>().Distinct().ToList();
        if (limits.CountStatus(meeting, named) is { } tooMany)
            return tooMany;

        if (meeting.IsByOccurrence && occurrence is null && !options.WholeCallMeansEveryOccurrence)
            return ZoomAnswer.NoContent;

        var meant = body.Registrants.Where(one => Heard(one, fault)).Select(one => Meant(meeting, one)).OfType<SimRegistrant>().Distinct();
        var changing = meant.Where(one => Changes(one, body.Action, occurrence)).ToList();
        if (body.Action == "approve" && IsOverCapacity(meeting, changing.Count))
            return ZoomAnswer.Error(400, 3035, "Webinar has reached its maximum attendee capacity.");

        foreach (var registrant in changing)
            Change(registrant, body.Action, occurrence);
        state.Changed(call, changing, occurrence);
        return ZoomAnswer.NoContent;
    }

    private void Change(SimRegistrant registrant, string action, string? occurrence)
    {
        var status = action == "approve" ? SimRegistrant.Approved : SimRegistrant.Denied;
        IReadOnlyList<string?> each = registrant.ByOccurrence.Count == 0 || occurrence is not null
            ? [occurrence]
            : [.. registrant.ByOccurrence.Where(one => action != "approve" || one.Value == SimRegistrant.Pending).Select(one => one.Key)];
        foreach (var one in each)
            registrant.Change(status, options.Time.GetUtcNow(), one);
    }

    private static SimRegistrant? Named(SimMeeting meeting, StatusItem item) =>
        item.Id is { } id ? meeting.Find(id) : meeting.FindByEmail(item.Email!);

    /// <summary>An id whose e-mail differs is nobody.</summary>
    private static SimRegistrant? Meant(SimMeeting meeting, StatusItem item) =>
        Named(meeting, item) is { } found && string.Equals(item.Email ?? found.Email, found.Email, StringComparison.OrdinalIgnoreCase) ? found : null;

    private static bool Heard(StatusItem item, Fault? fault) => fault?.Kind switch
    {
        FaultKind.NoEffect => false,
        FaultKind.NoEffectWithEmail => item is not { Id: not null, Email: not null },
        _ => true,
    };

    /// <summary>A denied or cancelled person never comes back by the API; only a host's click does that.</summary>
    private static bool Changes(SimRegistrant registrant, string action, string? occurrence) => action == "approve"
        ? registrant.Has(SimRegistrant.Pending, occurrence)
        : registrant.Has(SimRegistrant.Pending, occurrence) || registrant.Has(SimRegistrant.Approved, occurrence);

    /// <summary>Only webinars know a capacity of attendees.</summary>
    private static bool IsOverCapacity(SimMeeting meeting, int more) => meeting.Kind == SimKind.Webinar
        && meeting.Registrants.Count(one => one.Status == SimRegistrant.Approved) + more > meeting.Capacity;
}
