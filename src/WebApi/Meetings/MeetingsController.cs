using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using ZoomApprover.Application.Meetings.OpenMeeting;
using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Meetings;

/// <summary>What people decide about a whole meeting.</summary>
[ApiController]
[Route("/api/meetings")]
public sealed class MeetingsController(IMediator mediator) : ControllerBase
{
    /// <summary>Ends the stop for guessed codes (guessing in /api/status): what was tried up to now counts no more.</summary>
    /// <remarks>Who waits there with TooManyTries is judged again within seconds.</remarks>
    /// <param name="meetingId">Zoom's number of the meeting or webinar.</param>
    [HttpPost("{meetingId}/guessing/open")]
    [ProducesResponseType<GuessingOpened>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult<GuessingOpened>> OpenAsync(string meetingId, CancellationToken cancellationToken)
    {
        var answer = long.TryParse(meetingId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await mediator.Send(new OpenMeeting(id), cancellationToken)
            : new OpenAnswer(OpenEnd.NotManaged);
        var text = Sentences.Answer($"Guessing{answer.End}", Languages.Of(Request));
        return answer.End switch
        {
            OpenEnd.Opened => new GuessingOpened(answer.Held, text),
            OpenEnd.NothingToOpen => Problem(text, statusCode: StatusCodes.Status409Conflict),
            _ => Problem(text, statusCode: StatusCodes.Status404NotFound),
        };
    }
}

/// <param name="JudgedAgain">How many had waited with TooManyTries.</param>
/// <param name="Text">What follows from it, in a sentence.</param>
public sealed record GuessingOpened(int JudgedAgain, string Text);
