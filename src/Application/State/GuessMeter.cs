namespace ZoomApprover.Application.State;

/// <summary>The last count of guesses, of all meetings together.</summary>
public sealed class GuessMeter
{
    private volatile Reading reading = new(0, 0, 0);

    /// <summary>Different unknown codes that were tried in the last ten minutes.</summary>
    public int InBurst => reading.InBurst;

    /// <summary>Those of the last day.</summary>
    public int InMemory => reading.InMemory;

    /// <summary>Meetings where who gave a wrong code before waits for a person.</summary>
    public int Stopped => reading.Stopped;

    public void Show(int inBurst, int inMemory, int stopped) => reading = new Reading(inBurst, inMemory, stopped);

    private sealed record Reading(int InBurst, int InMemory, int Stopped);
}
