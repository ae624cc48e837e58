namespace ZoomApprover.Simulators.Zoom;

/// <summary>When a fault strikes. It stays among the rules when it is used up.</summary>
public sealed class FaultRule
{
    internal FaultRule(ZoomEndpoint endpoint, Fault fault, int? times, long? meetingId, string? registrantId)
    {
        Endpoint = endpoint;
        Fault = fault;
        Times = times;
        MeetingId = meetingId;
        RegistrantId = registrantId;
    }

    public ZoomEndpoint Endpoint { get; }

    public Fault Fault { get; }

    /// <summary>Null: always.</summary>
    public int? Times { get; }

    public long? MeetingId { get; }

    /// <summary>Strikes only while this registrant is in the batch or the path.</summary>
    public string? RegistrantId { get; }

    public int Hits { get; internal set; }

    internal bool Fits(ZoomRequest request) => !(Hits >= Times)
        && request.Route!.Endpoint == Endpoint
        && (MeetingId is null || request.Route.MeetingId == MeetingId)
        && (RegistrantId is null || request.RegistrantIds.Contains(RegistrantId));
}

/// <summary>The faults to come. The oldest rule that fits a call wins.</summary>
public sealed class ZoomFaults
{
    private readonly Lock gate = new();
    private readonly List<FaultRule> rules = [];

    /// <summary>Decides on every call that no rule fits. Null: those go well.</summary>
    public FaultPlan? Plan { get; set; }

    public FaultRule Next(ZoomEndpoint endpoint, Fault fault, int times = 1, long? meetingId = null, string? registrantId = null) =>
        Add(new(endpoint, fault, times, meetingId, registrantId));

    public FaultRule Always(ZoomEndpoint endpoint, Fault fault, long? meetingId = null, string? registrantId = null) =>
        Add(new(endpoint, fault, null, meetingId, registrantId));

    public void Remove(FaultRule rule)
    {
        lock (gate)
            rules.Remove(rule);
    }

    public void Clear()
    {
        lock (gate)
            rules.Clear();
    }

    internal FaultRule? Take(ZoomRequest request)
    {
        lock (gate)
        {
            var rule = rules.Find(one => one.Fits(request));
            if (rule is not null)
                rule.Hits++;
            return rule;
        }
    }

    /// <summary>The call never got as far as the fault.</summary>
    internal void GiveBack(FaultRule rule)
    {
        lock (gate)
            rule.Hits--;
    }

    private FaultRule Add(FaultRule rule)
    {
        lock (gate)
            rules.Add(rule);
        return rule;
    }
}
