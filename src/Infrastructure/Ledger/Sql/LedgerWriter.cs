using System.Data.Common;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>
/// The one writer of the ledger. Changes that wait together are committed together, and a caller is answered only after the
/// commit returned. <see cref="DrainOnce"/> is the whole work; the thread only repeats it.
/// </summary>
/// <param name="connection">The first one; where the database outlives it, others follow.</param>
internal sealed partial class LedgerWriter(ILedgerStore store, DbConnection connection, TimeProvider time, ILedgerEnd end, ILogger<LedgerWriter> logger) : IDisposable
{
    private const int Most = 20_000;
    private const int Group = 512;

    // nobody is kept waiting longer than this for a place in a commit; Zoom hangs up after 3 s
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CalmPatience = TimeSpan.FromMinutes(1);

    // so long other processes on the ledger wait for one of its groups at most; a single change may take longer
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(300);

    private readonly WaitingChanges waiting = new();
    private readonly List<LedgerChange> group = new(Group);
    private readonly List<LedgerChange> together = new(Group);
    private readonly WritePause pause = new(time);
    private LedgerTransaction? kept = new(store.Dialect, connection, time);
    private Thread? thread;
    private bool stopping;
    private bool broken;

    /// <summary>Why nothing can be written now; null when writing works.</summary>
    public string? Trouble => broken ? "a commit ended in an unknown state" : pause.Reason ?? (stopping ? "stopping" : null);

    public bool IsFull => pause.Cause == WriteFailure.Full;

    public bool IsAway => pause.Cause == WriteFailure.Away;

    // a lost one is replaced here, so that whoever waits for it is told when that fails
    private LedgerTransaction Transaction => kept ??= new(store.Dialect, store.Connect(), time);

    public void Start()
    {
#pragma warning disable RS0030 // the writer's own thread; tests that drive it by hand never start it
        thread = new Thread(Loop) { Name = "ledger", IsBackground = true };
#pragma warning restore RS0030
        thread.Start();
    }

