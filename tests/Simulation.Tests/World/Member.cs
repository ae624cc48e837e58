using ZoomApprover.TestBuild;

namespace ZoomApprover.Simulation.Tests.World;

/// <summary>
/// A process in the world: whatever its code awaits comes back as a turn of its own. When it dies its turns are dropped, when
/// it is stopped they wait.
/// </summary>
internal abstract class Member : SynchronizationContext, ISimulated
{
    private readonly SimWorld world;

    protected Member(SimWorld world)
    {
        this.world = world;
        Scheduler = new Readers(this);
    }

    public SimWorld World => world;

    public bool IsDead => DiedAt is not null;

    public DateTimeOffset? DiedAt { get; private set; }

    public bool IsStopped { get; private set; }

    /// <summary>Turns that came due while it was stopped.</summary>
    public List<Action> Held { get; } = [];

    /// <summary>Readings of the ledger run as turns too.</summary>
    public TaskScheduler Scheduler { get; }

    public void Die() => DiedAt ??= world.Now;

    public void Stop() => IsStopped = true;

    public void GoOn()
    {
        IsStopped = false;
        foreach (var action in Held)
        {
            world.After(TimeSpan.Zero, this, action);
        }

        Held.Clear();
    }

    /// <summary>Runs code of this process, here and now.</summary>
    public void Run(Action action)
    {
        var (before, outer) = (Current, Simulated.Here);
        SetSynchronizationContext(this);
        Simulated.Here = this;
        try
        {
            action();
            AfterTurn();
        }
        finally
        {
            Simulated.Here = outer;
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => world.After(TimeSpan.Zero, this, () => d(state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing may wait for a turn.");

    public override SynchronizationContext CreateCopy() => this;

    protected abstract void AfterTurn();

    public abstract object Reader { get; }

    public void Breathe()
    {
        if (IsDead)
        {
            throw new InvalidOperationException("It is dead.");
        }
    }

    public abstract void Passing(string what);

    public abstract void Wrote(string sql, ReadOnlySpan<(string Name, object? Value)> values, int changed);

    private sealed class Readers(Member owner) : TaskScheduler
    {
        protected override IEnumerable<Task> GetScheduledTasks() => [];

        protected override void QueueTask(Task task) => owner.World.After(TimeSpan.Zero, owner, () => TryExecuteTask(task));

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
    }
}
