using DbUp;
using DbUp.Engine;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger.Sqlite;

/// <summary>Brings a ledger to the schema this version knows; refuses one it does not know.</summary>
internal static class LedgerSchema
{
    /// <exception cref="LedgerRefusedException">The ledger was made by a newer version, or a script failed (and was rolled back).</exception>
    public static void Upgrade(SqliteConnection connection)
    {
        RefuseNewer(connection, $"The ledger {connection.DataSource}");
        var result = Engine(connection).PerformUpgrade();
        if (!result.Successful)
        {
            throw new LedgerRefusedException($"The ledger {connection.DataSource} could not be brought to this version's schema (script {result.ErrorScript?.Name}): {result.Error.Message} Nothing was changed.", result.Error);
        }
    }

    /// <param name="name">What people call it.</param>
    /// <exception cref="LedgerRefusedException">It was made by a newer version.</exception>
    public static void RefuseNewer(SqliteConnection connection, string name)
    {
        if (Engine(connection).GetExecutedButNotDiscoveredScripts() is { Count: > 0 } unknown)
        {
            throw new LedgerRefusedException($"{name} was made by a newer version of this service ({string.Join(", ", unknown)} is unknown here). Start that version, or restore a backup made before the upgrade.");
        }
    }

    private static UpgradeEngine Engine(SqliteConnection connection) => DeployChanges.To.SqliteDatabase(new SharedConnection(connection))
        .WithScriptsEmbeddedInAssembly(typeof(LedgerSchema).Assembly, name => name.StartsWith("Sqlite/", StringComparison.Ordinal))
        .WithTransactionPerScript()
        .WithVariablesDisabled()
        .JournalToSqliteTable("schema_versions")
        .LogToNowhere()
        .Build();
}
