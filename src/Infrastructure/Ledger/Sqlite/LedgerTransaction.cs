using Microsoft.Data.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger.Sqlite;

/// <summary>The writer's hands: prepared commands, kept for the life of the connection. Used by one thread only.</summary>
internal sealed class LedgerTransaction(SqliteConnection connection, TimeProvider time) : IDisposable
{
    // the SQL texts are constants: comparing references is enough and cheaper than hashing a page of text
    private readonly Dictionary<string, SqliteCommand> commands = new(ReferenceEqualityComparer.Instance);

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

    public T? Single<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Bound(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public List<T> Many<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Bound(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }
    }

    private SqliteCommand Bound(string sql, ReadOnlySpan<(string Name, object? Value)> values)
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
