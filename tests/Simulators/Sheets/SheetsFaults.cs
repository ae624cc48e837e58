namespace ZoomApprover.Simulators.Sheets;

/// <summary>The faults to come. The oldest rule of an endpoint that is not used up wins.</summary>
public sealed class SheetsFaults
{
    private readonly Lock gate = new();
    private readonly List<Rule> rules = [];
    private int redirectsFollowed;

    /// <summary>How often somebody followed <see cref="SheetsFault.Redirect"/>.</summary>
    public int RedirectsFollowed => Volatile.Read(ref redirectsFollowed);

    public void Next(SheetsEndpoint endpoint, SheetsFault fault, int times = 1)
    {
        lock (gate)
            rules.Add(new(endpoint, fault, times));
    }

    public void Always(SheetsEndpoint endpoint, SheetsFault fault) => Next(endpoint, fault, int.MaxValue);

    public void Clear()
    {
        lock (gate)
            rules.Clear();
    }

    internal SheetsFault? Take(SheetsEndpoint endpoint)
    {
        lock (gate)
        {
            var rule = rules.Find(one => one.Endpoint == endpoint);
            if (rule is null)
                return null;
            if (rule.Left != int.MaxValue && --rule.Left == 0)
                rules.Remove(rule);
            return rule.Fault;
        }
    }

    internal void CountRedirect() => Interlocked.Increment(ref redirectsFollowed);

    private sealed class Rule(SheetsEndpoint endpoint, SheetsFault fault, int times)
    {
        public SheetsEndpoint Endpoint { get; } = endpoint;

        public SheetsFault Fault { get; } = fault;

        public int Left { get; set; } = times;
    }
}
