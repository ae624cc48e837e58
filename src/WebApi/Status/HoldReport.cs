using System.Globalization;
using ZoomApprover.Application.Invitations.HoldList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Status;

/// <summary>A question about the list. Answered by POST /api/invitations/hold, or by undoing the change in the list.</summary>
/// <param name="Kind">otherPlace or freedOrRemoved.</param>
/// <param name="Text">The question.</param>
/// <param name="Codes">How many codes it is about.</param>
/// <param name="Of">How many the list had; of another place: has.</param>
/// <param name="Rows">The first rows; "" when none is known.</param>
/// <param name="Since">When the reading began that showed it first.</param>
/// <param name="Answer">confirm or keep, once answered; null before.</param>
public sealed record HoldReport(string Kind, string Text, int Codes, int Of, string Rows, DateTimeOffset Since, string? Answer)
{
    internal static HoldReport About(HoldQuestion question, CultureInfo language) => new(
        question.Kind == HoldKind.OtherPlace ? "otherPlace" : "freedOrRemoved",
        Sentences.Problem(question.Problem, language),
        question.Count,
        question.Of,
        question.Rows,
        question.Since,
        question.Answer switch { HoldAnswer.Confirm => "confirm", HoldAnswer.Keep => "keep", _ => null });
}
