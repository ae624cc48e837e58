using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Health;

/// <summary>For monitors and containers. Reasons are told only to who has the key.</summary>
[ApiController]
[AllowAnonymous]
[Route("/health")]
[Produces("application/json")]
public sealed class HealthController(ILedgerHealth ledger, ProblemBoard problems, ILeadership lead) : ControllerBase
{
    /// <summary>The process answers.</summary>
    [HttpGet("live")]
    [ProducesResponseType<HealthReport>(StatusCodes.Status200OK)]
    public HealthReport Live() => new("alive");

    /// <summary>503 while another process on the same ledger runs the passes: there the API knows how Zoom and the list stand.</summary>
    [HttpGet("leader")]
    [ProducesResponseType<HealthReport>(StatusCodes.Status200OK)]
    [ProducesResponseType<HealthReport>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<HealthReport> Leader() => lead.IsLeading ? new HealthReport("leads") : StatusCode(StatusCodes.Status503ServiceUnavailable, new HealthReport("follows"));

    /// <summary>503 while registrations cannot be recorded. Zoom or Google being away is degraded, not dead.</summary>
    [HttpGet("ready")]
    [ProducesResponseType<HealthReport>(StatusCodes.Status200OK)]
    [ProducesResponseType<HealthReport>(StatusCodes.Status503ServiceUnavailable)]
    public ActionResult<HealthReport> Ready()
    {
        var known = problems.All;
        var reasons = User.Identity?.IsAuthenticated == true
            ? (IReadOnlyList<string>)[.. new[] { ledger.Trouble }.OfType<string>(), .. known.Select(problem => Sentences.Problem(problem, Languages.Of(Request)))]
            : null;
        return ledger.Trouble is not null
            ? StatusCode(StatusCodes.Status503ServiceUnavailable, new HealthReport("unavailable", reasons))
            : new HealthReport(known.Count == 0 ? "ready" : "degraded", reasons);
    }
}

/// <param name="Status">alive, ready, degraded, or unavailable; leads or follows.</param>
/// <param name="Reasons">With the key only; null without.</param>
public sealed record HealthReport(
    string Status,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Reasons = null);
