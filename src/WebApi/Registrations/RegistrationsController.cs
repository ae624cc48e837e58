using MediatR;
using Microsoft.AspNetCore.Mvc;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations.ApproveByHand;
using ZoomApprover.Application.Registrations.DenyByHand;
using ZoomApprover.Application.Registrations.FindCodeHolders;
using ZoomApprover.Application.Registrations.FindHolderHint;
using ZoomApprover.Application.Registrations.FindNearMisses;
using ZoomApprover.Application.Registrations.SearchRegistrations;
using ZoomApprover.WebApi.Errors;
using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Registrations;

/// <summary>Who registered, why they wait, and what a person decides.</summary>
[ApiController]
[Route("/api/registrations")]
[BodyErrors]
public sealed class RegistrationsController(IMediator mediator, IRegistrationLedger ledger, IDeskLedger desk, Settings settings) : ControllerBase
{
    /// <summary>Registrations, the latest first.</summary>
    [HttpGet]
    [ProducesResponseType<RegistrationList>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public Task<ActionResult<RegistrationList>> ListAsync([FromQuery] RegistrationQuery query, CancellationToken cancellationToken) =>
        SearchAsync(new RegistrationSearch(null, query.Status, query.Reason, query.MeetingId, query.Page, query.PageSize), cancellationToken);

    /// <summary>The same with a text to look for.</summary>
    [HttpPost("search")]
    [ProducesResponseType<RegistrationList>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public async Task<ActionResult<RegistrationList>> SearchAsync(RegistrationSearch search, CancellationToken cancellationToken)
    {
        if (Filters.Read(search, ModelState) is not { } filter)
        {
            return ValidationProblem(ModelState);
        }

        var page = await mediator.Send(new SearchRegistrations(filter), cancellationToken);
        var language = Languages.Of(Request);
        return new RegistrationList([.. page.Items.Select(one => RegistrationItem.Of(one, language))], page.Total);
    }

    /// <summary>One registration with its history and, while its code is unknown, the free codes that it may have been meant for.</summary>
    [HttpGet("{kind}/{meetingId}/{registrantId}")]
    [ProducesResponseType<RegistrationDetails>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public async Task<ActionResult<RegistrationDetails>> GetAsync(string kind, string meetingId, string registrantId, CancellationToken cancellationToken)
    {
        if (PathKey.Of(kind, meetingId, registrantId) is not { } key || await ledger.FindAsync(key) is not { } found)
        {
            return Refuse(StatusCodes.Status404NotFound, "RegistrationNotFound");
        }

        var language = Languages.Of(Request);
        var near = await mediator.Send(new FindNearMisses(found), cancellationToken);
        return new RegistrationDetails(
            RegistrationItem.Of(found, language),
            [.. (await desk.HistoryAsync(key)).Select(entry => HistoryItem.Of(entry, language))],
            [.. near.Select(one => NearMissItem.Of(one, language))],
            await mediator.Send(new FindHolderHint(found), cancellationToken),
            [.. (await mediator.Send(new FindCodeHolders(found), cancellationToken)).Select(HolderItem.Of)]);
    }

    /// <summary>Admits a registrant: with a code, that code is spent; without one, on your word.</summary>
    [HttpPost("{kind}/{meetingId}/{registrantId}/approve")]
    [ProducesResponseType<ActionAnswer>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<ActionAnswer>> ApproveAsync(
        string kind, string meetingId, string registrantId, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] ApproveBody? body, CancellationToken cancellationToken)
    {
        return PathKey.Of(kind, meetingId, registrantId) is { } key
            ? Answer(await mediator.Send(new ApproveByHand(key, body?.Code), cancellationToken), "ApprovedByHand")
            : Refuse(StatusCodes.Status404NotFound, "RegistrationNotFound");
    }

    /// <summary>Refuses a registrant. Zoom bars the e-mail address from this meeting and cannot undo it.</summary>
    [HttpPost("{kind}/{meetingId}/{registrantId}/deny")]
    [ProducesResponseType<ActionAnswer>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<ActionAnswer>> DenyAsync(
        string kind, string meetingId, string registrantId, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] DenyBody? body, CancellationToken cancellationToken)
    {
        if (PathKey.Of(kind, meetingId, registrantId) is not { } key)
        {
            return Refuse(StatusCodes.Status404NotFound, "RegistrationNotFound");
        }

        return body?.Confirm == true
            ? Answer(await mediator.Send(new DenyByHand(key), cancellationToken), "DenyCannotBeUndone")
            : Refuse(StatusCodes.Status400BadRequest, "DenyNeedsConfirm");
    }

    private ActionResult<ActionAnswer> Answer(DeskAnswer answer, string done) => answer.End switch
    {
        DeskEnd.Done => Done(answer, done),
        DeskEnd.AfterReadBack => Done(answer, "AfterReadBack"),
        DeskEnd.NotFound => Refuse(StatusCodes.Status404NotFound, "RegistrationNotFound"),
        DeskEnd.CodeTaken => Refuse(StatusCodes.Status409Conflict, "CodeTaken"),
        DeskEnd.CodeUnknown => Refuse(StatusCodes.Status409Conflict, "CodeUnknown"),
        DeskEnd.CodeSpentInList => Refuse(StatusCodes.Status409Conflict, "CodeSpentInList"),
        DeskEnd.NotPossible or DeskEnd.StaysApproved => Refuse(StatusCodes.Status409Conflict, "NotPossible"),
        _ => throw new InvalidOperationException($"Not an end: {answer.End}."),
    };

    private ActionAnswer Done(DeskAnswer answer, string text) => ActionAnswer.Of(answer, text, Languages.Of(Request), settings.Zoom.DryRun);

    private ObjectResult Refuse(int status, string text) => Problem(Sentences.Answer(text, Languages.Of(Request)), statusCode: status);
}
