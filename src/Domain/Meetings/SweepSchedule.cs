namespace ZoomApprover.Domain.Meetings;

/// <summary>How often Zoom's registrants of a meeting are read: at a usual interval, and every minute in the hour before it begins.</summary>
/// <param name="Usual">Between the beginnings of two readings.</param>
public sealed record SweepSchedule(TimeSpan Usual)
{
    private static readonly TimeSpan Busy = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BusyFor = TimeSpan.FromHours(1);

    /// <param name="readAt">When the last reading began.</param>
    /// <param name="starts">When the meeting begins; of a recurring one, when each occurrence does.</param>
    /// <returns>When the next reading is due.</returns>
    public DateTimeOffset Next(DateTimeOffset readAt, IEnumerable<DateTimeOffset> starts)
    {
        var next = readAt + Usual;
        foreach (var start in starts)
        {
            var hour = start - BusyFor;
            var busy = readAt + Busy > hour ? readAt + Busy : hour;
            if (busy < start && busy < next)
            {
                next = busy;
            }
        }

        return next;
    }
}
