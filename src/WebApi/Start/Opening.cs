using System.Collections.Frozen;
using MediatR;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations.MeasureLosses;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.WebApi.Access;
using ZoomApprover.WebApi.Metrics;
using ZoomApprover.WebApi.Webhooks;

namespace ZoomApprover.WebApi.Start;

/// <summary>What must be true before the first delivery is taken.</summary>
internal static class Opening
{
    /// <exception cref="LedgerRefusedException">The ledger or the runtime will not do; the message says why and what to do.</exception>
    /// <exception cref="StartRefusedException">The key to the API can be neither read nor made.</exception>
    public static async Task OpenAsync(IServiceProvider services, Settings settings)
    {
        if (!NormalForm.WorksHere())
        {
            throw new LedgerRefusedException("This runtime cannot compare letters (it has no ICU data), so codes would not be recognised. Install libicu, and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }

        _ = services.GetRequiredService<ILedgerHealth>().Path; // opens the ledger
        OpenKey(services);
        _ = services.GetRequiredService<WebhookMonitor>(); // its counters begin now
        if (await services.GetRequiredService<IListLedger>().LoadCopyAsync() is { } copy)
        {
            services.GetRequiredService<ListCopy>().Replace(
                copy.Place, copy.BeganAt, copy.Invitations.ToFrozenDictionary(invitation => invitation.Code, StringComparer.Ordinal));
            services.GetRequiredService<IInvitationList>().Remember(copy.Place);
        }

        await RememberAsync(services);

        var lead = services.GetRequiredService<ILeadership>();

        // a file is read in a moment: whoever registers first finds it read
        if (settings.List.Source == ListSource.CsvFile && lead.IsLeading)
        {
            try
            {
                await services.GetRequiredService<IMediator>().Send(new SynchronizeList());
            }
            catch (LedgerUnavailableException)
            {
                // a full disk: deliveries are answered 503 until there is room, and the worker reads the list again
            }
        }
    }

    // what an earlier process knew and a person should still see, and from when on a lost delivery counts
    private static async Task RememberAsync(IServiceProvider services)
    {
        _ = services.GetRequiredService<ServiceMetrics>(); // listens from now on
        var problems = services.GetRequiredService<ProblemBoard>();
        foreach (var key in await services.GetRequiredService<IDeskLedger>().UsedTwiceAsync())
        {
            problems.Add(Topics.Codes, new Problem(ProblemKind.CodeApprovedTwice, key.ToString()));
        }

        await services.GetRequiredService<IMediator>().Send(new MeasureLosses());
    }

    private static void OpenKey(IServiceProvider services)
    {
        try
        {
            _ = services.GetRequiredService<AdminKey>();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The key to the API can be neither read nor made: {error.Message} Give {AdminKey.FileName} in the ledger's folder to the user {Environment.UserName}, or set Admin:ApiKey.",
                StartRefusedException.BadConfiguration, error);
        }
    }
}
