using MediatR;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Application.Registrations.JudgeHeld;

/// <summary>One pass over those who were held back while codes were guessed: where it is over they are judged again, by the present list.</summary>
/// <returns>How many were admitted.</returns>
public sealed record JudgeHeld : IRequest<int>;

internal sealed class JudgeHeldHandler(IGuessLedger ledger, Rejudging rejudging) : IRequestHandler<JudgeHeld, int>
{
    public async Task<int> Handle(JudgeHeld request, CancellationToken cancellationToken)
    {
        await ledger.PruneAsync();
        return await ledger.FreedAsync() is { Count: > 0 } freed ? await rejudging.JudgeAsync(freed) : 0;
    }
}
