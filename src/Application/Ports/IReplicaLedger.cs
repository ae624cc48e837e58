namespace ZoomApprover.Application.Ports;

/// <summary>What processes on the same ledger have to know of one another.</summary>
public interface IReplicaLedger
{
    /// <summary>Of the list's stored copy; 0 while there is none. It moves when a row of the copy does.</summary>
    Task<(long Version, DateTimeOffset? BeganAt)> CopyVersionAsync();

    /// <summary>What was left to be done in the last moments, perhaps by another process, and was not begun.</summary>
    Task<Fresh> FreshAsync(DateTimeOffset now);

    /// <summary>Of a ledger that was a backup: takes note that the leader has caught up with Zoom and the list.</summary>
    Task NoticeCaughtUpAsync();

    /// <summary>Writes nothing, through the writer: it finds out whether a database that was away is there again.</summary>
    Task TryAsync();
}

/// <param name="Calls">Something is owed to Zoom.</param>
/// <param name="Codes">Somebody waits whose code the copy lacked.</param>
/// <param name="Hints">A registrant is to be read from Zoom.</param>
/// <param name="Guesses">Unknown codes were tried.</param>
public sealed record Fresh(bool Calls, bool Codes, bool Hints, bool Guesses);
