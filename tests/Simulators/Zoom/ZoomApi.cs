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

        return route.Endpoint switch
        {
            ZoomEndpoint.Status => new StatusChange(options, state, limits).Answer(meeting, request.Status!, fault, call),
            ZoomEndpoint.List => list.Answer(meeting, request, one => Seen(one, fault)),
            ZoomEndpoint.Registrant => Registrant(meeting, route.RegistrantId!, fault),
            ZoomEndpoint.Questions => ZoomAnswer.Ok(ZoomJson.Questions(meeting)),
            _ => ZoomAnswer.Ok(ZoomJson.Meeting(meeting)),
        };
    }

    private static ZoomAnswer Registrant(SimMeeting meeting, string id, Fault? fault) => meeting.Find(id) is { } found
        ? ZoomAnswer.Ok(ZoomJson.Registrant(found, Seen(found, fault)))
        : meeting.Kind == SimKind.Meeting
            ? ZoomAnswer.Error(400, 300, "Invalid Registrant ID.")
            : ZoomAnswer.Error(400, 3079, "This registrant does not exist.");

    /// <summary>Approved people were seen reported as pending again.</summary>
    private static string Seen(SimRegistrant registrant, Fault? fault) =>
        fault?.Kind == FaultKind.StaleRead && registrant.Status == SimRegistrant.Approved ? SimRegistrant.Pending : registrant.Status;

    private static ZoomAnswer WrongKind(ZoomRoute route) => route.Kind == SimKind.Meeting
        ? ZoomAnswer.Error(400, 3000, "Cannot access webinar information.")
        : ZoomAnswer.Error(400, 300, $"Invalid webinar ID: {route.MeetingId}.");
}
