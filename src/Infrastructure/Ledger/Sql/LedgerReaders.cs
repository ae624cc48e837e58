using System.Collections.Concurrent;
using System.Data.Common;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Readers, kept open between readings: opening one and preparing its statements takes longer than most of them.</summary>
internal sealed class LedgerReaders(ILedgerStore store) : IDisposable
{
    private const int MostIdle = 8;

    private readonly ConcurrentBag<LedgerReader> idle = [];
    private volatile bool closed;

    /// <exception cref="LedgerUnavailableException">It cannot be read now.</exception>
    public T Read<T>(Func<LedgerReader, T> query)
    {
        try
        {
            var isKept = idle.TryTake(out var kept);
            var reader = kept ?? new LedgerReader(store.Dialect, store.Connect());
            try
            {
                var answer = query(reader);
                GiveBack(reader);
                return answer;
            }
            catch (Exception error)
            {
                var isLost = !reader.IsConnected;
                reader.Dispose(); // nobody knows what state it is in
                if (!isLost)
                {
                    throw;
                }

                if (!isKept)
                {
                    throw new LedgerUnavailableException("the ledger cannot be read", error);
                }
            }

            return Read(query); // the database was away since the last reading, and may be there again
        }
        catch (Exception error) when (error is DbException or LedgerRefusedException)
        {
            throw new LedgerUnavailableException("the ledger cannot be read", error);
        }
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private void GiveBack(LedgerReader reader)
    {
        if (closed || idle.Count >= MostIdle)
        {
            reader.Dispose();
            return;
        }

        idle.Add(reader);
        if (closed)
        {
            Dispose(); // it was closed meanwhile
        }
    }
}
