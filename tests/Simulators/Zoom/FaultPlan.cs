namespace ZoomApprover.Simulators.Zoom;

/// <summary>
/// Decides for every call, from its own seed, whether and how it goes wrong. Each meeting has its own row of decisions, so
/// that one meeting's faults do not depend on when another is called about.
/// </summary>
/// <param name="share">Of all calls, 0 to 1.</param>
public sealed class FaultPlan(int seed, double share)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Random> rows = [];
    private readonly Dictionary<string, int> counts = FaultMenu.Names.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);

    /// <summary>Makes somebody leave the front of a list, by meeting and status, between two of its pages; false when nobody is left to. Null: nobody is.</summary>
    public Func<SimMeeting, string, bool>? Move { get; init; }

    /// <summary>Calls decided on.</summary>
    public int Decided { get; private set; }

    /// <summary>How often each kind really happened; every kind is named.</summary>
    public IReadOnlyDictionary<string, int> Counts
    {
        get
        {
            lock (gate)
                return new SortedDictionary<string, int>(counts, StringComparer.Ordinal);
        }
    }

    /// <summary>Registrants whom Zoom refuses from some call on, for good.</summary>
    public IReadOnlyCollection<string> Refused
    {
        get
        {
            lock (gate)
                return [.. refused];
        }
    }

    internal Planned? Take(ZoomRequest request, SimMeeting? meeting)
    {
        lock (gate)
        {
            Decided++;
            if (request.Route!.Endpoint == ZoomEndpoint.Status && request.RegistrantIds.Any(refused.Contains))
                return Count(FaultMenu.RefusedRegistrant);

            var random = RowOf(request.Route.MeetingId);
            if (random.NextDouble() >= share)
                return null;

            var planned = FaultMenu.Choose(request, random);
            var happens = planned.Fault.Kind == FaultKind.Moving ? TryMove(request, meeting)
                : planned.Name != FaultMenu.RefusedRegistrant.Name || TryRefuse(request, meeting, random);
            return Count(happens ? planned : FaultMenu.Unavailable);
        }
    }

    /// <summary>It did not happen: the answer was a refusal anyway.</summary>
    internal void GiveBack(Planned planned)
    {
        lock (gate)
            counts[planned.Name]--;
    }

    private Planned Count(Planned planned)
    {
        counts[planned.Name]++;
        return planned;
    }

    private bool TryRefuse(ZoomRequest request, SimMeeting? meeting, Random random)
    {
        var pending = request.RegistrantIds.Where(id => meeting?.Find(id)?.Status == SimRegistrant.Pending).ToList();
        return pending.Count > 0 && refused.Add(pending[random.Next(pending.Count)]);
    }

    private bool TryMove(ZoomRequest request, SimMeeting? meeting) => meeting is not null && Move is not null
        && request.Values.TryGetValue("next_page_token", out var token) && token.ToString().Length > 0
        && Move(meeting, request.Values.TryGetValue("status", out var status) ? status.ToString() : SimRegistrant.Approved);

    private Random RowOf(long meeting)
    {
        if (!rows.TryGetValue(meeting, out var row))
            rows[meeting] = row = new Random(unchecked((seed * 397) ^ (int)(meeting % int.MaxValue)));
        return row;
    }
}

/// <summary>A fault with the name it is counted under.</summary>
internal sealed record Planned(string Name, Fault Fault);
