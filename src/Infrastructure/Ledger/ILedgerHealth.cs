namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>How the ledger is, for people who ask the service about its health.</summary>
public interface ILedgerHealth
{
    /// <summary>Why nothing can be written now; null when writing works.</summary>
    string? Trouble { get; }

    /// <summary>The disk is full: it works again by itself when there is room.</summary>
    bool IsFull { get; }

    /// <summary>The ledger's file, absolute.</summary>
    string Path { get; }
}
