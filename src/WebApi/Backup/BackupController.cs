using MediatR;
using Microsoft.AspNetCore.Mvc;
using ZoomApprover.Application.Ledger.BackUpLedger;
using ZoomApprover.Application.Ports;
using ZoomApprover.WebApi.Errors;
using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Backup;

/// <summary>Copies of the ledger, taken while the service runs.</summary>
[ApiController]
[Route("/api/backup")]
[BodyErrors]
public sealed class BackupController(IMediator mediator) : ControllerBase
{
    /// <summary>Takes a checked copy of the ledger into the folder <c>backups</c> beside it. It holds names and addresses, as the ledger does.</summary>
    [HttpPost]
    [ProducesResponseType<BackupTaken>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public async Task<ActionResult<BackupTaken>> TakeAsync(
        [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] BackupBody? body, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new BackUpLedger(body?.Name), cancellationToken);
        return answer.End switch
        {
            BackupEnd.Done => new BackupTaken(answer.File, answer.Bytes),
            BackupEnd.NameTaken => Refused("BackupNameTaken", StatusCodes.Status409Conflict),
            BackupEnd.OfDatabase => Refused("BackupOfDatabase", StatusCodes.Status409Conflict),
            BackupEnd.UnderWay => Refused("BackupUnderWay", StatusCodes.Status409Conflict),
            _ => Refused("BackupFailed", StatusCodes.Status503ServiceUnavailable),
        };
    }

    private ObjectResult Refused(string text, int status) => Problem(Sentences.Answer(text, Languages.Of(Request)), statusCode: status);
}

/// <param name="Name">A file name that ends with .db, without a folder; null for one made of the time.</param>
public sealed record BackupBody(string? Name);

/// <param name="File">Where it is on the service's machine.</param>
public sealed record BackupTaken(string File, long Bytes);
