namespace ZoomApprover.Hostile.Tests.Hosting;

/// <summary>Counts the calls that found nobody listening: the simulator cannot know of those.</summary>
internal sealed class RefusedConnections
{
    private int count;

    public int Count => Volatile.Read(ref count);

    public DelegatingHandler Handler() => new Counting(this);

    private sealed class Counting(RefusedConnections refused) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException none) when (none.HttpRequestError == HttpRequestError.ConnectionError)
            {
                Interlocked.Increment(ref refused.count);
                throw;
            }
        }
    }
}
