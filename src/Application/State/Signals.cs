namespace ZoomApprover.Application.State;

/// <summary>Wakes a worker before its time. Signals that come together are one. One worker waits for it.</summary>
public sealed class Signal(TimeProvider time)
{
    private readonly Lock gate = new();
    private TaskCompletionSource<bool>? waiting;
    private bool isRaised;

    /// <summary>Ends the present wait, or the next one when nobody waits.</summary>
    public void Raise()
    {
        lock (gate)
        {
            isRaised = waiting is null || !(waiting.TrySetResult(true) || waiting.Task is { IsCompletedSuccessfully: true, Result: true });
        }
    }

    /// <returns>True when it was raised, false when the time ran out.</returns>
    /// <remarks>Goes on in the caller's context, and nowhere else.</remarks>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (isRaised || atMost <= TimeSpan.Zero)
            {
                return TakeRaised();
            }

            waiting = ended;
        }

        // whichever comes first
        using var timer = time.CreateTimer(_ => ended.TrySetResult(false), null, atMost, Timeout.InfiniteTimeSpan);
        using var cancelled = cancellationToken.UnsafeRegister((_, token) => ended.TrySetCanceled(token), null);
        try
        {
            return await ended.Task;
        }
        finally
        {
            lock (gate)
            {
                waiting = null;
            }
        }
    }

    private bool TakeRaised()
    {
        var was = isRaised;
        isRaised = false;
        return was;
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

    /// <summary>Somebody tried an unknown code, or a person let those wait no longer who had.</summary>
    public Signal Guesses { get; } = new(time);

    /// <summary>A registrant should be read from Zoom.</summary>
    public Signal Hints { get; } = new(time);
}
