namespace ZoomApprover.Processes.Tests.TroubleStates;

/// <summary>A clock that goes right and shows the wrong time.</summary>
internal sealed class WrongClock(TimeProvider right) : TimeProvider
{
    private long ticks;

    public TimeSpan Off
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref ticks));
        set => Interlocked.Exchange(ref ticks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + Off;

    public override long GetTimestamp() => right.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => right.CreateTimer(callback, state, dueTime, period);
}
