using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Infrastructure.Ledger.Postgres;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Ledger.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>Opens the ledger that the settings name, brings it to this version's schema, and starts its writer.</summary>
internal static partial class LedgerOpening
{
    /// <exception cref="LedgerRefusedException">It will not do; says what to do.</exception>
    public static SqlLedger Open(IServiceProvider provider, LedgerSettings settings, string listName, bool dryRun, CodeFormat? format)
    {
        try
        {
            return settings.Engine == LedgerEngine.Postgres
                ? OpenDatabase(provider, settings, listName, dryRun, format)
                : OpenFile(provider, settings, listName, dryRun, format);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new LedgerRefusedException($"The ledger cannot be used: {error.Message.TrimEnd('.')}. Ledger:ConnectionString must name a file that the user {Environment.UserName} may write, on a disk with room.", error);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            throw new LedgerRefusedException($"The ledger cannot be used: {(error.InnerException ?? error).Message.TrimEnd('.')}. Ledger:ConnectionString must name a PostgreSQL server that can be reached from here, a database on it, and a user who may make tables there.", error);
        }
    }

    /// <summary>Whether this process runs the passes. Where several share a ledger, it is asked for from now on.</summary>
    public static ILeadership Lead(IServiceProvider provider)
    {
        var ledger = provider.GetRequiredService<SqlLedger>();
        if (ledger.Store is not PostgresStore store)
        {
            return new SoleLeader();
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}:{RandomNumberGenerator.GetHexString(6, lowercase: true)}");
        var lead = new PostgresLead(
            store, ledger, name, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILedgerEnd>(), provider.GetRequiredService<ILogger<PostgresLead>>());
        lead.Start();
        return lead;
    }

    private static SqlLedger OpenFile(IServiceProvider provider, LedgerSettings settings, string listName, bool dryRun, CodeFormat? format)
    {
        var file = LedgerFile.Open(settings.ConnectionString, MountTable.OfThisMachine(), mustBeMounted: !settings.Ephemeral && ContainerSigns.OfThisProcess.IsContainer);
        try
        {
            var connection = file.Connect();
            return Start(provider, file, connection, () => LedgerSchema.Upgrade(connection), listName, dryRun, format);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static SqlLedger OpenDatabase(IServiceProvider provider, LedgerSettings settings, string listName, bool dryRun, CodeFormat? format)
    {
        LedgerFile.CreatePrivately(settings.Folder);
        var store = PostgresStore.Of(settings.ConnectionString);
        return Start(provider, store, store.Connect(), () => PostgresSchema.Upgrade(store), listName, dryRun, format);
    }

    private static SqlLedger Start(IServiceProvider provider, ILedgerStore store, DbConnection connection, Action upgrade, string listName, bool dryRun, CodeFormat? format)
    {
        try
        {
            upgrade();
            var epoch = LedgerIdentity.Begin(store, connection, dryRun, format, leads: store is LedgerFile);
            var behindSince = LedgerIdentity.BackupTakenAt(connection);
            if (behindSince is { } since)
            {
                LogBehind(provider.GetRequiredService<ILogger<SqlLedger>>(), store.Name, since);
            }

            var writer = new LedgerWriter(
                store,
                connection,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILedgerEnd>(),
                provider.GetRequiredService<ILogger<LedgerWriter>>());
            writer.Start();
            return new SqlLedger(store, writer, new LedgerScope(listName, dryRun, epoch, behindSince));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The ledger {Ledger} is a backup of {TakenAt}: nothing is sent before Zoom's registrants and the list were read")]
    private static partial void LogBehind(ILogger logger, string ledger, DateTimeOffset takenAt);
}
