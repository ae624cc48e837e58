namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>A change that waits for its commit, and the caller who waits for it.</summary>
/// <param name="isCalm">It follows from a reading, and comes after those that somebody waits for.</param>
internal abstract class LedgerChange(long since, bool isCalm)
{
    /// <summary>Timestamp of its arrival.</summary>
    public long Since => since;

    public bool IsCalm => isCalm;

    public abstract void Run(LedgerTransaction transaction);

    public abstract void Complete();

    public abstract void Fail(Exception error);
}

internal sealed class LedgerChange<T>(Func<LedgerTransaction, T> change, long since, bool isCalm) : LedgerChange(since, isCalm)
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Task => done.Task;

    public override void Run(LedgerTransaction transaction) => result = change(transaction);

    public override void Complete() => done.SetResult(result!);

    public override void Fail(Exception error) => done.TrySetException(error);
}
