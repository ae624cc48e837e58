namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>A change that waits for its commit, and the caller who waits for it.</summary>
internal abstract class LedgerChange(long since)
{
    /// <summary>Timestamp of its arrival.</summary>
    public long Since => since;

    public abstract void Run(LedgerTransaction transaction);

    public abstract void Complete();

    public abstract void Fail(Exception error);
}

internal sealed class LedgerChange<T>(Func<LedgerTransaction, T> change, long since) : LedgerChange(since)
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Task => done.Task;

    public override void Run(LedgerTransaction transaction) => result = change(transaction);

    public override void Complete() => done.SetResult(result!);

    public override void Fail(Exception error) => done.TrySetException(error);
}
