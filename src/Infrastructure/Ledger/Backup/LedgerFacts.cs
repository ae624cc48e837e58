using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Ledger.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger.Backup;

/// <summary>What a copy of a ledger says of itself.</summary>
/// <param name="Mode">live or dry-run.</param>
/// <param name="TakenAt">When it was taken as a backup; null for a file that is none.</param>
public sealed record LedgerFacts(string Mode, string NormalForm, long Registrations, long SpentCodes, DateTimeOffset? TakenAt)
{
    private const string Tables = "select count(*) from sqlite_master where type = 'table' and name in ('settings', 'schema_versions', 'registrations', 'claims', 'generations', 'history')";

    /// <summary>Reads every page of a copy, and what it is.</summary>
    /// <param name="file">The name that people know the copy by.</param>
    /// <exception cref="LedgerRefusedException">It is damaged, no ledger, or one of a newer version.</exception>
    internal static LedgerFacts Check(SqliteConnection connection, string file)
    {
        var fault = connection.ExecuteScalar<string>("pragma integrity_check(1)");
        if (fault != "ok")
        {
            throw new LedgerRefusedException($"{file} is damaged ({fault}). Use another backup.");
        }

        if (connection.ExecuteScalar<int>(Tables) != 6 || LedgerIdentity.Setting(connection, "mode") is not { } mode)
        {
            throw new LedgerRefusedException($"{file} is a database, but no ledger of this service.");
        }

        LedgerSchema.RefuseNewer(connection, file);
        return new LedgerFacts(
            mode,
            LedgerIdentity.Setting(connection, "normal_form") ?? "",
            connection.ExecuteScalar<long>("select count(*) from registrations"),
            connection.ExecuteScalar<long>("select count(*) from claims"),
            LedgerIdentity.BackupTakenAt(connection));
    }

    /// <summary>For people.</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture, $"{Registrations} registrations, {SpentCodes} spent codes");
}
