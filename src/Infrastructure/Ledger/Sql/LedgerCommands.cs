using System.Data.Common;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>A connection and its commands, prepared once and kept for its life. Used by one thread at a time.</summary>
internal abstract class LedgerCommands(SqlDialect dialect, DbConnection connection) : IDisposable
{
    // the SQL texts are constants: comparing references is enough and cheaper than hashing a page of text
    private readonly Dictionary<string, DbCommand> commands = new(ReferenceEqualityComparer.Instance);

    protected SqlDialect Dialect => dialect;

    /// <summary>False once it was lost: nothing more comes of it.</summary>
    public bool IsConnected => connection.State == System.Data.ConnectionState.Open;

    public List<T> Rows<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Bound(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <returns>The first row; the default when there is none.</returns>
    public T? Single<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Bound(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    protected DbCommand Bound(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = dialect.Prepare(connection, sql, values);
            commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            dialect.Set(command.Parameters[i], values[i].Value);
        }

        return command;
    }
}
