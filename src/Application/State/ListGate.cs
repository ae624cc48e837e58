namespace ZoomApprover.Application.State;

/// <summary>
/// Nothing is sent before the list was read since the start: a mark in it may name who used a code that an older ledger believes
/// to be free. Google may be down, so this is waited for a little while only, unless the ledger is known to be a backup.
/// </summary>
public sealed class ListGate(TimeProvider time, Signals signals)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly long start = time.GetTimestamp();
    private int readings;

    /// <summary>A reading was taken in: the copy is that of the list, and decisions that its marks speak against gave way.</summary>
    public void Read()
    {
        if (Interlocked.Increment(ref readings) <= 2)
        {
            signals.Zoom.Raise();
        }
    }

    /// <param name="isBehind">The ledger is a backup. Then a second reading is wanted: while the first was taken in, the old copy still decided.</param>
    public bool IsOpen(bool isBehind) => isBehind
        ? Volatile.Read(ref readings) >= 2
        : Volatile.Read(ref readings) >= 1 || time.GetElapsedTime(start) >= Patience;
}
