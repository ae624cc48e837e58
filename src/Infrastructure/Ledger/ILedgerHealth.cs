namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>How the ledger is, for people who ask the service about its health.</summary>
public interface ILedgerHealth
{
    /// <summary>Why nothing can be written now; null when writing works.</summary>
    string? Trouble { get; }

    /// <summary>The disk is full: it works again by itself when there is room.</summary>
    bool IsFull { get; }

    /// <summary>When the backup was taken that this ledger is; null when it has caught up with Zoom and the list, or never was one.</summary>
    DateTimeOffset? BehindSince { get; }

    /// <summary>The ledger's file, absolute.</summary>
    string Path { get; }
}
