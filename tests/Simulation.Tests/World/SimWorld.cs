namespace ZoomApprover.Simulation.Tests.World;

/// <summary>
/// One thread that owns virtual time and decides what happens next: turns wait in a queue, the earliest goes first, and of
/// those that are due together the seed chooses.
/// </summary>
internal sealed class SimWorld(ulong seed, bool keepLines)
{
    private readonly PriorityQueue<Turn, (long At, ulong Tie)> turns = new();
    private readonly int thread = Environment.CurrentManagedThreadId;

    public ulong Seed => seed;

    public Chance Chance { get; } = new(seed);

    public Trace Trace { get; } = new(keepLines);

    public Counts Counts { get; } = new();

    /// <summary>The true time, which is Zoom's too. The service's own clock may be off.</summary>
    public DateTimeOffset Now { get; private set; } = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Broken promises, the first one first.</summary>
    public List<string> Violations { get; } = [];

    public void StartAt(TimeSpan timeOfDay) => Now += timeOfDay;

    /// <summary>A turn of the world's own.</summary>
    public void After(TimeSpan delay, Action action) => Enqueue(new Turn(null, action), delay);

    /// <summary>A turn of a process; it is dropped when the process is dead by then, and waits while it is stopped.</summary>
    public void After(TimeSpan delay, Member owner, Action action) => Enqueue(new Turn(owner, action), delay);

    /// <summary>How much happened so far: registrations, deliveries, calls, answers, edits, starts, deaths.</summary>
    public int Events { get; private set; }

    public void Say(string what)
    {
        Events++;
        Trace.Say(Now, what);
    }

    public void Violated(string rule, string what)
    {
        Say($"!! {rule}: {what}");
        Violations.Add($"{rule}: {what}");
    }

    /// <summary>Runs until the time has come, or a promise was broken.</summary>
    public void RunUntil(DateTimeOffset end)
    {
        while (Violations.Count == 0 && turns.TryPeek(out _, out var due) && due.At <= end.UtcTicks)
        {
            Take(turns.Dequeue(), due.At);
        }

        if (Now < end)
        {
            Now = end;
        }
    }

    /// <summary>Lets a few turns of one process happen that are due now: other threads go on while the disk writes.</summary>
    public void RunBeside(Member owner, int most)
    {
        List<(Turn, (long, ulong))> others = [];
        while (most > 0 && turns.TryPeek(out var next, out var due) && due.At <= Now.UtcTicks)
        {
            turns.Dequeue();
            if (next.Owner == owner)
            {
                most--;
                Take(next, due.At);
            }
            else
            {
                others.Add((next, due));
            }
        }

        foreach (var (turn, due) in others)
        {
            turns.Enqueue(turn, due);
        }
    }

    /// <exception cref="InvalidOperationException">Code of the service left the one thread that may run it.</exception>
    public void CheckThread()
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            throw new InvalidOperationException("The service left the simulation's thread: something in it awaits outside its context.");
        }
    }

    private void Take(Turn turn, long due)
    {
        if (turn.Owner is { IsDead: true })
        {
            return;
        }

        if (turn.Owner is { IsStopped: true } stopped)
        {
            stopped.Held.Add(turn.Action);
            return;
        }

        if (due > Now.UtcTicks)
        {
            Now = new DateTimeOffset(due, TimeSpan.Zero);
        }

        Counts.Add("turns");
        Now = Now.AddTicks(300); // even a machine's turn takes time
        if (turn.Owner is null)
        {
            turn.Action();
        }
        else
        {
            turn.Owner.Run(turn.Action);
        }
    }

    private void Enqueue(Turn turn, TimeSpan delay)
    {
        CheckThread();
        turns.Enqueue(turn, (Now.UtcTicks + Math.Max(0, delay.Ticks), Chance.Next()));
    }

    private readonly record struct Turn(Member? Owner, Action Action);
}
