using MediatR;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.DenyByHand;

/// <summary>A person refuses a registrant. Zoom bars the e-mail address from this meeting, and cannot undo it.</summary>
public sealed record DenyByHand(RegistrationKey Key) : IRequest<DeskAnswer>;

internal sealed class DenyByHandHandler(IDeskLedger ledger, Signals signals) : IRequestHandler<DenyByHand, DeskAnswer>
{
    public async Task<DeskAnswer> Handle(DenyByHand request, CancellationToken cancellationToken)
    {
        var answer = await ledger.DenyAsync(request.Key);
        signals.Zoom.Raise();
        return answer;
    }
}
