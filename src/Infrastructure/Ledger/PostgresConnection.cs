using Npgsql;

namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>What a text says of a PostgreSQL server.</summary>
public static class PostgresConnection
{
    /// <returns>Whether it names a server in words that the client knows.</returns>
    public static bool IsUnderstood(string connectionString)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(connectionString).Host);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
