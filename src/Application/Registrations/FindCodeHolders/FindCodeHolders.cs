using MediatR;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.FindCodeHolders;

/// <summary>
/// Who holds uses of the code that a registration claimed, itself among them, or that it waits for with
/// <see cref="WaitingReason.CodeAlreadyUsed"/>; the latest last. Empty without such a code, and when only its status cell is filled.
/// </summary>
public sealed record FindCodeHolders(Registration Registration) : IRequest<IReadOnlyList<ClaimHolder>>;

internal sealed class FindCodeHoldersHandler(Settings settings, ListCopy list, IDeskLedger desk) : IRequestHandler<FindCodeHolders, IReadOnlyList<ClaimHolder>>
{
    public async Task<IReadOnlyList<ClaimHolder>> Handle(FindCodeHolders request, CancellationToken cancellationToken) =>
        CodeOf(request.Registration) is { } code && (await desk.HoldersAsync([code])).TryGetValue(code, out var holders) ? holders : [];

    private string? CodeOf(Registration one) => one switch
    {
        { Code: { } claimed } => one.List == settings.List.Name ? claimed : null, // what an earlier event spent is nobody's here
        { Status: RegistrationStatus.Waiting, Reason: WaitingReason.CodeAlreadyUsed, Answers: { } answers } =>
            list.Find(CodeReader.Read(answers, settings.Codes.Format, settings.Codes.QuestionTitles).Codes).Found is [var only] ? only.Code : null,
        _ => null,
    };
}
