namespace ZoomApprover.Application.Ports;

/// <summary>Backups of the ledger, beside it.</summary>
public interface ILedgerBackups
{
    /// <summary>Takes a checked copy while the service goes on; nobody waits for it.</summary>
    /// <param name="name">A file name without a folder.</param>
    Task<BackupAnswer> TakeAsync(string name);
}

public enum BackupEnd
{
    Done,

    /// <summary>A backup of that name is there: none is ever written over.</summary>
    NameTaken,

    /// <summary>Another one is being taken; one at a time.</summary>
    UnderWay,

    /// <summary>The ledger is a database, which has backups of its own.</summary>
    OfDatabase,

    /// <summary>No room, or the folder cannot be written. The log says why.</summary>
    Failed,
}

/// <param name="File">Absolute.</param>
/// <param name="Bytes">0 when none was made.</param>
public sealed record BackupAnswer(BackupEnd End, string File, long Bytes = 0);
