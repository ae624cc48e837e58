using MediatR;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.FindHolderHint;

/// <summary>
/// Whose code somebody gave who waits with <see cref="WaitingReason.HolderMismatch"/>: the address in its row, masked. Null when the
/// registration does not wait for that, or the row names nobody.
/// </summary>
public sealed record FindHolderHint(Registration Registration) : IRequest<string?>;

internal sealed class FindHolderHintHandler(Settings settings, ListCopy list) : IRequestHandler<FindHolderHint, string?>
{
    public Task<string?> Handle(FindHolderHint request, CancellationToken cancellationToken)
    {
        if (request.Registration is not { Status: RegistrationStatus.Waiting, Reason: WaitingReason.HolderMismatch, Answers: { } answers })
        {
            return Task.FromResult<string?>(null);
        }

        var (found, _) = list.Find(CodeReader.Read(answers, settings.Codes.Format, settings.Codes.QuestionTitles).Codes);
        return Task.FromResult(found is [{ Holder: { } holder }] ? HolderRule.Hint(holder) : null);
    }
}
