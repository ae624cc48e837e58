using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>
/// The one writer of the ledger. Changes that wait together are committed together, and a caller is answered only after the
/// commit returned. <see cref="DrainOnce"/> is the whole work; the thread only repeats it.
/// </summary>
internal sealed partial class LedgerWriter(SqliteConnection connection, TimeProvider time, ILedgerEnd end, ILogger<LedgerWriter> logger) : IDisposable
{
    private const int Most = 20_000;
    private const int Group = 512;
    private const int SqliteFull = 13;
    private const int SqliteBusy = 5;

    // read-only (8), I/O error (10), corrupt (11), not a database (26): nothing this process does can be relied on any more
    private static readonly int[] Fatal = [8, 10, 11, 26];

    // nobody is kept waiting longer than this for a place in a commit; Zoom hangs up after 3 s
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(1);

    private readonly LedgerTransaction transaction = new(connection, time);
    private readonly Queue<LedgerChange> waiting = new();
    private readonly List<LedgerChange> group = new(Group);
    private Thread? thread;
    private bool stopping;
    private bool broken;
    private long fullSince;

    /// <summary>Why nothing can be written now; null when writing works.</summary>
    public string? Trouble => broken ? "a commit ended in an unknown state" : fullSince != 0 ? "the disk is full" : stopping ? "stopping" : null;

    public bool IsFull => fullSince != 0;

    public void Start()
    {
#pragma warning disable RS0030 // the writer's own thread; tests that drive it by hand never start it
        thread = new Thread(Loop) { Name = "ledger", IsBackground = true };
#pragma warning restore RS0030
        thread.Start();
    }

    /// <exception cref="LedgerUnavailableException">Through the task: nothing was stored, or nobody knows.</exception>
    public Task<T> WriteAsync<T>(Func<LedgerTransaction, T> change)
    {
        var item = new LedgerChange<T>(change, time.GetTimestamp());
        lock (waiting)
        {
            if (stopping || broken || waiting.Count >= Most || (fullSince != 0 && !IsProbe()))
            {
                return Task.FromException<T>(new LedgerUnavailableException(Trouble ?? "too much is waiting to be stored"));
            }

            waiting.Enqueue(item);
            Monitor.Pulse(waiting);
        }

        return item.Task;
    }

    /// <summary>Commits what waits, up to one group.</summary>
    /// <returns>How many changes were taken; 0 when none waited.</returns>
    public int DrainOnce()
    {
        group.Clear();
        lock (waiting)
        {
            while (group.Count < Group && waiting.TryDequeue(out var item))
            {
                group.Add(item);
            }
        }

        var taken = group.Count;
        group.RemoveAll(GaveUp);
        if (group.Count > 0 && !TryTogether())
        {
            foreach (var item in group.Where(item => !GaveUp(item)))
            {
                Alone(item);
            }
        }

        return taken;
    }

    /// <summary>Takes nothing more, commits what was taken, ends.</summary>
    public void Dispose()
    {
        lock (waiting)
        {
            stopping = true;
            Monitor.PulseAll(waiting);
        }

        thread?.Join();
        while (!broken && DrainOnce() > 0)
        {
        }

        transaction.Dispose();
        connection.Dispose();
    }

    private void Loop()
    {
        while (true)
        {
            lock (waiting)
            {
                while (waiting.Count == 0 && !stopping)
                {
                    Monitor.Wait(waiting);
                }

                if (waiting.Count == 0)
                {
                    return;
                }
            }

            DrainOnce();
        }
    }

    private bool GaveUp(LedgerChange item)
    {
        var late = time.GetElapsedTime(item.Since) > Patience;
        if (late)
        {
            item.Fail(new LedgerUnavailableException("it waited too long to be stored"));
        }

        return late;
    }

    // false: one of them threw before the commit, so nothing was stored and each may be tried by itself
    private bool TryTogether()
    {
        try
        {
            transaction.Begin();
            foreach (var item in group)
            {
                item.Run(transaction);
            }
        }
        catch (Exception error)
        {
            transaction.RollBack();
            // who holds the ledger would make each of them wait as long again, past the time that Zoom waits for an answer
            if (IsFatal(error) || IsBusy(error) || group.Count == 1)
            {
                FailBeforeCommit(group, error);
                return true;
            }

            return false;
        }

        Commit(group);
        return true;
    }

    private void Alone(LedgerChange item)
    {
        if (broken)
        {
            item.Fail(new LedgerUnavailableException("the ledger failed"));
            return;
        }

        try
        {
            transaction.Begin();
            item.Run(transaction);
        }
        catch (Exception error)
        {
            transaction.RollBack();
            FailBeforeCommit([item], error);
            return;
        }

        Commit([item]);
    }

    private void Commit(IReadOnlyList<LedgerChange> items)
    {
        try
        {
            transaction.Commit();
        }
        catch (SqliteException full) when (full.SqliteErrorCode == SqliteFull)
        {
            transaction.RollBack();
            Full(items, full);
            return;
        }
        catch (Exception unknown)
        {
            // an fsync that failed may have written: only the next start can tell, by reading what is there
            Break(items, unknown);
            return;
        }

        if (fullSince != 0)
        {
            fullSince = 0;
            LogRoomAgain();
        }

        foreach (var item in items)
        {
            item.Complete();
        }
    }

    private void FailBeforeCommit(IReadOnlyList<LedgerChange> items, Exception error)
    {
        switch (error)
        {
            case SqliteException { SqliteErrorCode: SqliteFull }:
                Full(items, error);
                break;
            case var fatal when IsFatal(fatal):
                Break(items, error);
                break;
            default:
                foreach (var item in items)
                {
                    item.Fail(error switch
                    {
                        _ when IsBusy(error) => new LedgerUnavailableException("another process holds the ledger", error),
                        SqliteException => new LedgerUnavailableException("the ledger refused a change", error),
                        _ => error,
                    });
                }

                break;
        }
    }

    private void Full(IReadOnlyList<LedgerChange> items, Exception error)
    {
        if (fullSince == 0)
        {
            LogFull(connection.DataSource);
        }

        fullSince = time.GetTimestamp();
        foreach (var item in items)
        {
            item.Fail(new LedgerUnavailableException("the disk is full", error));
        }
    }

    private void Break(IReadOnlyList<LedgerChange> items, Exception error)
    {
        foreach (var item in items)
        {
            item.Fail(new LedgerUnavailableException("nobody knows whether it was stored", error));
        }

        lock (waiting)
        {
            broken = true;
            while (waiting.TryDequeue(out var item))
            {
                item.Fail(new LedgerUnavailableException("the ledger failed", error));
            }
        }

        end.End($"The ledger {connection.DataSource} failed while committing a change ({error.Message}); what was stored is read at the next start. Check the disk.");
    }

    private static bool IsFatal(Exception error) => error is SqliteException sqlite && Fatal.Contains(sqlite.SqliteErrorCode);

    private static bool IsBusy(Exception error) => error is SqliteException { SqliteErrorCode: SqliteBusy };

    private bool IsProbe()
    {
        if (time.GetElapsedTime(fullSince) < ProbeEvery)
        {
            return false;
        }

        fullSince = time.GetTimestamp();
        return true;
    }

    [LoggerMessage(LogLevel.Error, "The disk of {Ledger} is full: deliveries are answered 503 until there is room; make room, nothing else is needed")]
    private partial void LogFull(string ledger);

    [LoggerMessage(LogLevel.Information, "The ledger can be written again")]
    private partial void LogRoomAgain();
}
