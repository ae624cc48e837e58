namespace ZoomApprover.Simulators.Zoom;

/// <summary>Counts calls as Zoom does: per second and day of the account, and per registrant and UTC day.</summary>
internal sealed class RateLimits(ZoomSimulatorOptions options)
{
    private const int StatusCallsPerDay = 10;
    private readonly Dictionary<(RateLabel, long Second), int> seconds = [];
    private readonly Dictionary<(RateLabel, DateTime Day), int> days = [];
    private readonly Dictionary<(long Meeting, string Registrant, DateTime Day), int> registrants = [];

    /// <summary>Counts one call; null when it may go on.</summary>
    public ZoomAnswer? Count(RateLabel label)
    {
        if (!options.LimitRate)
            return null;

        var now = options.Time.GetUtcNow();
        var second = (label, now.ToUnixTimeSeconds());
        var day = (label, now.UtcDateTime.Date);
        if (seconds.GetValueOrDefault(second) >= PerSecond(label))
            return TooManyRequests.PerSecond(options.RetryAfter, now);
        if (days.GetValueOrDefault(day) >= PerDay(label))
            return TooManyRequests.Daily(options.RetryAfter, now);

        seconds[second] = seconds.GetValueOrDefault(second) + 1;
        days[day] = days.GetValueOrDefault(day) + 1;
        return null;
    }

    /// <summary>Counts one status call for each registrant. One of them over the limit refuses the call, which then counts for nobody.</summary>
    public ZoomAnswer? CountStatus(SimMeeting meeting, IReadOnlyList<SimRegistrant> named)
    {
        var now = options.Time.GetUtcNow();
        var shared = options.WebinarSharesDailyLimit && meeting.Kind == SimKind.Webinar;
        var keys = named.Select(one => (meeting.Id, shared ? "*" : one.Id, now.UtcDateTime.Date)).ToHashSet();

        foreach (var key in keys)
        {
            if (registrants.GetValueOrDefault(key) >= StatusCallsPerDay)
                return TooManyRequests.DailyOf(meeting.Kind, shared ? named[0].Id : key.Item2, options.RetryAfter, now);
        }

        foreach (var key in keys)
            registrants[key] = registrants.GetValueOrDefault(key) + 1;
        return null;
    }

    private int PerSecond(RateLabel label) => (options.Plan, label) switch
    {
        (ZoomPlan.Free, RateLabel.Light) => 4,
        (ZoomPlan.Free, _) => 2,
        (ZoomPlan.Pro, RateLabel.Light) => 30,
        (ZoomPlan.Pro, _) => 20,
        (_, RateLabel.Light) => 80,
        _ => 60,
    };

    /// <summary>Paid plans have a daily limit on heavy calls only.</summary>
    private int PerDay(RateLabel label) => (options.Plan, label) switch
    {
        (ZoomPlan.Free, RateLabel.Light) => 6000,
        (ZoomPlan.Free, _) => 2000,
        _ => int.MaxValue,
    };
}
