namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>Whether the ledger can be written.</summary>
public interface ILedgerHealth
{
    /// <summary>Why nothing can be recorded now; null when all is well.</summary>
    string? Trouble { get; }

    /// <summary>The trouble is a full disk: it passes by itself when there is room.</summary>
    bool IsFull { get; }

    /// <summary>Absolute path of the ledger's file.</summary>
    string Path { get; }
}
