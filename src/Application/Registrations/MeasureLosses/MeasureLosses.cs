using System.Globalization;
using MediatR;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.MeasureLosses;

/// <summary>Counts the registrations that a sweep found and Zoom never delivered, and names the likely causes.</summary>
public sealed record MeasureLosses : IRequest<LossReport>;

/// <param name="Awaited">Null when nothing is measured: without webhooks, and in a dry run, which never reads Zoom.</param>
/// <param name="Missed">Null as well.</param>
/// <param name="Causes">Empty while nothing is missed.</param>
public sealed record LossReport(int? Awaited, int? Missed, IReadOnlyList<LossCause> Causes);

internal sealed class MeasureLossesHandler(Settings settings, ILossLedger ledger, DeliveryWatch watch, LossMeter meter, ProblemBoard problems, TimeProvider time)
    : IRequestHandler<MeasureLosses, LossReport>
{
    public async Task<LossReport> Handle(MeasureLosses request, CancellationToken cancellationToken)
    {
        var measures = settings.Zoom is { Webhooks: true, DryRun: false };
        await ExpectAsync(measures);
        if (!measures)
        {
            return new LossReport(null, null, []);
        }

        var now = time.GetUtcNow();
        var losses = await ledger.CountAsync(now - LossRule.Patience, now - LossRule.Memory);
        var handshake = await KeepAsync(losses.LastHandshake);
        var signs = new DeliverySigns(losses.Since, watch.RegistrationAt, handshake, watch.WrongSignatureAt, watch.SkewAt);
        IReadOnlyList<LossCause> causes = losses.Missed == 0 ? [] : LossRule.Causes(signs, now);

        meter.Show(losses.Awaited, losses.Missed);
        problems.Set(Topics.Losses, losses.Missed == 0
            ? []
            : [new Problem(ProblemKind.DeliveriesMissed, losses.Missed.ToString(CultureInfo.InvariantCulture), string.Join(", ", causes))]);
        return new LossReport(losses.Awaited, losses.Missed, causes);
    }

    private async Task ExpectAsync(bool measures)
    {
        try
        {
            await ledger.ExpectAsync(measures ? [.. settings.Meetings.Values.Select(meeting => meeting.Key)] : []);
        }
        catch (LedgerUnavailableException)
        {
            // a full disk; the next measurement tries again
        }
    }

    // the answer to a handshake does not wait for the ledger, so it is written down here
    private async Task<DateTimeOffset?> KeepAsync(DateTimeOffset? kept)
    {
        if (watch.HandshakeAt is not { } seen || seen <= kept)
        {
            return kept;
        }

        try
        {
            await ledger.KeepHandshakeAsync(seen);
        }
        catch (LedgerUnavailableException)
        {
            // the next measurement tries again
        }

        return seen;
    }
}
