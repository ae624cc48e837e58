using ZoomApprover.Application.Configuration;

namespace ZoomApprover.Infrastructure.Zoom.Sending;

/// <summary>Keeps us below the account's calls per second. One for the process, whatever the meeting.</summary>
internal sealed class ZoomPace(ZoomPlan plan, TimeProvider time)
{
    private readonly PaceBucket light = new(ZoomLimits.PerSecond(plan, ZoomLabel.Light), time);
    private readonly PaceBucket medium = new(ZoomLimits.PerSecond(plan, ZoomLabel.Medium), time);

    /// <summary>Status calls go before reads: a person waits for them.</summary>
    public Task WaitAsync(ZoomLabel label, bool isStatusCall, CancellationToken cancellationToken) =>
        (label == ZoomLabel.Medium ? medium : light).WaitAsync(isStatusCall, cancellationToken);
}
