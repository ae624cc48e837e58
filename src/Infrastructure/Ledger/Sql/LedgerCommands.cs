using Microsoft.Data.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>A connection's commands, prepared once and kept for its life. Used by one thread at a time.</summary>
internal abstract class LedgerCommands(SqliteConnection connection) : IDisposable
{
    // the SQL texts are constants: comparing references is enough and cheaper than hashing a page of text
    private readonly Dictionary<string, SqliteCommand> commands = new(ReferenceEqualityComparer.Instance);

    protected SqliteConnection Connection => connection;

    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
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
    public T? Single<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Bound(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public virtual void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }
    }

    protected SqliteCommand Bound(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in values)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }

            commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        }

        return command;
    }
}
