using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;

namespace ZoomApprover.Application.Invitations.ReleaseCode;

/// <summary>A person sets a spent code free, so that it opens once more.</summary>
/// <param name="Code">As typed.</param>
/// <param name="RegistrantId">Of a code of several uses: whose use is set free; null for all of them.</param>
public sealed record ReleaseCode(string Code, string? RegistrantId = null) : IRequest<DeskAnswer>
{
    /// <summary>Without the code.</summary>
    public override string ToString() => nameof(ReleaseCode);
}

internal sealed class ReleaseCodeValidator : AbstractValidator<ReleaseCode>
{
    public ReleaseCodeValidator()
    {
        RuleFor(command => command.Code).NotEmpty().MaximumLength(128).WithName("code");
        RuleFor(command => command.RegistrantId).MaximumLength(128).WithName("registrantId");
    }
}

internal sealed partial class ReleaseCodeHandler(Settings settings, IDeskLedger ledger, ListCopy list, ILogger<ReleaseCodeHandler> logger)
    : IRequestHandler<ReleaseCode, DeskAnswer>
{
    public async Task<DeskAnswer> Handle(ReleaseCode request, CancellationToken cancellationToken)
    {
        var code = settings.Codes.Format.KeyOf(request.Code);
        var answer = await ledger.ReleaseAsync(code, string.IsNullOrWhiteSpace(request.RegistrantId) ? null : request.RegistrantId.Trim());
        if (answer.End == DeskEnd.NotFound && list.Find([code]).Found is [{ IsSpent: true }])
        {
            return answer with { End = DeskEnd.CodeSpentInList };
        }

        LogReleased(answer.End);
        return answer;
    }

    [LoggerMessage(LogLevel.Information, "A person asked for the release of a code: {End}")]
    private partial void LogReleased(DeskEnd end);
}
