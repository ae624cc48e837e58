using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Infrastructure.Ledger.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger.Backup;

/// <summary>Puts a backup in the place of the ledger, while no service runs on it.</summary>
public static class LedgerRestore
{
    // of the replaced ledger: beside another file they would be read into it
    private static readonly string[] SideFiles = ["-wal", "-shm", "-journal"];

    /// <param name="backup">Absolute.</param>
    /// <exception cref="LedgerRefusedException">The service runs, the backup will not do, or the disk; says what to do. The ledger is as it was.</exception>
    public static Restored PutBack(LedgerSettings settings, bool dryRun, string backup, TimeProvider time)
    {
        if (!File.Exists(backup))
        {
            throw new LedgerRefusedException($"Nothing was restored: there is no file {backup}.");
        }

        try
        {
            return PutBackLocked(settings, dryRun, backup, time);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new LedgerRefusedException($"Nothing was restored: {error.Message.TrimEnd('.')}. {backup} must be a backup that the user {Environment.UserName} may read, and the ledger's disk needs room for it beside the present ledger.", error);
        }
    }

    private static Restored PutBackLocked(LedgerSettings settings, bool dryRun, string backup, TimeProvider time)
    {
        var hadLedger = File.Exists(new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource);
        using var place = LedgerFile.Open(settings.ConnectionString, MountTable.OfThisMachine(), mustBeMounted: !settings.Ephemeral && ContainerSigns.OfThisProcess.IsContainer);
        string? kept = null;
        var done = false;
        try
        {
            using var source = Open(backup);
            File.Delete(place.Path + ".restoring"); // of a restore that was cut off
            var facts = LedgerCopy.Make(
                source, place.Path + ".restoring", place.Path, TakenAt(backup), replace: true,
                check: found =>
                {
                    RefuseOther(found, backup, dryRun);
                    kept = hadLedger ? SetAside(place, time) : null; // last: from here on only the new file's name is missing
                });
            done = true;
            return new Restored(place.Path, kept, facts);
        }
        finally
        {
            if (!done && !hadLedger)
            {
                File.Delete(place.Path); // locking it made an empty one
            }
        }
    }

    // read only: a backup stays as it is
    private static SqliteConnection Open(string backup)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = backup, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.ExecuteScalar("select count(*) from sqlite_master");
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw new LedgerRefusedException($"Nothing was restored: {backup} cannot be read as a ledger ({error.Message.TrimEnd('.')}). Use another backup.", error);
        }
    }

    private static void RefuseOther(LedgerFacts facts, string backup, bool dryRun)
    {
        var wanted = dryRun ? "dry-run" : "live";
        if (facts.Mode != wanted)
        {
            throw new LedgerRefusedException($"Nothing was restored: {backup} was taken of a {facts.Mode} run, and the configuration says {wanted}. Set Zoom:DryRun as it was, or use another backup.");
        }

        if (CodeFormat.FormsOf(facts.NormalForm) is null) // the next start keys the codes as the configuration says
        {
            throw new LedgerRefusedException($"Nothing was restored: {backup} holds codes folded by rule {facts.NormalForm}, this version folds by rule {NormalForm.Version}. Use the version that made it.");
        }
    }

    // a file that our own command did not make is at most as young as its last change
    private static DateTimeOffset TakenAt(string backup) => new(File.GetLastWriteTimeUtc(backup), TimeSpan.Zero);

    /// <returns>Where a copy of the present ledger is from now on. The ledger itself stays in place until the new one takes its name.</returns>
    private static string SetAside(LedgerFile place, TimeProvider time)
    {
        var stamp = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var kept = $"{Path.Combine(Path.GetDirectoryName(place.Path)!, Path.GetFileNameWithoutExtension(place.Path))}-before-restore-{stamp}{Path.GetExtension(place.Path)}";
        CopyAll(place.Path, kept); // before anything opens it: SQLite throws the log of a damaged ledger away
        if (TakesInItsLog(place))
        {
            DeleteAll(kept);
            Durable.Copy(place.Path, kept); // now one file says all
        }

        Durable.FlushFolder(Path.GetDirectoryName(place.Path)!);
        foreach (var side in SideFiles)
        {
            File.Delete(place.Path + side);
        }

        Durable.FlushFolder(Path.GetDirectoryName(place.Path)!);
        return kept;
    }

    // closing the last connection writes the log into the file and removes it
    private static bool TakesInItsLog(LedgerFile place)
    {
        try
        {
            using var old = place.Connect();
            old.Execute("pragma wal_checkpoint(truncate)");
            return true;
        }
        catch (Exception damaged) when (damaged is SqliteException or LedgerRefusedException)
        {
            return false; // often the very reason for restoring: it is set aside as it is
        }
    }

    private static void CopyAll(string from, string to)
    {
        Durable.Copy(from, to);
        foreach (var side in SideFiles.Where(side => File.Exists(from + side)))
        {
            Durable.Copy(from + side, to + side);
        }
    }

    private static void DeleteAll(string path)
    {
        File.Delete(path);
        foreach (var side in SideFiles)
        {
            File.Delete(path + side);
        }
    }
}

/// <param name="Ledger">The ledger's file.</param>
/// <param name="Kept">Where the ledger of before is; null when there was none.</param>
public sealed record Restored(string Ledger, string? Kept, LedgerFacts Facts);
