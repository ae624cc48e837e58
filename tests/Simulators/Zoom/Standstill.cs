namespace ZoomApprover.Simulators.Zoom;

/// <summary>Counts the calls that wait for time to go on, so that a test's clock knows when it may jump.</summary>
internal sealed class Standstill
{
    private int count;

    public int Count => Volatile.Read(ref count);

    public async Task AtAsync(Task wait)
    {
        Interlocked.Increment(ref count);
        try
        {
            await wait;
        }
        finally
        {
            Interlocked.Decrement(ref count);
        }
    }
}
