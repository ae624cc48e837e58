namespace ZoomApprover.Simulators.Zoom;

public enum SimKind
{
    Meeting,
    Webinar,
}

public sealed record SimOccurrence(string Id, DateTimeOffset StartTime);

/// <summary>A meeting or webinar with registration, as its host set it up. Tests may change it at any time.</summary>
public sealed class SimMeeting(long id, SimKind kind = SimKind.Meeting)
{
    private readonly Lock gate = new();
    private readonly List<SimRegistrant> registrants = [];
    private readonly Dictionary<string, SimRegistrant> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimRegistrant> byEmail = new(StringComparer.OrdinalIgnoreCase); // the first with it

    public long Id { get; } = id;

    public SimKind Kind { get; } = kind;

    public string AccountId { get; init; } = "AAAAAABBBB";

    public string Uuid { get; init; } = "/4444AAAiAAAAAiAiAiiAii==";

    public string HostId { get; init; } = "x1yCzABCDEfg23HiJKl4mN";

    public string Topic { get; set; } = "My Meeting";

    public DateTimeOffset StartTime { get; set; } = new(2027, 1, 12, 18, 0, 0, TimeSpan.Zero);

    public int DurationMinutes { get; set; } = 60;

    public string TimeZone { get; set; } = "America/Los_Angeles";

    /// <summary>0 automatic, 1 manual, 2 no registration.</summary>
    public int ApprovalType { get; set; } = 1;

    /// <summary>1 once for all occurrences, 2 each occurrence, 3 once, choosing occurrences.</summary>
    public int RegistrationType { get; set; } = 1;

    internal bool IsByOccurrence => RegistrationType != 1 && Occurrences.Count > 0;

    /// <summary>Empty: not recurring.</summary>
    public IReadOnlyList<SimOccurrence> Occurrences { get; set; } = [];

    /// <summary>Titles of the custom questions on the form.</summary>
    public IReadOnlyList<string> Questions { get; set; } = [];

    /// <summary>Webinars: how many people may be approved. Null: no limit.</summary>
    public int? Capacity { get; set; }

    public int MaxRegistrants { get; set; } = 4999;

    /// <summary>A copy, in the order of registration.</summary>
    public IReadOnlyList<SimRegistrant> Registrants
    {
        get
        {
            lock (gate)
                return [.. registrants];
        }
    }

    internal int Count
    {
        get
        {
            lock (gate)
                return registrants.Count;
        }
    }

    internal string Word => Kind == SimKind.Meeting ? "meeting" : "webinar";

    /// <summary>Zoom's number of the kind: 8 and 9 are the recurring ones.</summary>
    internal int Type => (Kind, Occurrences.Count) switch
    {
        (SimKind.Meeting, 0) => 2,
        (SimKind.Meeting, _) => 8,
        (_, 0) => 5,
        _ => 9,
    };

    public SimRegistrant? Find(string registrantId)
    {
        lock (gate)
            return byId.GetValueOrDefault(registrantId);
    }

    public SimRegistrant? FindByEmail(string email)
    {
        lock (gate)
            return byEmail.GetValueOrDefault(email);
    }

    internal void Add(SimRegistrant registrant)
    {
        lock (gate)
        {
            registrants.Add(registrant);
            byId.TryAdd(registrant.Id, registrant);
            byEmail.TryAdd(registrant.Email, registrant);
        }
    }

    internal void Remove(string registrantId)
    {
        lock (gate)
        {
            if (!byId.Remove(registrantId, out var removed))
                return;
            registrants.RemoveAll(one => one.Id == registrantId);
            byEmail.Remove(removed.Email);
            if (registrants.Find(one => string.Equals(one.Email, removed.Email, StringComparison.OrdinalIgnoreCase)) is { } next)
                byEmail.Add(next.Email, next);
        }
    }
}
