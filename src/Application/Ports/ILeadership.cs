namespace ZoomApprover.Application.Ports;

/// <summary>Which process of those on the same ledger runs the passes. A process that has lost it to another one ends.</summary>
public interface ILeadership
{
    /// <summary>False where the ledger is a file: then there is one process, and it leads.</summary>
    bool IsShared { get; }

    /// <summary>This process leads, and the ledger has confirmed it a moment ago.</summary>
    bool IsLeading { get; }

    /// <summary>How this process is called beside the others.</summary>
    string Name { get; }

    /// <summary>Who led when the ledger was last asked; null when nobody did.</summary>
    string? Leader { get; }

    /// <summary>Ends when this process leads.</summary>
    Task WaitAsync(CancellationToken cancellationToken);
}
