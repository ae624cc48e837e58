using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Infrastructure.Ledger.Backup;
using ZoomApprover.Infrastructure.Ledger.Sql;

namespace ZoomApprover.Infrastructure.Ledger;

public static class LedgerRegistration
{
    /// <summary>
    /// Registers the ledger and its ports. Needs a TimeProvider and logging. The ledger is opened when the first port is asked for,
    /// which throws <see cref="LedgerRefusedException"/> when it will not do: ask at the start.
    /// </summary>
    /// <param name="listName">The invitation list in force.</param>
    /// <param name="format">How codes are keyed; null where there are no generated ones.</param>
    public static IServiceCollection AddLedger(this IServiceCollection services, LedgerSettings settings, string listName, bool dryRun, CodeFormat? format = null) => services
        .AddSingleton<ILedgerEnd>(provider => new ProcessEnd(provider.GetRequiredService<ILogger<ProcessEnd>>()))
        .AddSingleton(provider => LedgerOpening.Open(provider, settings, listName, dryRun, format))
        .AddSingleton<ILedgerHealth>(provider => provider.GetRequiredService<SqlLedger>())
        .AddSingleton<IRegistrationLedger, SqlRegistrationLedger>()
        .AddSingleton<ICallLedger, SqlCallLedger>()
        .AddSingleton<IDeskLedger, SqlDeskLedger>()
        .AddSingleton<ILossLedger, SqlLossLedger>()
        .AddSingleton<IGuessLedger, SqlGuessLedger>()
        .AddSingleton<IListLedger, SqlListLedger>()
        .AddSingleton<IHoldLedger, SqlHoldLedger>()
        .AddSingleton<IApproveCellLedger, SqlApproveCellLedger>()
        .AddSingleton<IReplicaLedger, SqlReplicaLedger>()
        .AddSingleton(LedgerOpening.Lead)
        .AddSingleton<ILedgerBackups, LedgerBackups>();
}
