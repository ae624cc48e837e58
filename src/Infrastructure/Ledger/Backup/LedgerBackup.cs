using Microsoft.Data.Sqlite;
using ZoomApprover.Infrastructure.Ledger.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger.Backup;

/// <summary>Takes a backup of a ledger, whether the service runs on it or not.</summary>
public static class LedgerBackup
{
    /// <summary>What must stay free for the ledger itself: a backup must never be what fills its disk.</summary>
    private const long Reserve = 32L * 1024 * 1024;

    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <param name="connectionString">The ledger's, with an absolute Data Source.</param>
    /// <param name="file">Absolute; must not be there.</param>
    /// <exception cref="LedgerRefusedException">There is no such ledger, it is damaged, or no backup can go there; says what to do.</exception>
    public static LedgerFacts Take(string connectionString, string file, TimeProvider time)
    {
        using var source = LedgerFile.ConnectToRead(connectionString);
        return Take(source, file, time);
    }

    internal static LedgerFacts Take(SqliteConnection source, string file, TimeProvider time, int? mostPages = null)
    {
        var (folder, partial) = (Path.GetDirectoryName(file)!, file + ".partial");
        RefusePlace(folder, file);
        try
        {
            RefuseLittleRoom(source, folder);
            ClearAbandoned(partial, file, time);
            return LedgerCopy.Make(source, partial, file, time.GetUtcNow(), replace: false, mostPages: mostPages);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new LedgerRefusedException($"No backup was made: {error.Message.TrimEnd('.')}. The folder {folder} must be one that the user {Environment.UserName} may write, with room for the whole ledger.", error);
        }
    }

    private static void RefusePlace(string folder, string file)
    {
        if (!Directory.Exists(folder))
        {
            throw new LedgerRefusedException($"No backup was made: there is no folder {folder}. Make it first, for the user {Environment.UserName}.");
        }

        if (Path.Exists(file))
        {
            throw new LedgerRefusedException($"No backup was made: {file} is there already, and a backup is never written over. Give another name.");
        }
    }

    private static void RefuseLittleRoom(SqliteConnection source, string folder)
    {
        var (needed, free) = (new FileInfo(source.DataSource).Length + Reserve, new DriveInfo(folder).AvailableFreeSpace);
        if (free < needed)
        {
            throw new IOException($"{folder} has {free >> 20} MiB free, and {needed >> 20} MiB are needed: the ledger's size, and a reserve so that a backup is never what fills the disk");
        }
    }

    // one that a killed process left half-written; a younger one may still be growing
    private static void ClearAbandoned(string partial, string file, TimeProvider time)
    {
        if (!File.Exists(partial))
        {
            return;
        }

        if (time.GetUtcNow() - File.GetLastWriteTimeUtc(partial) < Abandoned)
        {
            throw new IOException($"another backup to {file} seems to be under way ({partial}). If none is, it was cut off: delete that file, or wait {Abandoned.TotalMinutes} minutes");
        }

        File.Delete(partial);
    }
}
