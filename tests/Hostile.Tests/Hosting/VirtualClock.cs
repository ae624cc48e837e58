namespace ZoomApprover.Hostile.Tests.Hosting;

/// <summary>
/// Time that costs nothing. Waits of a moment, which our own pace of calls consists of, are over as soon as they begin; all
/// others end when somebody says that nothing else can happen any more.
/// </summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    /// <summary>Longer than any wait for one's turn, far shorter than any time limit.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private long ticks = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref ticks);

    /// <summary>Waits under way that were begun for exactly so long.</summary>
    public int Waiting(TimeSpan length)
    {
        lock (gate)
            return alarms.Count(alarm => alarm.Length == length);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan)
            throw new NotSupportedException("Nothing here ticks.");

        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Goes on to a time, ringing on the way what is due until then.</summary>
    public void AdvanceTo(DateTimeOffset until)
    {
        while (TakeFirst(until) is { } alarm)
            alarm.Ring();
        lock (gate)
            ticks = Math.Max(ticks, until.UtcTicks);
    }

    /// <summary>Goes on to the next wait that ends; false when there is none.</summary>
    public bool Jump()
    {
        if (TakeFirst(DateTimeOffset.MaxValue) is not { } alarm)
            return false;
        alarm.Ring();
        return true;
    }

    private Alarm? TakeFirst(DateTimeOffset until)
    {
        lock (gate)
        {
            var first = alarms.Where(alarm => alarm.DueTicks <= until.UtcTicks).MinBy(alarm => alarm.DueTicks);
            if (first is null)
                return null;
            alarms.Remove(first);
            ticks = Math.Max(ticks, first.DueTicks);
            return first;
        }
    }

    private sealed class Alarm(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Length { get; private set; }

        public long DueTicks { get; private set; }

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Length = dueTime;
                DueTicks = clock.ticks + dueTime.Ticks;
                clock.alarms.Add(this);
            }

            if (dueTime <= Moment)
                ThreadPool.UnsafeQueueUserWorkItem(_ => clock.AdvanceTo(new DateTimeOffset(DueTicks, TimeSpan.Zero)), null);
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
