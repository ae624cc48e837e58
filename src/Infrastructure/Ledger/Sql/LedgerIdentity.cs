using System.Data.Common;
using System.Globalization;
using Dapper;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>What a ledger remembers of itself: whether it is real, how its codes are folded, how often it was started.</summary>
internal static class LedgerIdentity
{
    private const string Read = "select value from settings where name = @name";
    private const string Write = "insert into settings (name, value) values (@name, @value) on conflict (name) do update set value = excluded.value";

    /// <summary>Name of the row that only a backup has.</summary>
    public const string TakenAt = "backup_taken_at";

    private const string LaterStart = "select cast(value as bigint) from settings where name = 'epoch' and cast(value as bigint) > @epoch";

    private static readonly CodeFormat Ordinary = CodeFormat.OfLength(10); // of any length: without generated codes all are keyed alike

    /// <summary>Marks a new ledger as live or as a dry run, and refuses the other mode ever after.</summary>
    /// <param name="format">How codes are keyed; null where there are no generated ones.</param>
    /// <param name="leads">False where a start is not yet the lead.</param>
    /// <returns>The number of this start; 0 where it does not lead.</returns>
    /// <exception cref="LedgerRefusedException">The ledger belongs to the other mode, or its codes cannot be keyed as is wanted.</exception>
    public static long Begin(ILedgerStore store, DbConnection connection, bool dryRun, CodeFormat? format = null, bool leads = true)
    {
        connection.Execute(store.Dialect.BeginWritingPatiently, commandTimeout: 45);
        try
        {
            CheckMode(store, connection, dryRun);
            KeyCodes(store, connection, format ?? Ordinary);
            var epoch = leads ? long.Parse(Setting(connection, "epoch") ?? "0", CultureInfo.InvariantCulture) + 1 : 0;
            if (leads)
            {
                Set(connection, "epoch", epoch.ToString(CultureInfo.InvariantCulture));
            }

            connection.Execute("commit");
            return epoch;
        }
        catch (LedgerRefusedException)
        {
            connection.Execute("rollback");
            throw;
        }
    }

    /// <summary>
    /// What goes to Zoom and into the sheet is remembered by one process at a time: one that was paused, and has lost the ledger to
    /// another meanwhile, would call and write by what it remembers of rows that the other has changed since.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">Another process has begun on this ledger since.</exception>
    public static void RequireLatest(this LedgerTransaction transaction, long epoch)
    {
        if (transaction.Single(LaterStart, row => row.GetInt64(0), ("@epoch", epoch)) is var later && later > 0)
        {
            throw new LedgerUnavailableException($"start {later} of this service has taken the ledger over from start {epoch}");
        }
    }

    /// <summary>When this file was taken as a backup; null for a ledger that never was one, or has caught up since.</summary>
    public static DateTimeOffset? BackupTakenAt(DbConnection connection) => Setting(connection, TakenAt) is { } ms
        ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(ms, CultureInfo.InvariantCulture))
        : null;

    /// <summary>
    /// Marks a copy, so that a start on it knows that Zoom and the list may be ahead, however the file came to its place. A copy of
    /// a backup is as old as that one.
    /// </summary>
    public static void MarkAsBackup(DbConnection copy, DateTimeOffset takenAt)
    {
        if (Setting(copy, TakenAt) is null)
        {
            Set(copy, TakenAt, takenAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        }
    }

    public static string? Setting(DbConnection connection, string name) => connection.ExecuteScalar<string?>(Read, new { name });

    private static void CheckMode(ILedgerStore store, DbConnection connection, bool dryRun)
    {
        var wanted = dryRun ? "dry-run" : "live";
        var seen = Setting(connection, "mode");
        if (seen is null)
        {
            Set(connection, "mode", wanted);
        }
        else if (seen != wanted)
        {
            throw new LedgerRefusedException($"The ledger {store.Name} belongs to a {seen} run and this start is a {wanted} run: what was decided in one must not count in the other. Name another one in Ledger:ConnectionString, or set Zoom:DryRun back.");
        }
    }

    private static void KeyCodes(ILedgerStore store, DbConnection connection, CodeFormat format)
    {
        var seen = Setting(connection, "normal_form");
        if (seen == format.Rule)
        {
            return;
        }

        if (seen is not null)
        {
            var before = CodeFormat.FormsOf(seen) ?? throw new LedgerRefusedException(
                $"The ledger {store.Name} holds codes folded by rule {seen}, this version folds by rule {NormalForm.Version}. Start the version that made it.");
            Rekeying.Run(store, connection, before, format);
        }

        Set(connection, "normal_form", format.Rule);
    }

    private static void Set(DbConnection connection, string name, string value) => connection.Execute(Write, new { name, value });
}
