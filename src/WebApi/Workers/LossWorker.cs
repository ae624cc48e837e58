using MediatR;
using ZoomApprover.Application.Registrations.MeasureLosses;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Workers;

/// <summary>Counts every minute what Zoom did not deliver.</summary>
internal sealed class LossWorker(IMediator mediator, TimeProvider time, ILogger<LossWorker> logger)
    : PassLoop(mediator, new Signal(time), time, logger)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    protected override async Task<DateTimeOffset?> PassAsync(CancellationToken stopping)
    {
        await Mediator.Send(new MeasureLosses(), stopping);
        return Time.GetUtcNow() + Usual;
    }
}
