using FluentValidation;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.WebApi.Errors;

/// <summary>Turns failures into ProblemDetails: what the caller can mend is named, what went wrong inside is not.</summary>
internal sealed class Failures(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var details = exception switch
        {
            ValidationException invalid => new HttpValidationProblemDetails(
                invalid.Errors.GroupBy(fault => fault.FormattedMessagePlaceholderValues.GetValueOrDefault("PropertyName", fault.PropertyName)?.ToString() ?? "")
                    .ToDictionary(group => group.Key, group => group.Select(fault => fault.ErrorMessage).ToArray()))
            {
                Status = StatusCodes.Status400BadRequest,
            },
            BadHttpRequestException bad => new ProblemDetails { Status = bad.StatusCode },
            LedgerUnavailableException => new ProblemDetails { Status = StatusCodes.Status503ServiceUnavailable, Detail = "The ledger cannot be used now; see GET /health/ready with the key." },
            _ => new ProblemDetails { Status = StatusCodes.Status500InternalServerError },
        };
        httpContext.Response.StatusCode = details.Status!.Value;
        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = details, Exception = exception });
    }
}
