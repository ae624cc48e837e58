namespace ZoomApprover.Simulators.Zoom;

/// <summary>Answers a call the way Zoom does: token, scope, limits, meeting, and only then the call itself.</summary>
internal sealed class ZoomApi(ZoomSimulatorOptions options, ZoomState state, AccessTokens tokens)
{
    private readonly RateLimits limits = new(options);
    private readonly RegistrantList list = new(options);

    public ZoomAnswer Answer(ZoomRequest request, Fault? fault, ZoomCall call)
    {
        lock (state.Gate)
        {
            if (request.Route!.Endpoint != ZoomEndpoint.Token)
                return Api(request, request.Route, fault, call);

            var (answer, unexpected) = tokens.Answer(request);
            return answer ?? state.Unexpected(call, unexpected!);
        }
    }

    private ZoomAnswer Api(ZoomRequest request, ZoomRoute route, Fault? fault, ZoomCall call)
    {
        if (tokens.ScopesOf(request.Authorization) is not { } scopes)
            return ZoomAnswer.Error(401, 124, "Invalid access token.");
        if (!scopes.Contains(route.Scope))
            return ZoomAnswer.Error(400, 4711, $"Invalid access token, does not contain scopes:[{route.Scope}].");
        if (limits.Count(route.Label) is { } tooMany)
            return tooMany;
        if (request.Refusal is { } refusal)
            return refusal;
        if (state.Find(route.MeetingId) is not { } meeting)
            return ZoomAnswer.Error(404, 3001, $"{route.Kind} does not exist: {route.MeetingId}.");
        if (meeting.Kind != route.Kind)
            return WrongKind(route);
        if (request.Values.TryGetValue("occurrence_id", out var occurrence) && meeting.Occurrences.All(one => one.Id != occurrence))
            return ZoomAnswer.Invalid("occurrence_id", "Invalid occurrence ID.");

        var answer = Call(request, route, meeting, fault, call);
        return fault?.Kind == FaultKind.UnknownFields ? Strangeness.In(answer) : answer;
    }

    private ZoomAnswer Call(ZoomRequest request, ZoomRoute route, SimMeeting meeting, Fault? fault, ZoomCall call) => route.Endpoint switch
    {
        ZoomEndpoint.Status => new StatusChange(options, state, limits).Answer(meeting, Occurrence(meeting, request), request.Status!, fault, call),
        ZoomEndpoint.List => list.Answer(meeting, Occurrence(meeting, request), request, (one, status) => Seen(one, status, Occurrence(meeting, request), fault), fault),
        ZoomEndpoint.Registrant => Registrant(meeting, route.RegistrantId!, Occurrence(meeting, request), fault),
        ZoomEndpoint.Questions => ZoomAnswer.Ok(ZoomJson.Questions(meeting)),
        _ => ZoomAnswer.Ok(ZoomJson.Meeting(meeting)),
    };

    /// <summary>Where people register once for all, Zoom has no use for it.</summary>
    private static string? Occurrence(SimMeeting meeting, ZoomRequest request) =>
        meeting.IsByOccurrence && request.Values.TryGetValue("occurrence_id", out var one) ? one.ToString() : null;

    private static ZoomAnswer Registrant(SimMeeting meeting, string id, string? occurrence, Fault? fault) => meeting.Find(id) is { } found
        ? ZoomAnswer.Ok(ZoomJson.Registrant(found, Seen(found, occurrence, fault)))
        : meeting.Kind == SimKind.Meeting
            ? ZoomAnswer.Error(400, 300, "Invalid Registrant ID.")
            : ZoomAnswer.Error(400, 3079, "This registrant does not exist.");

    /// <summary>Approved people were seen reported as pending again.</summary>
    private static string Seen(SimRegistrant registrant, string? occurrence, Fault? fault)
    {
        var status = occurrence is null ? registrant.Status : registrant.ByOccurrence.GetValueOrDefault(occurrence, registrant.Status);
        return fault?.Kind == FaultKind.StaleRead && status == SimRegistrant.Approved ? SimRegistrant.Pending : status;
    }

    /// <summary>Whether a listing of this status shows them.</summary>
    private static bool Seen(SimRegistrant registrant, string status, string? occurrence, Fault? fault) => fault?.Kind == FaultKind.StaleRead && status != SimRegistrant.Denied
        ? status == SimRegistrant.Pending && !registrant.Has(SimRegistrant.Denied, occurrence)
        : registrant.Has(status, occurrence);

    private static ZoomAnswer WrongKind(ZoomRoute route) => route.Kind == SimKind.Meeting
        ? ZoomAnswer.Error(400, 3000, "Cannot access webinar information.")
        : ZoomAnswer.Error(400, 300, $"Invalid webinar ID: {route.MeetingId}.");
}
