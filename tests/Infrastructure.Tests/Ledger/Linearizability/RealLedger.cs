using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger.Linearizability;

/// <summary>The real ledger on a real file in memory, with its own writer's thread; it can be closed and opened between any two steps.</summary>
internal sealed class RealLedger : IAsyncDisposable
{
    private readonly TempFolder folder = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);
    private readonly ReaderWriterLockSlim door = new();
    private TestLedger ledger;
    private int histories;

    public RealLedger() => ledger = Open();

    public int Reopened { get; private set; }

    public int Histories => histories;

    /// <summary>Registrants and codes of its own for each history: making a file for each would take most of the time.</summary>
    public int NextHistory() => Interlocked.Increment(ref histories);

    /// <summary>A step on the open ledger. The caller is a thread of its own and waits for the answer.</summary>
    public T Do<T>(Func<TestLedger, Task<T>> step)
    {
        door.EnterReadLock();
        try
        {
            return step(ledger).GetAwaiter().GetResult();
        }
        finally
        {
            door.ExitReadLock();
        }
    }

    /// <summary>Memory is lost, the file stays.</summary>
    public void Reopen()
    {
        door.EnterWriteLock();
        try
        {
            ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
            ledger = Open();
            Reopened++;
        }
        finally
        {
            door.ExitWriteLock();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ledger.DisposeAsync();
        folder.Dispose();
        door.Dispose();
    }

    private TestLedger Open() => new(A.List, dryRun: false, folder, byHand: false);
}
