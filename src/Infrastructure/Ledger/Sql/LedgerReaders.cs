using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Ledger.Sqlite;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>Readers, kept open between readings: opening one and preparing its statements takes longer than most of them.</summary>
internal sealed class LedgerReaders(LedgerFile file) : IDisposable
{
    private const int MostIdle = 8;

    private readonly ConcurrentBag<LedgerReader> idle = [];
    private volatile bool closed;

    /// <exception cref="LedgerUnavailableException">It cannot be read now.</exception>
    public T Read<T>(Func<LedgerReader, T> query)
    {
        try
        {
            var reader = idle.TryTake(out var kept) ? kept : new LedgerReader(file.Connect());
            try
            {
                var answer = query(reader);
                GiveBack(reader);
                return answer;
            }
            catch
            {
                reader.Dispose(); // nobody knows what state it is in
                throw;
            }
        }
        catch (Exception error) when (error is SqliteException or LedgerRefusedException)
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
