using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Zoom.Sending;

/// <summary>Keeps us below the account's calls per second. One for the process, whatever the meeting.</summary>
internal sealed class ZoomPace(ZoomPlan plan, TimeProvider time)
{
    private readonly PaceBucket light = new(ZoomLimits.PerSecond(plan, ZoomLabel.Light), time);
    private readonly PaceBucket medium = new(ZoomLimits.PerSecond(plan, ZoomLabel.Medium), time);

    public Task WaitAsync(ZoomLabel label, Urgency urgency, CancellationToken cancellationToken) =>
        (label == ZoomLabel.Medium ? medium : light).WaitAsync(urgency, cancellationToken);
}
