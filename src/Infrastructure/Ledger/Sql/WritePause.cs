namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Nothing can be written for a while: whoever comes is refused at once, but for one a second who tries.</summary>
internal sealed class WritePause(TimeProvider time)
{
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(1);

    private long since;

    /// <summary>Full or away; null when writing works.</summary>
    public WriteFailure? Cause { get; private set; }

    /// <summary>For people; null when writing works.</summary>
    public string? Reason => Cause switch { null => null, WriteFailure.Full => "the disk is full", _ => "the database is away" };

    /// <returns>Whether this is the first of it.</returns>
    public bool Begin(WriteFailure cause)
    {
        var isNew = Cause != cause;
        (Cause, since) = (cause, time.GetTimestamp());
        return isNew;
    }

    /// <returns>Whether there was one.</returns>
    public bool End()
    {
        var was = Cause is not null;
        Cause = null;
        return was;
    }

    public bool LetsThrough()
    {
        if (Cause is null)
        {
            return true;
        }

        if (time.GetElapsedTime(since) < ProbeEvery)
        {
            return false;
        }

        since = time.GetTimestamp();
        return true;
    }
}
