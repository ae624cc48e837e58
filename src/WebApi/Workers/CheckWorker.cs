using MediatR;
using ZoomApprover.Application.Meetings.CheckMeetings;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Workers;

/// <summary>Compares Zoom's permissions and settings with what is needed, at the start and every ten minutes.</summary>
internal sealed class CheckWorker(IMediator mediator, TimeProvider time, ILogger<CheckWorker> logger)
    : PassLoop(mediator, new Signal(time), time, logger)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(1);

    private DateTimeOffset next = DateTimeOffset.MinValue;

    protected override async Task<DateTimeOffset?> PassAsync(CancellationToken stopping)
    {
        if (Time.GetUtcNow() >= next)
        {
            var report = await Mediator.Send(new CheckMeetings(), stopping);
            next = Time.GetUtcNow() + (report.Complete ? Usual : AfterTrouble);
        }

        return next;
    }
}
