using MediatR;
using ZoomApprover.Application.Registrations.SweepRegistrants;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Workers;

/// <summary>Reads Zoom's registrants: of every meeting at the start, later of those that somebody asked for.</summary>
internal sealed class SweepWorker(IMediator mediator, Signals signals, TimeProvider time, ILogger<SweepWorker> logger)
    : PassLoop(mediator, signals.Sweep, time, logger)
{
    protected override async Task<DateTimeOffset?> PassAsync(CancellationToken stopping) => (await Mediator.Send(new SweepRegistrants(), stopping)).NextDue;
}
