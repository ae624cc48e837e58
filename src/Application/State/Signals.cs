namespace ZoomApprover.Application.State;

/// <summary>Wakes a worker before its time. Signals that come together are one.</summary>
public sealed class Signal(TimeProvider time)
{
    private readonly Lock gate = new();
    private TaskCompletionSource raised = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the present wait, or the next one when nobody waits.</summary>
    public void Raise()
    {
        lock (gate)
        {
            raised.TrySetResult();
        }
    }

    /// <returns>True when it was raised, false when the time ran out.</returns>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        Task waited;
        lock (gate)
        {
            waited = raised.Task;
        }

        try
        {
            await waited.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }

        lock (gate)
        {
            raised = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return true;
    }
}

/// <summary>What the passes are woken by.</summary>
public sealed class Signals(TimeProvider time)
{
    /// <summary>Something is owed to Zoom, or a gate opened.</summary>
    public Signal Zoom { get; } = new(time);

    /// <summary>Somebody waits for a code that the copy lacks.</summary>
    public Signal List { get; } = new(time);

    /// <summary>A meeting should be read from Zoom.</summary>
    public Signal Sweep { get; } = new(time);

    /// <summary>A meeting's settings should be looked at.</summary>
    public Signal Check { get; } = new(time);

    /// <summary>A registrant should be read from Zoom.</summary>
    public Signal Hints { get; } = new(time);
}
