using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Ledger.Sql;

namespace ZoomApprover.Infrastructure.Ledger.Postgres;

/// <summary>
/// Takes the lead when nobody has it, and keeps it while it can. What a leader remembers of Zoom and of the sheet is worth nothing
/// once another one has led: then the process ends, and begins anew as its manager starts it again. <see cref="Turn"/> is the whole
/// work; the thread only repeats it.
/// </summary>
/// <param name="name">Of this process, unlike that of any other.</param>
internal sealed partial class PostgresLead(PostgresStore store, SqlLedger ledger, string name, TimeProvider time, ILedgerEnd end, ILogger<PostgresLead> logger) : ILeadership, IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    // half of what the row is good for: long before another process may take over
    private static readonly TimeSpan Sure = TimeSpan.FromSeconds(3);

    // a database that was away has kept the leader from renewing: it is let go first
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(3);

    private readonly TaskCompletionSource leads = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim stopping = new();
    private NpgsqlConnection? connection;
    private Thread? thread;
    private bool wasAway;
    private long? backSince;
    private long epoch;
    private long confirmed;
    private volatile bool isOver;

    public bool IsShared => true;

    public bool IsLeading => Interlocked.Read(ref epoch) > 0 && !isOver && time.GetElapsedTime(Interlocked.Read(ref confirmed)) < Sure;

    public string Name => name;

    public string? Leader { get; private set; }

    public Task WaitAsync(CancellationToken cancellationToken) => leads.Task.WaitAsync(cancellationToken);

    public void Start()
    {
        Turn();
#pragma warning disable RS0030 // a thread of its own: the lead must not be lost because others are busy
        thread = new Thread(Loop) { Name = "lead", IsBackground = true };
#pragma warning restore RS0030
        thread.Start();
    }

    /// <summary>Renews the lead, or takes it when it is free.</summary>
    public void Turn()
    {
        try
        {
            if (connection is not { State: ConnectionState.Open })
            {
                connection?.Dispose();
                connection = store.Connect();
                backSince = wasAway ? time.GetTimestamp() : null;
                wasAway = false;
            }

            if (epoch > 0)
            {
                Keep(connection);
            }
            else
            {
                TryTake(connection);
            }
        }
        catch (Exception away) when (away is NpgsqlException or LedgerRefusedException or InvalidOperationException or TimeoutException)
        {
            connection?.Dispose(); // nobody knows what state it is in
            connection = null;
            wasAway = true;
        }
    }

    public void Dispose()
    {
        stopping.Set();
        thread?.Join();
        if (epoch > 0 && !isOver && connection is { State: ConnectionState.Open })
        {
            TryGiveUp(connection);
        }

        connection?.Dispose();
        stopping.Dispose();
    }

    private void Loop()
    {
        while (!stopping.Wait(Pace) && !isOver)
        {
            Turn();
        }
    }

    private void Keep(NpgsqlConnection open)
    {
        var sent = time.GetTimestamp();
        if (LeaderRow.TryRenew(open, name, epoch))
        {
            Interlocked.Exchange(ref confirmed, sent);
            return;
        }

        (Leader, _) = LeaderRow.Read(open);
        end.End($"Another process ({Leader ?? "unknown"}) runs the passes on {store.Name} since this one ({name}) could not be heard of for some seconds. This one ends: started again it takes deliveries beside the other.");
        isOver = true;
    }

    private void TryTake(NpgsqlConnection open)
    {
        var sent = time.GetTimestamp();
        (Leader, var isFree) = LeaderRow.Read(open);
        if (!isFree || (backSince is { } back && time.GetElapsedTime(back) < Courtesy) || LeaderRow.TryTake(open, name) is not { } taken)
        {
            return;
        }

        ledger.Lead(taken, LedgerIdentity.BackupTakenAt(open));
        Interlocked.Exchange(ref confirmed, sent);
        Interlocked.Exchange(ref epoch, taken);
        Leader = name;
        LogLeads(name, taken);
        leads.TrySetResult();
    }

    private void TryGiveUp(NpgsqlConnection open)
    {
        try
        {
            LeaderRow.GiveUp(open, name, epoch);
        }
        catch (NpgsqlException)
        {
            // others notice in some seconds
        }
    }

    [LoggerMessage(LogLevel.Information, "{Name} runs the passes from now on (epoch {Epoch})")]
    private partial void LogLeads(string name, long epoch);
}
