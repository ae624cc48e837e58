using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>An open ledger: where it is kept, its one writer, and readers on demand.</summary>
/// <param name="readers">Where readings run; null is the thread pool.</param>
internal sealed class SqlLedger(ILedgerStore store, LedgerWriter writer, LedgerScope scope, TaskScheduler? readers = null) : ILedgerHealth, IDisposable
{
    private readonly Lock changing = new();
    private readonly LedgerReaders reading = new(store);

    /// <summary>The list in force and the mode: part of nearly every statement.</summary>
    public LedgerScope Scope => scope;

    public LedgerWriter Writer => writer;

    public ILedgerStore Store => store;

    public string Path => store.Name;

    public DateTimeOffset? BehindSince => scope.BehindSince;

    public string? Trouble => writer.Trouble;

    public bool IsFull => writer.IsFull;

    public bool IsAway => writer.IsAway;

    /// <summary>This process runs the passes from now on.</summary>
    public void Lead(long epoch, DateTimeOffset? behindSince)
    {
        lock (changing)
        {
            scope = scope with { Epoch = epoch, BehindSince = behindSince };
        }
    }

    /// <summary>What Zoom and the list know is known here: this is a ledger like any other.</summary>
    public void CaughtUp()
    {
        lock (changing)
        {
            scope = scope with { BehindSince = null };
        }
    }

    /// <param name="isCalm">It follows from a reading: it gives way to others, and may wait longer.</param>
    /// <exception cref="LedgerUnavailableException">Nothing was stored, or nobody knows.</exception>
    public async Task<T> WriteAsync<T>(Func<LedgerTransaction, T> change, bool isCalm = false) => await writer.WriteAsync(change, isCalm); // goes on in the caller's context

    /// <summary>
    /// Writes what follows from what this process has read of Zoom or of the list: by a process that another one has taken over from,
    /// nothing of it is stored.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">Nothing was stored, or nobody knows; also when another process has taken the ledger over.</exception>
    public Task<T> WriteAsLatestAsync<T>(Func<LedgerTransaction, T> change)
    {
        var epoch = scope.Epoch;
        return WriteAsync(
            transaction =>
            {
                transaction.RequireLatest(epoch);
                return change(transaction);
            },
            isCalm: true);
    }

    /// <summary>Reads what is committed.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be read now.</exception>
    public Task<T> ReadAsync<T>(Func<LedgerReader, T> query)
    {
        // the providers' async methods would not help: one is synchronous inside, and a reading is one short question
        return Task.Factory.StartNew(() => reading.Read(query), CancellationToken.None, TaskCreationOptions.DenyChildAttach, readers ?? TaskScheduler.Default);
    }

    public void Dispose()
    {
        writer.Dispose();
        reading.Dispose();
        store.Dispose();
    }
}

/// <param name="List">Name of the invitation list in force.</param>
/// <param name="DryRun">Decisions count as done: nothing is sent.</param>
/// <param name="Epoch">The number of this start, or of this lead; 0 while another process leads.</param>
/// <param name="BehindSince">When the backup was taken that this ledger is; null for any other.</param>
internal sealed record LedgerScope(string List, bool DryRun, long Epoch, DateTimeOffset? BehindSince = null);
