namespace ZoomApprover.Infrastructure.Zoom.Sending;

/// <summary>
/// Innermost handler: reads the whole answer while the attempt's timeout still runs. Otherwise both timeouts end at the
/// headers, and a body that drips outlives them.
/// </summary>
internal sealed class WholeBody : DelegatingHandler
{
    /// <summary>A page of 300 registrants with every field at its longest is below 3 MiB.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
