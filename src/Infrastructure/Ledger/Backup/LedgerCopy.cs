using Dapper;
using Microsoft.Data.Sqlite;
using ZoomApprover.Infrastructure.Ledger.Sql;

namespace ZoomApprover.Infrastructure.Ledger.Backup;

/// <summary>Makes one file, whole and checked, of a ledger that may be in use.</summary>
internal static class LedgerCopy
{
    private const int SqliteFull = 13;

    /// <summary>
    /// Copies the state of one moment through a reading transaction, which in write-ahead mode holds up no writer, checks the copy,
    /// and gives it its name when it is on the disk. Whatever fails, no part of it stays behind.
    /// </summary>
    /// <param name="partial">Where it grows; in the folder of the target. It must not be there.</param>
    /// <param name="target">Replaced only with <paramref name="replace"/>.</param>
    /// <param name="takenAt">Kept in a copy that says nothing of it: a start on this file then knows that it is behind.</param>
    /// <param name="check">Refuses a copy by throwing; null takes every ledger.</param>
    /// <param name="mostPages">The greatest size of the copy, for tests of a full disk; null for no limit.</param>
    /// <exception cref="LedgerRefusedException">The copy will not do; the message says why.</exception>
    /// <exception cref="IOException">It could not be written.</exception>
    public static LedgerFacts Make(
        SqliteConnection source, string partial, string target, DateTimeOffset takenAt, bool replace, Action<LedgerFacts>? check = null, int? mostPages = null)
    {
        Durable.Create(partial).Dispose();
        try
        {
            var facts = Fill(source, partial, target, takenAt, mostPages);
            check?.Invoke(facts);
            Durable.Flush(partial);
            File.Move(partial, target, replace);
            Durable.FlushFolder(Path.GetDirectoryName(target)!);
            return facts;
        }
        catch (SqliteException full) when (full.SqliteErrorCode == SqliteFull)
        {
            throw new IOException($"There is no room for a copy in {Path.GetDirectoryName(target)}.", full);
        }
        finally
        {
            File.Delete(partial);
            File.Delete(partial + "-journal");
        }
    }

    private static LedgerFacts Fill(SqliteConnection source, string partial, string target, DateTimeOffset takenAt, int? mostPages)
    {
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = partial, Pooling = false }.ToString());
        copy.Open();
        copy.Execute("pragma synchronous = full; pragma trusted_schema = off; pragma cell_size_check = on");
        if (mostPages is not null)
        {
            copy.Execute($"pragma max_page_count = {mostPages}");
        }

        source.BackupDatabase(copy);
        copy.Execute("pragma journal_mode = delete"); // one file, complete without others beside it
        var facts = LedgerFacts.Check(copy, target);
        LedgerIdentity.MarkAsBackup(copy, takenAt);
        return facts with { TakenAt = LedgerIdentity.BackupTakenAt(copy) };
    }
}
