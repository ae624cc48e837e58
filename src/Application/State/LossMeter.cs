namespace ZoomApprover.Application.State;

/// <summary>The last count of registrations that nobody delivered.</summary>
public sealed class LossMeter
{
    private volatile Reading reading = new(0, 0);

    /// <summary>Found by a sweep; a delivery may still come.</summary>
    public int Awaited => reading.Awaited;

    /// <summary>Found by a sweep; no delivery will come.</summary>
    public int Missed => reading.Missed;

    public void Show(int awaited, int missed) => reading = new Reading(awaited, missed);

    private sealed record Reading(int Awaited, int Missed);
}
