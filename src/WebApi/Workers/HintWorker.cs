using MediatR;
using ZoomApprover.Application.Registrations.ReadHints;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Workers;

/// <summary>Reads registrants of doubtful deliveries from Zoom, at most one a second.</summary>
internal sealed class HintWorker(IMediator mediator, Signals signals, TimeProvider time, ILogger<HintWorker> logger)
    : PassLoop(mediator, signals.Hints, time, logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    protected override async Task<DateTimeOffset?> PassAsync(CancellationToken stopping) =>
        (await Mediator.Send(new ReadHints(), stopping)).Left ? Time.GetUtcNow() + Pace : null;

    // hints that come together are read in one pass, and Zoom is asked no faster than this
    protected override Task BeforePassAsync(bool signalled, CancellationToken stopping) =>
        signalled ? Task.Delay(Pace, Time, stopping) : Task.CompletedTask;
}
