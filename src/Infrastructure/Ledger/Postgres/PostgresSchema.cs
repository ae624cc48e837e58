using Dapper;
using DbUp;
using Npgsql;

namespace ZoomApprover.Infrastructure.Ledger.Postgres;

/// <summary>Brings a database to the schema this version knows; refuses one it does not know.</summary>
internal static class PostgresSchema
{
    private const long Upgrading = 0x5a6f6f6e;

    /// <summary>Processes that start at once do it one after the other.</summary>
    /// <exception cref="LedgerRefusedException">The ledger was made by a newer version, or a script failed (and was rolled back).</exception>
    public static void Upgrade(PostgresStore store)
    {
        using var alone = new NpgsqlConnection(store.Patiently);
        alone.Open();
        alone.Execute($"select pg_advisory_lock({Upgrading})");
        var engine = DeployChanges.To.PostgresqlDatabase(store.Patiently)
            .WithScriptsEmbeddedInAssembly(typeof(PostgresSchema).Assembly, name => name.StartsWith("Postgres/", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .JournalToPostgresqlTable(alone.ExecuteScalar<string>("select current_schema()"), "schema_versions")
            .LogToNowhere()
            .Build();
        if (engine.GetExecutedButNotDiscoveredScripts() is { Count: > 0 } unknown)
        {
            throw new LedgerRefusedException($"The ledger {store.Name} was made by a newer version of this service ({string.Join(", ", unknown)} is unknown here). Start that version, or restore a dump made before the upgrade.");
        }

        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new LedgerRefusedException($"The ledger {store.Name} could not be brought to this version's schema (script {result.ErrorScript?.Name}): {result.Error.Message} Nothing was changed.", result.Error);
        }
    }
}
