using Microsoft.Data.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>A connection that only reads what is committed. Used by one thread at a time.</summary>
internal sealed class LedgerReader(SqliteConnection connection) : LedgerCommands(connection)
{
    /// <summary>Until it is disposed, all readings show the same moment.</summary>
    public IDisposable Snapshot()
    {
        Bound("begin deferred", []).ExecuteNonQuery();
        return new Moment(this);
    }

    public override void Dispose()
    {
        base.Dispose();
        Connection.Dispose();
    }

    private sealed class Moment(LedgerReader reader) : IDisposable
    {
        public void Dispose() => reader.Bound("commit", []).ExecuteNonQuery();
    }
}
