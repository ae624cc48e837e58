using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ZoomApprover.Benchmarks;

/// <summary>Ledgers whose service has ended.</summary>
internal static class LedgerFiles
{
    private const int Approved = 3;

    // a new registration like the one that is there, with a claim and its history, for each number
    private static readonly string[] Copied = ["registrations", "claims", "history"];

    public static long Count(string path)
    {
        using var connection = Open(path);
        return Scalar(connection, "select count(*) from registrations");
    }

    /// <summary>Fills a ledger that holds one registration with as many more.</summary>
    public static void Grow(string path, int registrations)
    {
        using var connection = Open(path);
        foreach (var table in Copied)
        {
            var columns = Columns(connection, table);
            var values = columns.Select(column => column switch
            {
                "registrant_id" => "'old' || n",
                "code" => "'C' || n",
                "status" when table == "registrations" => Approved.ToString(CultureInfo.InvariantCulture),
                "owed" or "next_attempt_at" or "answers" => "null",
                _ => $"one.{column}",
            });
            Execute(connection, $"""
                insert into {table} ({string.Join(", ", columns)})
                with recursive number (n) as (select 1 union all select n + 1 from number where n < {registrations.ToString(CultureInfo.InvariantCulture)})
                select {string.Join(", ", values)} from number, (select * from {table} limit 1) one
                """);
        }

        Execute(connection, "pragma wal_checkpoint(truncate)");
    }

    private static List<string> Columns(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"select name from pragma_table_info('{table}') where name <> 'id'";
        using var reader = command.ExecuteReader();
        List<string> names = [];
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}
