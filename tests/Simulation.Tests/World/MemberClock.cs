namespace ZoomApprover.Simulation.Tests.World;

/// <summary>The clock on the machine's wall: people and time servers set it.</summary>
internal sealed class WallClock
{
    /// <summary>How far it is ahead of the true time.</summary>
    public TimeSpan Off { get; set; }
}

/// <summary>Time as one process sees it: the wall's clock jumps, the one it measures spans with does not.</summary>
internal sealed class MemberClock(Member owner, WallClock wall) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        owner.World.CheckThread();
        return owner.World.Now + wall.Off;
    }

    public override long GetTimestamp() => owner.World.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Alarm(owner, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Alarm(Member owner, Action ring) : ITimer
    {
        private int setting; // what was set before is void

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var mine = ++setting;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                owner.World.After(dueTime, owner, () => Ring(mine, period));
            }

            return true;
        }

        public void Dispose() => setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Ring(int mine, TimeSpan period)
        {
            if (mine != setting)
            {
                return;
            }

            if (period > TimeSpan.Zero)
            {
                Change(period, period);
            }

            ring();
        }
    }
}
