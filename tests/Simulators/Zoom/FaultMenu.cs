namespace ZoomApprover.Simulators.Zoom;

/// <summary>Everything that may go wrong with a call, and how often one is chosen beside the others.</summary>
internal static class FaultMenu
{
    private static readonly TimeSpan Hours = TimeSpan.FromHours(3);

    public static readonly Planned Unavailable = new("503", Fault.Status(503));
    public static readonly Planned RefusedRegistrant = new("400 for one registrant", Fault.Status400(300, "Invalid registrant."));

    private static readonly (double Weight, Planned What)[] Anywhere =
    [
        (4, new("500", Fault.Status(500))), (4, new("502", Fault.Status(502))), (4, Unavailable), (4, new("reset", Fault.Reset)), (2, new("hang", Fault.Hang)),
        (0.5, new("connections refused", Fault.Outage(TimeSpan.FromSeconds(7)))), (2, new("HTML", Fault.HtmlBody)), (2, new("200 with an error body", Fault.Ok200WithErrorBody)),
        (2, new("JSON cut off", Fault.CutJson)), (2, new("half of the JSON", Fault.HalfJson)), (1, new("10 MB", Fault.HugeBody)), (1, new("one byte a second", Fault.Drip)),
        (2, new("redirect", Fault.Redirect)),
    ];

    private static readonly (double Weight, Planned What)[] Api =
    [
        .. Anywhere,
        (3, new("429 a second", Fault.Status429PerSecond())), (1, new("429 a second, Retry-After in seconds", Fault.Status429PerSecond(RetryAfterForm.Seconds, TimeSpan.FromSeconds(4)))),
        (1, new("429 a second, Retry-After as ISO date", Fault.Status429PerSecond(RetryAfterForm.IsoDate, TimeSpan.FromSeconds(5)))),
        (1, new("429 a second, Retry-After as HTTP date", Fault.Status429PerSecond(RetryAfterForm.HttpDate, TimeSpan.FromSeconds(6)))),
        (0.05, new("429 a second, Retry-After of hours", Fault.Status429PerSecond(RetryAfterForm.Seconds, Hours))),
        (1, new("401", Fault.Status401)), (2, new("404", Fault.Status404)),
    ];

    private static readonly (double Weight, Planned What)[] Status =
    [
        .. Api,
        (2, new("429 a day", Fault.Status429Daily())), (1, new("429 a day, Retry-After in seconds", Fault.Status429Daily(RetryAfterForm.Seconds))),
        (1, new("429 a day, Retry-After as ISO date", Fault.Status429Daily(RetryAfterForm.IsoDate))), (1, new("429 a day, Retry-After as HTTP date", Fault.Status429Daily(RetryAfterForm.HttpDate))),
        (3, new("done, then reset", Fault.AppliedThenLost)), (2, new("done, then hang", Fault.AppliedThenHang)), (3, new("done, then 503", Fault.AppliedThen503)),
        (2, new("204 without effect", Fault.NoEffect204)), (1, new("204, ignored beside an e-mail", Fault.NoEffectWithEmail)), (2, RefusedRegistrant),
    ];

    private static readonly (double Weight, Planned What)[] Webinar = [.. Status, (3, new("webinar full", Fault.Status(400, 3035, "Webinar has reached its maximum attendee capacity.")))];
    private static readonly (double Weight, Planned What)[] Read = [.. Api, (3, new("stale read", Fault.StaleRead)), (3, new("unknown fields", Fault.UnknownFields))];
    private static readonly (double Weight, Planned What)[] List = [.. Read, (3, new("list with doubles", Fault.DoubledInList)), (3, new("list that moves", Fault.MovingList))];

    /// <summary>Of every kind.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Webinar.Concat(List).Select(one => one.What.Name).Distinct()];

    public static Planned Choose(ZoomRequest request, Random random)
    {
        var menu = request.Route!.Endpoint switch
        {
            ZoomEndpoint.Token => Anywhere,
            ZoomEndpoint.Status when request.Route.Kind == SimKind.Webinar => Webinar,
            ZoomEndpoint.Status => Status,
            ZoomEndpoint.List => List,
            _ => Read,
        };
        var left = random.NextDouble() * menu.Sum(one => one.Weight);
        foreach (var (weight, what) in menu)
        {
            left -= weight;
            if (left < 0)
                return what;
        }

        return menu[^1].What; // the sum was rounded
    }
}
