namespace ZoomApprover.Infrastructure.Zoom.Sending;

/// <summary>Lets a call wait for its turn. Stands outside the timeout, which is for Zoom and not for us.</summary>
internal sealed class PacedCalls(ZoomPace pace) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await pace.WaitAsync(ZoomLimits.LabelOf(request), ZoomLimits.UrgencyOf(request), cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
