using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations.SendApprovals;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Ledger.Postgres;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Ledger.Sqlite;

namespace ZoomApprover.Infrastructure.Tests.Ledger.Given;

/// <summary>A real ledger, in a real file or a real PostgreSQL, its clock stopped at noon, with short names for what tests do all the time.</summary>
internal sealed class TestLedger : IAsyncDisposable
{
    private readonly TempFolder? own;
    private readonly TempFolder folder;

    public TestLedger(string list, bool dryRun, TempFolder? folder, bool byHand)
    {
        own = folder is null ? new TempFolder() : null;
        this.folder = folder ?? own!;
        IsDatabase = LedgerTests.Present == LedgerEngine.Postgres;
        Path = this.folder.File;
        Store = IsDatabase ? PostgresStore.Of(Databases.Running.ConnectionTo(this.folder.Database)) : LedgerFile.Open($"Data Source={Path}", new MountTable(""), mustBeMounted: false);
        Connection = Store.Connect();
        if (!IsDatabase)
        {
            LedgerSchema.Upgrade((SqliteConnection)Connection); // databases are copies of one that has it
        }

        var epoch = LedgerIdentity.Begin(Store, Connection, dryRun);
        Writer = new LedgerWriter(Store, Connection, Time, End, NullLogger<LedgerWriter>.Instance);
        var ledger = new SqlLedger(Store, Writer, new LedgerScope(list, dryRun, epoch, LedgerIdentity.BackupTakenAt(Connection)));
        (Inner, Registrations, Calls, Desk, Lists) =
            (ledger, new SqlRegistrationLedger(ledger), new SqlCallLedger(ledger), new SqlDeskLedger(ledger), new SqlListLedger(ledger));
        Losses = new SqlLossLedger(ledger);
        Guesses = new SqlGuessLedger(ledger, Time);
        Settlements = new Settlements(Calls, new ApprovalMeter(), Problems, Time);
        if (!byHand)
        {
            Writer.Start();
        }
    }

    public string Path { get; }

    public FakeTimeProvider Time { get; } = new(A.Noon);

    public LedgerEndSpy End { get; } = new();

    public bool IsDatabase { get; }

    public ILedgerStore Store { get; }

    /// <summary>Where it is no database.</summary>
    public LedgerFile File => (LedgerFile)Store;

    /// <summary>The writer's own.</summary>
    public DbConnection Connection { get; }

    public LedgerSettings Settings => new()
    {
        Engine = IsDatabase ? LedgerEngine.Postgres : LedgerEngine.Sqlite,
        ConnectionString = IsDatabase ? Databases.Running.ConnectionTo(folder.Database) : $"Data Source={Path}",
    };

    public LedgerWriter Writer { get; }

    public SqlLedger Inner { get; }

    public IRegistrationLedger Registrations { get; }

    public ICallLedger Calls { get; }

    public IDeskLedger Desk { get; }

    public IListLedger Lists { get; }

    public ILossLedger Losses { get; }

    public IGuessLedger Guesses { get; }

    public ProblemBoard Problems { get; } = new(NullLogger<ProblemBoard>.Instance);

    public Settlements Settlements { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public Task<Outcome> Record(Recording recording) => Registrations.RecordAsync(recording);

    /// <summary>Zoom says that somebody is in.</summary>
    public Task<Adoption> Adopt(RegistrantBuilder who, params string[] knownCodes) =>
        Registrations.AdoptAsync(who.With(status: ZoomStatus.Approved), knownCodes);

    public async Task<Registration> Find(string id) =>
        await Registrations.FindAsync(A.Key(id)) ?? throw new InvalidOperationException($"There is no registration {id}.");

    /// <summary>The ids of all who hold a use, the latest last; null when nobody does.</summary>
    public async Task<string?> Holder(string code) =>
        (await Desk.HoldersAsync([code])).TryGetValue(code, out var holders) ? string.Join(',', holders.Select(holder => holder.Key.RegistrantId)) : null;

    /// <summary>A reading of the list says how many registrants the code admits.</summary>
    public Task Uses(string code, int uses) =>
        Lists.SaveCopyAsync(new ListPlace("sheet", "0"), Now, [new Invitation(code, 2, Session.None, Uses: uses)], []);

    public async Task<HistoryEvent[]> History(string id) => [.. (await Desk.HistoryAsync(A.Key(id))).Select(entry => entry.Event)];

    /// <summary>Writes ahead that a call for the registrant leaves now.</summary>
    public async Task<Registration> BeginCall(string id) =>
        (await Calls.SaveAsync([new Change(Sending.Begun(await Find(id), Now, Calls.Epoch), HistoryEvent.CallBegun)])).Single();

    /// <summary>A reading of Zoom settles the open call.</summary>
    public async Task<Registration> ReadBack(string id, ZoomStatus seen)
    {
        var open = await Find(id);
        await Settlements.SaveAsync([(
            open,
            seen switch
            {
                ZoomStatus.Approved => Sending.Confirmed(open, Now),
                ZoomStatus.Denied => Sending.Denied(open, Now),
                _ => Sending.NotDone(open, Now, counted: true),
            },
            seen == ZoomStatus.Approved ? HistoryEvent.Confirmed : null)]);
        return await Find(id);
    }

    /// <summary>Decided on, and its call refused by Zoom.</summary>
    public async Task Refuse(string id)
    {
        await Record(A.Registrant(id).With(code: "K7P2"));
        var open = await BeginCall(id);
        await Calls.SaveAsync([new Change(Sending.Refused(open, "300 Registrant is odd", A.Noon), HistoryEvent.CallRefused)]);
    }

    /// <summary>From owed to approved, as a pass does it.</summary>
    public async Task<Registration> Send(string id)
    {
        await BeginCall(id);
        return await ReadBack(id, ZoomStatus.Approved);
    }

    /// <summary>Looks into the file on a connection that knows nothing of the ledger.</summary>
    public T? Scalar<T>(string sql)
    {
        using var connection = Raw();
        return connection.ExecuteScalar<T>(sql);
    }

    public int Execute(string sql)
    {
        using var connection = Raw();
        return connection.Execute(sql);
    }

    /// <summary>Adds copies of the only row of a table, until there are so many. In what is changed, n counts from 2.</summary>
    public void Copy(string table, int until, params (string Column, string Value)[] changed)
    {
        var columns = Columns(table);
        Execute($"""
            insert into {table} ({string.Join(',', columns)})
            select {string.Join(',', columns.Select(column => changed.FirstOrDefault(one => one.Column == column).Value ?? column))} from {table},
                (with recursive numbers(n) as (select 2 union all select n + 1 from numbers where n < {until}) select n from numbers) more
            """);
    }

    public IReadOnlyList<string> Columns(string table)
    {
        using var connection = Raw();
        return connection.Query<string>(IsDatabase
            ? $"select column_name from information_schema.columns where table_name = '{table}' order by ordinal_position"
            : $"select name from pragma_table_info('{table}') order by cid").AsList();
    }

    public ValueTask DisposeAsync()
    {
        Inner.Dispose();
        own?.Dispose();
        return ValueTask.CompletedTask;
    }

    private DbConnection Raw()
    {
        if (IsDatabase)
        {
            return Databases.Connect(folder.Database);
        }

        var connection = new SqliteConnection($"Data Source={Path};Pooling=False;Default Timeout=5");
        connection.Open();
        return connection;
    }
}
