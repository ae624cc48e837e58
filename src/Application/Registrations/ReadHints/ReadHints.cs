using FluentValidation;
using MediatR;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.ReadHints;

/// <summary>Reads one registrant from Zoom of whom a delivery told what cannot be believed as it stands, and decides on what Zoom says.</summary>
public sealed record ReadHints : IRequest<HintReport>;

/// <param name="Left">Whether more wait. At most one a second is read: a replayed store of deliveries must not use up Zoom's limits.</param>
public sealed record HintReport(bool Left);

internal sealed class ReadHintsHandler(
    IZoomRegistrants zoom, IRegistrationLedger ledger, IMediator mediator, RegistrationTypes types, SweepAgenda agenda, TimeProvider time) : IRequestHandler<ReadHints, HintReport>
{
    public async Task<HintReport> Handle(ReadHints request, CancellationToken cancellationToken)
    {
        var hints = await ledger.HintsAsync(2);
        if (hints.Count == 0)
        {
            return new HintReport(false);
        }

        var askedAt = time.GetUtcNow();
        var read = await zoom.GetAsync(hints[0], cancellationToken);
        if (read is { End: ReadEnd.Found, Value: { } registrant })
        {
            await TakeAsync(registrant, askedAt, cancellationToken);
        }
        else if (read.End == ReadEnd.NotFound)
        {
            await ledger.GoneFromZoomAsync(hints[0], askedAt);
        }

        var settled = read.End is ReadEnd.Found or ReadEnd.NotFound;
        if (settled)
        {
            await ledger.DropHintAsync(hints[0]);
        }
        else
        {
            await ledger.PostponeHintAsync(hints[0]);
        }

        return new HintReport(!settled || hints.Count > 1);
    }

    private async Task TakeAsync(Registrant registrant, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        if (registrant.Status != ZoomStatus.Approved && types.IsByOccurrence(registrant.Key.Meeting) == true)
        {
            agenda.Ask(registrant.Key.Meeting); // for which occurrence that holds, only the lists of each one tell
            return;
        }

        if (registrant.Status == ZoomStatus.Denied)
        {
            await ledger.DeniedInZoomAsync(registrant.Key, askedAt);
            return;
        }

        try
        {
            await mediator.Send(new ApproveRegistrant.ApproveRegistrant(registrant, Source.Sweep, askedAt), cancellationToken);
        }
        catch (ValidationException)
        {
            // Zoom itself describes a registrant that cannot be: nothing to decide on
        }
    }
}
