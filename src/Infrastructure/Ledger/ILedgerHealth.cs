namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>How the ledger is, for people who ask the service about its health.</summary>
public interface ILedgerHealth
{
    /// <summary>Why nothing can be written now; null when writing works.</summary>
    string? Trouble { get; }

    /// <summary>The disk is full: it works again by itself when there is room.</summary>
    bool IsFull { get; }

    /// <summary>The database cannot be reached: it works again by itself when it can.</summary>
    bool IsAway { get; }

    /// <summary>When the backup was taken that this ledger is; null when it has caught up with Zoom and the list, or never was one.</summary>
    DateTimeOffset? BehindSince { get; }

    /// <summary>The ledger's file, absolute, or the name of its database and where that is; without user and password.</summary>
    string Path { get; }
}
