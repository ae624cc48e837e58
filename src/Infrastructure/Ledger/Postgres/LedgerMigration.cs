using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using ZoomApprover.Infrastructure.Ledger.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger.Postgres;

/// <summary>Moves a ledger from a file into a database, while no service runs on either.</summary>
public static class LedgerMigration
{
    private static readonly string[] Tables =
    [
        "settings", "registrations", "claims", "generations", "candidates", "invitations", "list_copies", "marks", "owed_marks", "kept_cells", "hints", "notices", "expected",
        "undelivered", "guesses", "guess_watches", "approve_cells", "history",
    ];

    // what is claimed by the file's last start must not be mistaken for the database's own
    private const string KeepEpoch = """
        update leader set epoch = coalesce((select cast(value as bigint) from settings where name = 'epoch'), 0)
        """;

    private const string NextHistory = "select setval(pg_get_serial_sequence('history', 'id'), coalesce((select max(id) from history), 1))";

    /// <param name="file">The ledger, absolute. It is set aside when all is done: two that go on would spend each code twice.</param>
    /// <param name="connectionString">Of a database without a ledger in it.</param>
    /// <exception cref="LedgerRefusedException">A service runs on it, the database is not empty, or the counts differ; says what to do. Nothing was moved.</exception>
    public static Migrated Run(string file, string connectionString, TimeProvider time)
    {
        if (!File.Exists(file))
        {
            throw new LedgerRefusedException($"Nothing was moved: there is no file {file}.");
        }

        try
        {
            using var place = LedgerFile.Open(new SqliteConnectionStringBuilder { DataSource = file }.ToString(), MountTable.OfThisMachine(), mustBeMounted: false);
            IReadOnlyList<(string Table, long Rows)> counts;
            using (var source = place.Connect())
            {
                LedgerSchema.Upgrade(source);
                counts = Copy(source, PostgresStore.Of(connectionString), file);
                source.Execute("pragma wal_checkpoint(truncate)");
            }

            var kept = $"{file}.moved-{time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
            File.Move(file, kept);
            return new Migrated(kept, counts);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException or NpgsqlException)
        {
            throw new LedgerRefusedException($"The ledger was not moved: {(error.InnerException ?? error).Message.TrimEnd('.')}. {file} must be a ledger that the user {Environment.UserName} may write, Ledger:ConnectionString a database of PostgreSQL without tables.", error);
        }
    }

    private static List<(string Table, long Rows)> Copy(SqliteConnection source, PostgresStore store, string file)
    {
        PostgresSchema.Upgrade(store);
        using var target = new NpgsqlConnection(store.Patiently);
        target.Open();
        target.Execute(PostgresDialect.Patiently);
        target.Execute("set local statement_timeout = 0");
        RefuseUsed(target, store);
        List<(string, long)> counts = [];
        foreach (var table in Tables)
        {
            CopyTable(source, target, table);
            counts.Add((table, Compared(source, target, table)));
        }

        target.Execute(KeepEpoch);
        target.ExecuteScalar<long>(NextHistory);
        Commit(target, store, file);
        return counts;
    }

    private static void Commit(NpgsqlConnection target, PostgresStore store, string file)
    {
        try
        {
            target.Execute("commit");
        }
        catch (NpgsqlException error)
        {
            throw new LedgerRefusedException(
                $"{store.Name} was lost in the last step ({error.Message.TrimEnd('.')}): the ledger may be there or not. Start no service, and run this again. If it says that there is a ledger already, everything is there: rename {file} then, and go on with the database.", error);
        }
    }

    private static void RefuseUsed(NpgsqlConnection target, PostgresStore store)
    {
        if (Tables.FirstOrDefault(table => target.ExecuteScalar<bool>($"select exists (select 1 from {table})")) is { } used)
        {
            throw new LedgerRefusedException($"Nothing was moved: there is a ledger in {store.Name} already ({used} is not empty). Make another database, and name that one in Ledger:ConnectionString.");
        }
    }

    private static void CopyTable(SqliteConnection source, NpgsqlConnection target, string table)
    {
        var columns = source.Query<(string Name, string Type)>($"select name, type from pragma_table_info('{table}') order by cid").ToList();
        var names = string.Join(", ", columns.Select(column => column.Name));
        using var read = source.CreateCommand();
        read.CommandText = $"select {names} from {table}";
        using var rows = read.ExecuteReader();
        using var import = target.BeginBinaryImport($"copy {table} ({names}) from stdin (format binary)");
        while (rows.Read())
        {
            import.StartRow();
            for (var i = 0; i < columns.Count; i++)
            {
                if (rows.IsDBNull(i))
                {
                    import.WriteNull();
                }
                else if (columns[i].Type.Equals("integer", StringComparison.OrdinalIgnoreCase))
                {
                    import.Write(rows.GetInt64(i), NpgsqlDbType.Bigint);
                }
                else
                {
                    import.Write(PostgresText.Storable(rows.GetString(i), isJson: false), NpgsqlDbType.Text);
                }
            }
        }

        import.Complete();
    }

    private static long Compared(SqliteConnection source, NpgsqlConnection target, string table)
    {
        var (there, here) = (source.ExecuteScalar<long>($"select count(*) from {table}"), target.ExecuteScalar<long>($"select count(*) from {table}"));
        return there == here ? here : throw new LedgerRefusedException($"Nothing was moved: of {there} rows of {table} {here} arrived.");
    }
}

/// <param name="Kept">Where the file is now.</param>
/// <param name="Counts">Rows of each table, the same in both.</param>
public sealed record Migrated(string Kept, IReadOnlyList<(string Table, long Rows)> Counts);
