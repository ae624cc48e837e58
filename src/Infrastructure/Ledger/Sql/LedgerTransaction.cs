using Microsoft.Data.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>The writer's hands. Used by its thread only.</summary>
internal sealed class LedgerTransaction(SqliteConnection connection, TimeProvider time) : LedgerCommands(connection)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public void Begin() => Execute("begin immediate");

    public void Commit() => Execute("commit");

    public void RollBack()
    {
        try
        {
            Execute("rollback");
        }
        catch (SqliteException)
        {
            // a full disk or a failed write has already rolled back, and then there is no transaction to undo
        }
    }

    /// <returns>Rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => Bound(sql, values).ExecuteNonQuery();
}
