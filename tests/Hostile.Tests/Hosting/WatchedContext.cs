namespace ZoomApprover.Hostile.Tests.Hosting;

/// <summary>Runs a pass on the thread pool and knows whether any step of it runs or waits for a thread.</summary>
internal sealed class WatchedContext : SynchronizationContext
{
    private int steps;

    public bool IsBusy => Volatile.Read(ref steps) > 0;

    public override void Post(SendOrPostCallback d, object? state)
    {
        Interlocked.Increment(ref steps);
        ThreadPool.UnsafeQueueUserWorkItem(_ =>
        {
            SetSynchronizationContext(this);
            try
            {
                d(state);
            }
            finally
            {
                SetSynchronizationContext(null);
                Interlocked.Decrement(ref steps);
            }
        }, null);
    }

    public Task<T> RunAsync<T>(Func<Task<T>> pass)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(async _ =>
        {
            try
            {
                done.SetResult(await pass());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        }, null);
        return done.Task;
    }
}