    /// <param name="isCalm">It follows from a reading: it gives way to others, and may wait longer.</param>
    /// <exception cref="LedgerUnavailableException">Through the task: nothing was stored, or nobody knows.</exception>
    public Task<T> WriteAsync<T>(Func<LedgerTransaction, T> change, bool isCalm = false)
    {
        var item = new LedgerChange<T>(change, time.GetTimestamp(), isCalm);
        lock (waiting)
        {
            if (stopping || broken || waiting.Count >= Most || !pause.LetsThrough())
            {
                return Task.FromException<T>(new LedgerUnavailableException(Trouble ?? "too much is waiting to be stored"));
            }

            waiting.Add(item);
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
            waiting.TakeInto(group, Group);
        }

        var taken = group.Count;
        group.RemoveAll(GaveUp);
        while (group.Count > 0)
        {
            together.Clear();
            if (!TryTogether())
            {
                foreach (var item in together.Where(item => !GaveUp(item)))
                {
                    Alone(item);
                }
            }

            group.RemoveRange(0, together.Count);
            group.RemoveAll(item => GaveUp(item) || IsLost(item));
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

        kept?.Dispose();
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
        var late = time.GetElapsedTime(item.Since) > (item.IsCalm ? CalmPatience : Patience);
        if (late)
        {
            item.Fail(new LedgerUnavailableException("it waited too long to be stored"));
        }

        return late;
    }

    private bool IsLost(LedgerChange item)
    {
        var lost = broken || pause.Cause == WriteFailure.Away;
        if (lost)
        {
            item.Fail(new LedgerUnavailableException("the ledger failed"));
        }

        return lost;
    }

    // false: one of them threw before the commit, so nothing was stored and each may be tried by itself
    private bool TryTogether()
    {
        try
        {
            Transaction.Begin();
            var since = time.GetTimestamp();
            foreach (var item in group.TakeWhile(_ => together.Count == 0 || time.GetElapsedTime(since) < Together))
            {
                together.Add(item);
                item.Run(Transaction);
            }
        }
        catch (Exception error)
        {
            var failure = Undo(error);

            // who holds the ledger would make each of them wait as long again, past the time that Zoom waits for an answer
            if (together.Count == 0 || failure is WriteFailure.Fatal or WriteFailure.Busy or WriteFailure.Away)
            {
                together.AddRange(group.Skip(together.Count));
                FailBeforeCommit(together, error, failure);
                return true;
            }

            if (together.Count == 1)
            {
                FailBeforeCommit(together, error, failure);
                return true;
            }

            return false;
        }

        Commit(together);
        return true;
    }

    private void Alone(LedgerChange item)
    {
        if (IsLost(item))
        {
            return;
        }

        try
        {
            Transaction.Begin();
            item.Run(Transaction);
        }
        catch (Exception error)
        {
            FailBeforeCommit([item], error, Undo(error));
            return;
        }

        Commit([item]);
    }

    private void Commit(IReadOnlyList<LedgerChange> items)
    {
        try
        {
            Transaction.Commit();
        }
        catch (Exception full) when (store.Dialect.FailureOf(full) == WriteFailure.Full)
        {
            Undo(full);
            Pause(items, full, WriteFailure.Full);
            return;
        }
        catch (Exception unknown)
        {
            // an fsync that failed may have written, and an answer that was lost may have been yes: only reading what is there can tell
            Unknown(items, unknown);
            return;
        }

        if (pause.End())
        {
            LogAgain();
        }

        foreach (var item in items)
        {
            item.Complete();
        }
    }

    private WriteFailure Undo(Exception error)
    {
        kept?.RollBack();
        if (kept is null || kept.IsConnected)
        {
            return kept is null ? WriteFailure.Away : store.Dialect.FailureOf(error);
        }

        Disconnect();
        return WriteFailure.Away;
    }

    private void Disconnect()
    {
        kept?.Dispose();
        kept = null;
    }

    private void FailBeforeCommit(IReadOnlyList<LedgerChange> items, Exception error, WriteFailure failure)
    {
        switch (failure)
        {
            case WriteFailure.Full or WriteFailure.Away:
                Pause(items, error, failure);
                break;
            case WriteFailure.Fatal:
                Break(items, error);
                break;
            default:
                Fail(items, error switch
                {
                    _ when failure == WriteFailure.Busy => new LedgerUnavailableException("another process holds the ledger", error),
                    DbException => new LedgerUnavailableException("the ledger refused a change", error),
                    _ => error,
                });
                break;
        }
    }

    private void Pause(IReadOnlyList<LedgerChange> items, Exception error, WriteFailure cause)
    {
        if (pause.Begin(cause))
        {
            LogPaused(cause, error);
        }

        Fail(items, new LedgerUnavailableException(pause.Reason!, error));
    }

    private void Unknown(IReadOnlyList<LedgerChange> items, Exception error)
    {
        if (!store.Dialect.OutlivesUnknownCommits)
        {
            Break(items, error);
            return;
        }

        Disconnect();
        if (pause.Begin(WriteFailure.Away))
        {
            LogPaused(WriteFailure.Away, error);
        }

        Fail(items, new LedgerUnavailableException("nobody knows whether it was stored", error));
    }

    private void Break(IReadOnlyList<LedgerChange> items, Exception error)
    {
        Fail(items, new LedgerUnavailableException("nobody knows whether it was stored", error));
        lock (waiting)
        {
            broken = true;
            foreach (var item in waiting.TakeAll())
            {
                item.Fail(new LedgerUnavailableException("the ledger failed", error));
            }
        }

        end.End($"The ledger {store.Name} failed while committing a change ({error.Message}); what was stored is read at the next start. Check the disk.");
    }

    private static void Fail(IReadOnlyList<LedgerChange> items, Exception error)
    {
        foreach (var item in items)
        {
            item.Fail(error);
        }
    }

    private void LogPaused(WriteFailure cause, Exception error)
    {
        if (cause == WriteFailure.Full)
        {
            LogFull(store.Name);
        }
        else
        {
            LogAway(store.Name, error.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "The disk of {Ledger} is full: deliveries are answered 503 until there is room; make room, nothing else is needed")]
    private partial void LogFull(string ledger);

    [LoggerMessage(LogLevel.Error, "The ledger {Ledger} cannot be reached ({Why}): deliveries are answered 503 until it can; nothing else is needed here")]
    private partial void LogAway(string ledger, string why);

    [LoggerMessage(LogLevel.Information, "The ledger can be written again")]
    private partial void LogAgain();
}
