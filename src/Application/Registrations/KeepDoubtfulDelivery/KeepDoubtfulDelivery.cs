using MediatR;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.KeepDoubtfulDelivery;

/// <summary>A genuine delivery whose age makes its content doubtful: an old one sent again, or a clock that is off.</summary>
public sealed record KeepDoubtfulDelivery(RegistrationKey Key) : IRequest<Kept>;

/// <param name="Managed">False when the meeting is not managed here: nothing was kept.</param>
/// <param name="Known">What was recorded before; null when the registrant will be read from Zoom.</param>
public sealed record Kept(bool Managed, Outcome? Known);

internal sealed class KeepDoubtfulDeliveryHandler(Settings settings, IRegistrationLedger ledger, Signals signals) : IRequestHandler<KeepDoubtfulDelivery, Kept>
{
    public async Task<Kept> Handle(KeepDoubtfulDelivery request, CancellationToken cancellationToken)
    {
        if (settings.RulesFor(request.Key.Meeting) is null)
        {
            return new Kept(false, null);
        }

        if (await ledger.FindAsync(request.Key) is { } known)
        {
            await ledger.DeliveredAsync(request.Key); // its content is doubtful, that it came is not
            return new Kept(true, Outcome.Of(known, repeated: true));
        }

        await ledger.KeepHintAsync(request.Key);
        signals.Hints.Raise();
        return new Kept(true, null);
    }
}
