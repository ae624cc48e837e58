using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;

namespace ZoomApprover.Application.Invitations.HoldList;

/// <summary>A person says whether a suspicious change of the list was meant.</summary>
/// <param name="Answer">confirm or keep, in any case.</param>
public sealed record AnswerHold(string Answer) : IRequest<HoldEnd>;

/// <summary>What became of the answer.</summary>
public enum HoldEnd
{
    Confirmed,
    Kept,

    /// <summary>Nothing was asked.</summary>
    NoHold,
}

internal sealed class AnswerHoldValidator : AbstractValidator<AnswerHold>
{
    public AnswerHoldValidator() => RuleFor(command => command.Answer)
        .Must(answer => AnswerHoldHandler.Read(answer) is not null).WithName("answer").WithMessage("'answer' is none of: confirm, keep.");
}

internal sealed partial class AnswerHoldHandler(Holds holds, Signals signals, ILogger<AnswerHoldHandler> logger) : IRequestHandler<AnswerHold, HoldEnd>
{
    public async Task<HoldEnd> Handle(AnswerHold request, CancellationToken cancellationToken)
    {
        if (holds.Question is not { } question)
        {
            return HoldEnd.NoHold;
        }

        var answer = Read(request.Answer)!.Value;
        await holds.ChangeAsync(before => question.Answered(before, answer));
        holds.Question = question with { Answer = answer }; // until the next reading has acted on it
        signals.List.Raise();
        LogAnswered(question.Kind, question.Count, question.Of, answer);
        return answer == HoldAnswer.Confirm ? HoldEnd.Confirmed : HoldEnd.Kept;
    }

    internal static HoldAnswer? Read(string? answer) => answer?.Trim().ToUpperInvariant() switch
    {
        "CONFIRM" => HoldAnswer.Confirm,
        "KEEP" => HoldAnswer.Keep,
        _ => null,
    };

    [LoggerMessage(LogLevel.Information, "List on hold ({Kind}, {Count} of {Of}): a person answered {Answer}")]
    private partial void LogAnswered(Domain.Invitations.HoldKind kind, int count, int of, HoldAnswer answer);
}
