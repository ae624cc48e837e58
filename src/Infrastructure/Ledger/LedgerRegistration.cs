using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Infrastructure.Ledger.Backup;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Ledger.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger;

public static partial class LedgerRegistration
{
    /// <summary>
    /// Registers the ledger and its ports. Needs a TimeProvider and logging. The file is opened when the first port is asked for,
    /// which throws <see cref="LedgerRefusedException"/> when it will not do: ask at the start.
    /// </summary>
    /// <param name="listName">The invitation list in force.</param>
    /// <param name="format">How codes are keyed; null where there are no generated ones.</param>
    public static IServiceCollection AddLedger(this IServiceCollection services, LedgerSettings settings, string listName, bool dryRun, CodeFormat? format = null) => services
        .AddSingleton<ILedgerEnd>(provider => new ProcessEnd(provider.GetRequiredService<ILogger<ProcessEnd>>()))
        .AddSingleton(provider => Open(provider, settings, listName, dryRun, format))
        .AddSingleton<ILedgerHealth>(provider => provider.GetRequiredService<SqlLedger>())
        .AddSingleton<IRegistrationLedger, SqlRegistrationLedger>()
        .AddSingleton<ICallLedger, SqlCallLedger>()
        .AddSingleton<IDeskLedger, SqlDeskLedger>()
        .AddSingleton<ILossLedger, SqlLossLedger>()
        .AddSingleton<IGuessLedger, SqlGuessLedger>()
        .AddSingleton<IListLedger, SqlListLedger>()
        .AddSingleton<IHoldLedger, SqlHoldLedger>()
        .AddSingleton<IApproveCellLedger, SqlApproveCellLedger>()
        .AddSingleton<ILedgerBackups, LedgerBackups>();

    private static SqlLedger Open(IServiceProvider provider, LedgerSettings settings, string listName, bool dryRun, CodeFormat? format)
    {
        try
        {
            return OpenFile(provider, settings, listName, dryRun, format);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new LedgerRefusedException($"The ledger cannot be used: {error.Message.TrimEnd('.')}. Ledger:ConnectionString must name a file that the user {Environment.UserName} may write, on a disk with room.", error);
        }
    }

    private static SqlLedger OpenFile(IServiceProvider provider, LedgerSettings settings, string listName, bool dryRun, CodeFormat? format)
    {
        var file = LedgerFile.Open(settings.ConnectionString, MountTable.OfThisMachine(), mustBeMounted: !settings.Ephemeral && ContainerSigns.OfThisProcess.IsContainer);
        try
        {
            return Start(provider, file, listName, dryRun, format);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static SqlLedger Start(IServiceProvider provider, LedgerFile file, string listName, bool dryRun, CodeFormat? format)
    {
        var connection = file.Connect();
        try
        {
            LedgerSchema.Upgrade(connection);
            var epoch = LedgerIdentity.Begin(connection, dryRun, format);
            var behindSince = LedgerIdentity.BackupTakenAt(connection);
            if (behindSince is { } since)
            {
                LogBehind(provider.GetRequiredService<ILogger<SqlLedger>>(), file.Path, since);
            }

            var writer = new LedgerWriter(
                connection,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILedgerEnd>(),
                provider.GetRequiredService<ILogger<LedgerWriter>>());
            writer.Start();
            return new SqlLedger(file, writer, new LedgerScope(listName, dryRun, epoch, behindSince));
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
