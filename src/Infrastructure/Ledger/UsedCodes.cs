using Microsoft.Data.Sqlite;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Ledger.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>Asks a ledger for codes it has met, whether the service runs on it or not.</summary>
public static class UsedCodes
{
    /// <param name="connectionString">The ledger's, with an absolute Data Source.</param>
    /// <param name="codes">As they are compared.</param>
    /// <returns>None when there is no ledger yet.</returns>
    /// <exception cref="LedgerRefusedException">It cannot be read.</exception>
    public static IReadOnlySet<string> Among(string connectionString, IReadOnlyCollection<string> codes)
    {
        if (!File.Exists(new SqliteConnectionStringBuilder(connectionString).DataSource))
        {
            return new HashSet<string>();
        }

        var connection = LedgerFile.ConnectToRead(connectionString);
        using var reader = new LedgerReader(connection);
        try
        {
            return reader.EverUsed(codes);
        }
        catch (SqliteException error)
        {
            throw new LedgerRefusedException($"The ledger {connection.DataSource} cannot be asked which codes were used: {error.Message.TrimEnd('.')}. If it was made by another version, start this one once.", error);
        }
    }
}
