using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Infrastructure.Ledger.Sqlite;

/// <summary>What a ledger remembers of itself: whether it is real, how its codes are folded, how often it was started.</summary>
internal static class LedgerIdentity
{
    private const string Read = "select value from settings where name = @name";
    private const string Write = "insert into settings (name, value) values (@name, @value) on conflict (name) do update set value = excluded.value";

    /// <summary>Marks a new ledger as live or as a dry run, and refuses the other mode ever after.</summary>
    /// <returns>The number of this start.</returns>
    /// <exception cref="LedgerRefusedException">The ledger belongs to the other mode, or to another folding of codes.</exception>
    public static long Begin(SqliteConnection connection, bool dryRun)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        CheckMode(connection, dryRun);
        CheckNormalForm(connection);
        var epoch = long.Parse(Setting(connection, "epoch") ?? "0", CultureInfo.InvariantCulture) + 1;
        Set(connection, "epoch", epoch.ToString(CultureInfo.InvariantCulture));
        transaction.Commit();
        return epoch;
    }

    private static void CheckMode(SqliteConnection connection, bool dryRun)
    {
        var wanted = dryRun ? "dry-run" : "live";
        var seen = Setting(connection, "mode");
        if (seen is null)
        {
            Set(connection, "mode", wanted);
        }
        else if (seen != wanted)
        {
            throw new LedgerRefusedException($"The ledger {connection.DataSource} belongs to a {seen} run and this start is a {wanted} run: what was decided in one must not count in the other. Name another file in Ledger:ConnectionString, or set Zoom:DryRun back.");
        }
    }

    private static void CheckNormalForm(SqliteConnection connection)
    {
        var wanted = NormalForm.Version.ToString(CultureInfo.InvariantCulture);
        var seen = Setting(connection, "normal_form");
        if (seen is null)
        {
            Set(connection, "normal_form", wanted);
        }
        else if (seen != wanted)
        {
            throw new LedgerRefusedException($"The ledger {connection.DataSource} holds codes folded by rule {seen}, this version folds by rule {wanted}. Start the version that made it.");
        }
    }

    private static string? Setting(SqliteConnection connection, string name) => connection.ExecuteScalar<string?>(Read, new { name });

    private static void Set(SqliteConnection connection, string name, string value) => connection.Execute(Write, new { name, value });
}
