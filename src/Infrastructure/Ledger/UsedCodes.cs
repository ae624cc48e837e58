using System.Data.Common;
using Microsoft.Data.Sqlite;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Infrastructure.Ledger.Postgres;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Ledger.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>Asks a ledger for codes it has met, whether the service runs on it or not.</summary>
public static class UsedCodes
{
    /// <param name="codes">As they are compared.</param>
    /// <returns>None when there is no ledger yet.</returns>
    /// <exception cref="LedgerRefusedException">It cannot be read.</exception>
    public static IReadOnlySet<string> Among(LedgerSettings settings, IReadOnlyCollection<string> codes)
    {
        if (settings.Engine == LedgerEngine.Postgres)
        {
            using var store = PostgresStore.Of(settings.ConnectionString);
            return Ask(store.Name, () => new LedgerReader(store.Dialect, store.Connect()), codes);
        }

        var file = new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource;
        return File.Exists(file)
            ? Ask(file, () => new LedgerReader(SqliteDialect.Instance, LedgerFile.ConnectToRead(settings.ConnectionString)), codes)
            : new HashSet<string>();
    }

    private static IReadOnlySet<string> Ask(string name, Func<LedgerReader> open, IReadOnlyCollection<string> codes)
    {
        try
        {
            using var reader = open();
            return reader.EverUsed(codes);
        }
        catch (DbException error)
        {
            throw new LedgerRefusedException($"The ledger {name} cannot be asked which codes were used: {error.Message.TrimEnd('.')}. If it was made by another version, start this one once.", error);
        }
    }
}
