using MediatR;
using Microsoft.AspNetCore.Mvc;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.GenerateCodes;
using ZoomApprover.Application.Invitations.HoldList;
using ZoomApprover.Application.Invitations.ReleaseCode;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.WebApi.Access;
using ZoomApprover.WebApi.Errors;
using ZoomApprover.WebApi.Registrations;
using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Invitations;

/// <summary>The invitation list as it was last read, with who holds which code.</summary>
[ApiController]
[Route("/api/invitations")]
[BodyErrors]
public sealed class InvitationsController(IMediator mediator, IDeskLedger desk, ListCopy list, Settings settings) : ControllerBase
{
    /// <summary>Codes in the order of the list.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 500.</param>
    [HttpGet]
    [ProducesResponseType<InvitationList>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public async Task<ActionResult<InvitationList>> ListAsync(
        [System.ComponentModel.DataAnnotations.Range(1, 100_000)] int page = 1, [System.ComponentModel.DataAnnotations.Range(1, 500)] int pageSize = 50)
    {
        var all = list.Invitations.Values.OrderBy(one => one.Row).ThenBy(one => one.Code, StringComparer.Ordinal).ToList();
        var shown = all.Skip((page - 1) * pageSize).Take(pageSize).ToList();
        var holders = await desk.HoldersAsync([.. shown.Select(one => one.Code)]);
        return new InvitationList([.. shown.Select(one => InvitationItem.Of(one, holders.GetValueOrDefault(one.Code) ?? []))], all.Count, settings.List.Name, list.BeganAt);
    }

    /// <summary>Sets a spent code free, so that it opens once more. Who came in with it stays in. Of a code of several uses all are set free, or that of one registrant.</summary>
    [HttpPost("release")]
    [ProducesResponseType<ActionAnswer>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<ActionAnswer>> ReleaseAsync(ReleaseBody body, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new ReleaseCode(body.Code ?? "", body.RegistrantId), cancellationToken);
        return answer.End switch
        {
            DeskEnd.Done => Done(answer, "Released"),
            DeskEnd.StaysApproved => Done(answer, "ReleasedStaysApproved"),
            DeskEnd.AfterReadBack => Done(answer, "ReleasedAfterReadBack"),
            DeskEnd.CodeSpentInList => Problem(Sentences.Answer("CodeSpentInList", Languages.Of(Request)), statusCode: StatusCodes.Status409Conflict),
            _ => Problem(Sentences.Answer("CodeNotHeld", Languages.Of(Request)), statusCode: StatusCodes.Status404NotFound),
        };
    }

    /// <summary>Answers the question in /api/status (hold): was a great change of the list meant?</summary>
    /// <remarks>The next reading of the list acts on it, within seconds. Undoing the change in the list answers it too.</remarks>
    [HttpPost("hold")]
    [LeaderOnly]
    [ProducesResponseType<HoldAnswered>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<HoldAnswered>> AnswerHoldAsync(HoldBody body, CancellationToken cancellationToken)
    {
        var end = await mediator.Send(new AnswerHold(body.Answer ?? ""), cancellationToken);
        var text = Sentences.Answer(end == HoldEnd.NoHold ? "HoldNone" : $"Hold{end}", Languages.Of(Request));
        return end == HoldEnd.NoHold
            ? Problem(text, statusCode: StatusCodes.Status409Conflict)
            : new HoldAnswered(end == HoldEnd.Confirmed ? "confirm" : "keep", text);
    }

    /// <summary>Makes new codes: random, easy to type, never used before. Added to the Google Sheet, or only answered.</summary>
    /// <remarks>202: Google's answer was lost and the rows are not to be seen; look before you ask again.</remarks>
    [HttpPost("generate")]
    [LeaderOnly]
    [ProducesResponseType<GeneratedList>(StatusCodes.Status200OK)]
    [ProducesResponseType<GeneratedList>(StatusCodes.Status202Accepted)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public async Task<ActionResult<GeneratedList>> GenerateAsync(GenerateBody body, CancellationToken cancellationToken)
    {
        var to = body.To?.Trim().ToLowerInvariant();
        if (to is not (null or "" or "answer" or "sheet"))
        {
            ModelState.AddModelError("to", "'to' is none of: answer, sheet.");
            return ValidationProblem(ModelState);
        }

        var language = Languages.Of(Request);
        var made = await mediator.Send(new GenerateCodes(body.Count, body.Session, body.Prefix, body.Bits, IntoSheet: to == "sheet"), cancellationToken);
        return made.End switch
        {
            GenerateEnd.ListIsFile or GenerateEnd.DryRun => Refuse($"Codes{made.End}", ""),
            GenerateEnd.FormNotConfigured => Refuse("CodesFormNotConfigured", made.Form.Text),
            GenerateEnd.ListUnavailable => Problem(Sentences.Problem(made.Problem!, language), statusCode: StatusCodes.Status503ServiceUnavailable),
            GenerateEnd.Unknown => Accepted(GeneratedList.Of(made, settings.List.Columns, language)),
            _ => GeneratedList.Of(made, settings.List.Columns, language),
        };

        ObjectResult Refuse(string text, string more) => Problem(Sentences.Answer(text, language) + more, statusCode: StatusCodes.Status409Conflict);
    }

    private ActionAnswer Done(DeskAnswer answer, string text) => ActionAnswer.Of(answer, text, Languages.Of(Request), settings.Zoom.DryRun);
}

/// <param name="Code">As typed or as in the list; case, spaces and dashes do not matter.</param>
/// <param name="RegistrantId">Whose use is set free, when the code has several; left out: all of them.</param>
public sealed record ReleaseBody(string? Code, string? RegistrantId = null)
{
    /// <summary>Without the code: the framework prints arguments into its log.</summary>
    public override string ToString() => nameof(ReleaseBody);
}

/// <param name="Answer">confirm: the change was meant, the list is followed. keep: it was a mistake, nothing is freed and cleared marks are written again.</param>
public sealed record HoldBody(string? Answer);

/// <param name="Answer">confirm or keep.</param>
/// <param name="Text">What follows from it, in a sentence.</param>
public sealed record HoldAnswered(string Answer, string Text);

/// <param name="ReadAt">When the reading began that this shows; null when the list was never read.</param>
public sealed record InvitationList(IReadOnlyList<InvitationItem> Items, int Total, string List, DateTimeOffset? ReadAt);
