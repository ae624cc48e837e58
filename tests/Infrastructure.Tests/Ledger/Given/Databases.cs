using System.Collections.Concurrent;
using Dapper;
using Npgsql;
using ZoomApprover.Infrastructure.Ledger.Postgres;
using ZoomApprover.Simulators.Databases;

namespace ZoomApprover.Infrastructure.Tests.Ledger.Given;

/// <summary>Databases with the schema of a ledger and nothing in it, on one server for the whole run. One that comes back is emptied for the next test.</summary>
internal static class Databases
{
    // as SQLite has it, for tests that look into a ledger
    private const string Conveniences = """
        create function joined(text, text) returns text language sql immutable as $$ select coalesce($1 || ',' || $2, $1, $2) $$;
        create aggregate group_concat(text) (sfunc = joined, stype = text);
        """;

    private static readonly Lazy<PostgresServer> Server = new(() => new PostgresServer());
    private static readonly Lazy<string> Emptying = new(MakeTemplate);
    private static readonly ConcurrentBag<string> Idle = [];
    private static int made;

    public static string? Version => Server.IsValueCreated ? Ask("select version()") : null;

    public static PostgresServer Running => Server.Value;

    public static string Rent()
    {
        _ = Emptying.Value;
        if (Idle.TryTake(out var kept))
        {
            return kept;
        }

        var name = $"ledger{Interlocked.Increment(ref made)}";
        lock (Server)
        {
            Ask($"create database {name} template ledger");
        }

        return name;
    }

    /// <summary>No ledger may be open on it any more.</summary>
    public static void GiveBack(string database)
    {
        using var connection = Connect(database);
        connection.Execute(Emptying.Value);
        Idle.Add(database);
    }

    public static NpgsqlConnection Connect(string database)
    {
        var connection = new NpgsqlConnection(Server.Value.ConnectionTo(database));
        connection.Open();
        return connection;
    }

    public static void Execute(TempFolder folder, string sql)
    {
        using var connection = Connect(folder.Database);
        connection.Execute(sql);
    }

    public static T? Ask<T>(TempFolder folder, string sql)
    {
        using var connection = Connect(folder.Database);
        return connection.ExecuteScalar<T>(sql);
    }

    public static void End()
    {
        if (Server.IsValueCreated)
        {
            NpgsqlConnection.ClearAllPools();
            Server.Value.Dispose();
        }
    }

    private static string MakeTemplate()
    {
        Ask("create database ledger");
        PostgresSchema.Upgrade(PostgresStore.Of(Server.Value.ConnectionTo("ledger") + ";Pooling=false"));
        using var connection = new NpgsqlConnection(Server.Value.ConnectionTo("ledger") + ";Pooling=false");
        connection.Open();
        connection.Execute(Conveniences);
        var tables = connection.Query<string>("select tablename from pg_tables where schemaname = 'public' and tablename not in ('schema_versions', 'leader')").ToList();
        return "set session_replication_role = replica;"
            + string.Concat(tables.Select(table => $"delete from {table};"))
            + "update leader set holder = '', epoch = 0, until = 0;"
            + "alter table history alter column id restart; set session_replication_role = origin;";
    }

    private static string? Ask(string sql)
    {
        using var connection = new NpgsqlConnection(Server.Value.ConnectionTo("postgres") + ";Pooling=false");
        connection.Open();
        return connection.ExecuteScalar<string>(sql);
    }
}
