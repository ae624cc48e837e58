using System.Data.Common;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>The writer's hands. Used by its thread only.</summary>
internal sealed class LedgerTransaction(SqlDialect dialect, DbConnection connection, TimeProvider time) : LedgerCommands(dialect, connection)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public void Begin() => Execute(Dialect.BeginWriting);

    public void Commit() => Execute("commit");

    public void RollBack()
    {
        try
        {
            Execute("rollback");
        }
        catch (Exception error) when (error is DbException or InvalidOperationException)
        {
            // a full disk, a failed write or a lost connection has already rolled back, and then there is no transaction to undo
        }
    }

    /// <returns>Rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => Bound(sql, values).ExecuteNonQuery();
}
