using Microsoft.Data.Sqlite;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sqlite;

/// <summary>Reading on a connection of one's own, with plain commands.</summary>
internal static class Queries
{
    public static List<T> Rows<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public static Registration? FindRegistration(this SqliteConnection connection, RegistrationKey key) => connection.Rows(
        RegistrationRows.ByKey, RegistrationRows.Read,
        ("@kind", (int)key.Meeting.Kind), ("@meeting", key.Meeting.Id), ("@registrant", key.RegistrantId)).SingleOrDefault();
}
