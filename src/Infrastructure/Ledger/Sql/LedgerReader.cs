using System.Data.Common;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>A connection that only reads what is committed. Used by one thread at a time.</summary>
internal sealed class LedgerReader(SqlDialect dialect, DbConnection connection) : LedgerCommands(dialect, connection)
{
    /// <summary>Until it is disposed, all readings show the same moment.</summary>
    public IDisposable Snapshot()
    {
        Bound(Dialect.BeginReading, []).ExecuteNonQuery();
        return new Moment(this);
    }

    private sealed class Moment(LedgerReader reader) : IDisposable
    {
        public void Dispose() => reader.Bound("commit", []).ExecuteNonQuery();
    }
}
