namespace ZoomApprover.Simulators.Zoom;

/// <summary>What Zoom remembers, and what the simulator remembers about its callers. It outlives a restart.</summary>
internal sealed class ZoomState(TimeProvider time, Journal? journal = null)
{
    private readonly Dictionary<long, SimMeeting> meetings = [];
    private readonly List<ZoomCall> calls = [];
    private readonly List<ZoomApproval> approvals = [];
    private readonly List<string> unexpected = [];
    private int redirectsFollowed;

    /// <summary>Held over every effect, so two calls never change one registrant at a time.</summary>
    public Lock Gate { get; } = new();

    public IReadOnlyList<ZoomCall> Calls => Copy(calls);

    public IReadOnlyList<ZoomApproval> Approvals => Copy(approvals);

    public IReadOnlyList<string> UnexpectedCalls => Copy(unexpected);

    public int RedirectsFollowed => Volatile.Read(ref redirectsFollowed);

    public SimMeeting? Find(long id)
    {
        lock (Gate)
            return meetings.GetValueOrDefault(id);
    }

    public void Add(SimMeeting meeting)
    {
        lock (Gate)
        {
            meetings.Add(meeting.Id, meeting);
            journal?.Note("meeting", new { meeting.Kind, MeetingId = meeting.Id });
        }
    }

    public void Remove(long id)
    {
        lock (Gate)
            meetings.Remove(id);
    }

    public ZoomCall Arrived(ZoomRequest request)
    {
        lock (Gate)
        {
            var call = Described(request);
            calls.Add(call);
            journal?.Note("call", new { Call = call.Number, call.Endpoint, request.Route?.Label, request.Route?.Kind, call.MeetingId, call.RegistrantIds, call.Action });
            return call;
        }
    }

    /// <summary>The answer that is about to leave; a call that is cut off has none.</summary>
    public void Answering(ZoomCall call, int status)
    {
        call.Status = status;
        journal?.Note("answer", new { Call = call.Number, Status = status });
    }

    /// <summary>A person's act in Zoom's pages, or on the form.</summary>
    public void Person(string act, SimMeeting meeting, SimRegistrant registrant) =>
        journal?.Note("person", new { Act = act, meeting.Kind, MeetingId = meeting.Id, RegistrantId = registrant.Id, registrant.Status, Answers = registrant.Answers.Select(one => one.Value) });

    public void Changed(ZoomCall call, IReadOnlyList<SimRegistrant> changed, string? occurrence = null)
    {
        lock (Gate)
        {
            call.ChangedIds = [.. changed.Select(one => one.Id)];
            approvals.AddRange(changed.Select(one => new ZoomApproval(time.GetUtcNow(), call.MeetingId, one.Id, one.Email, call.Action!, occurrence)));
            foreach (var one in changed)
                journal?.Note("effect", new { Call = call.Number, call.MeetingId, RegistrantId = one.Id, one.Status, Occurrence = occurrence });
        }
    }

    private ZoomCall Described(ZoomRequest request) => new()
    {
        Number = calls.Count + 1,
        Time = time.GetUtcNow(),
        Method = request.Method,
        Path = request.Path,
        Query = request.Query,
        Body = request.Body,
        Endpoint = request.Route?.Endpoint,
        MeetingId = request.Route?.MeetingId ?? 0,
        RegistrantIds = request.RegistrantIds,
        Action = request.Status?.Action,
    };

    public ZoomAnswer Unexpected(ZoomCall call, string why)
    {
        var text = $"{call.Method} {call.Path}{call.Query}: {why}";
        lock (Gate)
            unexpected.Add(text);
        journal?.Note("unexpected", new { Call = call.Number, Text = text });
        return new ZoomAnswer(501, text);
    }

    public void FollowedRedirect(ZoomCall call)
    {
        Interlocked.Increment(ref redirectsFollowed);
        Unexpected(call, "a redirect was followed");
    }

    /// <summary>A hook of a test threw, or the simulator itself is wrong.</summary>
    public void Failed(Exception exception)
    {
        lock (Gate)
            unexpected.Add(exception.ToString());
    }

    private IReadOnlyList<T> Copy<T>(List<T> list)
    {
        lock (Gate)
            return [.. list];
    }
}
