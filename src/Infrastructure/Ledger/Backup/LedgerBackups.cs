using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Ledger.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger.Backup;

/// <summary>Backups into the folder beside the ledger, by the running service.</summary>
internal sealed partial class LedgerBackups(SqlLedger ledger, TimeProvider time, ILogger<LedgerBackups> logger) : ILedgerBackups
{
    /// <summary>The only folder that the network can have a backup written to.</summary>
    public const string Folder = "backups";

    private readonly Lock oneAtATime = new();

    public Task<BackupAnswer> TakeAsync(string name) =>
        Task.Factory.StartNew(() => Take(name), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private BackupAnswer Take(string name)
    {
        if (ledger.Store is not LedgerFile kept)
        {
            return new BackupAnswer(BackupEnd.OfDatabase, ledger.Path);
        }

        var folder = Path.Combine(Path.GetDirectoryName(ledger.Path)!, Folder);
        var file = Path.Combine(folder, Path.GetFileName(name));
        if (!oneAtATime.TryEnter())
        {
            return new BackupAnswer(BackupEnd.UnderWay, file);
        }

        try
        {
            return TakeAlone(kept, folder, file);
        }
        catch (Exception error) when (error is LedgerRefusedException or IOException or UnauthorizedAccessException)
        {
            LogFailed(error.Message);
            return new BackupAnswer(BackupEnd.Failed, file);
        }
        finally
        {
            oneAtATime.Exit();
        }
    }

    private BackupAnswer TakeAlone(LedgerFile kept, string folder, string file)
    {
        LedgerFile.CreatePrivately(folder);
        if (Path.Exists(file))
        {
            return new BackupAnswer(BackupEnd.NameTaken, file);
        }

        using var source = kept.Connect();
        var begun = time.GetTimestamp();
        var facts = LedgerBackup.Take(source, file, time);
        var bytes = new FileInfo(file).Length;
        LogTaken(file, bytes, (long)time.GetElapsedTime(begun).TotalMilliseconds, facts.Registrations);
        return new BackupAnswer(BackupEnd.Done, file, bytes);
    }

    [LoggerMessage(LogLevel.Information, "Backup {File} taken: {Bytes} bytes in {Milliseconds} ms, {Registrations} registrations")]
    private partial void LogTaken(string file, long bytes, long milliseconds, long registrations);

    [LoggerMessage(LogLevel.Error, "{Why}")]
    private partial void LogFailed(string why);
}
