using FluentValidation;
using MediatR;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.ApproveByHand;

/// <summary>A person admits a registrant.</summary>
/// <param name="Code">As typed: that code is spent. Null: on the person's word, no code is spent.</param>
public sealed record ApproveByHand(RegistrationKey Key, string? Code) : IRequest<DeskAnswer>
{
    /// <summary>Without the code.</summary>
    public override string ToString() => $"{nameof(ApproveByHand)} {Key}";
}

internal sealed class ApproveByHandValidator : AbstractValidator<ApproveByHand>
{
    public ApproveByHandValidator() => RuleFor(command => command.Code).MaximumLength(128).WithName("code")
        .Must(code => code is null || NormalForm.Of(code).Length > 0).WithMessage("'code' holds no code: leave it out to approve without one.").WithName("code");
}

internal sealed class ApproveByHandHandler(Settings settings, IDeskLedger ledger, ListCopy list, Signals signals) : IRequestHandler<ApproveByHand, DeskAnswer>
{
    public async Task<DeskAnswer> Handle(ApproveByHand request, CancellationToken cancellationToken)
    {
        var code = request.Code is null ? null : settings.Codes.Format.KeyOf(request.Code);
        switch (code is null ? [] : list.Find([code]).Found)
        {
            case [] when code is not null:
                return new DeskAnswer(DeskEnd.CodeUnknown, null);
            case [{ IsSpent: true }]:
                return new DeskAnswer(DeskEnd.CodeSpentInList, null);
            default:
                var answer = await ledger.ApproveAsync(request.Key, code);
                signals.Zoom.Raise();
                return answer;
        }
    }
}
