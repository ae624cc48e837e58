using Microsoft.Data.Sqlite;

namespace ZoomApprover.DiskTrials;

/// <param name="Code">Null when none is claimed.</param>
/// <param name="StoredAt">The time of its first line in the history, taken within the commit that stored it.</param>
internal sealed record StoredRegistration(string RegistrantId, string? Code, DateTimeOffset StoredAt);

/// <summary>What a ledger's files hold.</summary>
/// <param name="Registrations">By registrant.</param>
/// <param name="Holders">Who holds each claimed code.</param>
internal sealed record LedgerReading(IReadOnlyDictionary<string, StoredRegistration> Registrations, ILookup<string, string> Holders)
{
    private const string RegistrationsSql = """
        select registrant_id, code, (select min(at) from history where history.registrant_id = registrations.registrant_id) from registrations
        """;

    /// <summary>Reads a copy of the files: SQLite tidies up whatever it opens, and the service shall find them as they are.</summary>
    /// <exception cref="TrialFailedException">SQLite finds the ledger damaged.</exception>
    public static LedgerReading Of(string ledger)
    {
        var folder = Directory.CreateTempSubdirectory("zoom-approver-reading-");
        try
        {
            foreach (var file in new[] { ledger, ledger + "-wal" }.Where(File.Exists))
            {
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            }

            using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, Path.GetFileName(ledger))};Pooling=False");
            connection.Open();
            var check = Rows(connection, "pragma integrity_check", row => row.GetString(0));
            return check is ["ok"] ? Read(connection) : throw new TrialFailedException($"the ledger is damaged: {string.Join("; ", check.Take(3))}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static LedgerReading Read(SqliteConnection connection)
    {
        // without its first commits a ledger has no tables
        var isNew = Rows(connection, "select 1 from sqlite_master where name = 'history'", row => row.GetInt32(0)).Count == 0;
        var registrations = isNew ? [] : Rows(connection, RegistrationsSql, row => new StoredRegistration(
            row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))));
        var claims = isNew ? [] : Rows(connection, "select code, registrant_id from claims", row => (Code: row.GetString(0), Holder: row.GetString(1)));
        return new LedgerReading(
            registrations.ToDictionary(one => one.RegistrantId, StringComparer.Ordinal),
            claims.ToLookup(one => one.Code, one => one.Holder, StringComparer.Ordinal));
    }

    private static List<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
