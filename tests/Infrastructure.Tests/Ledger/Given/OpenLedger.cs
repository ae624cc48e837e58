using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Ledger.Postgres;
using ZoomApprover.Infrastructure.Ledger.Sql;

namespace ZoomApprover.Infrastructure.Tests.Ledger.Given;

/// <summary>A ledger in a database that may go away, with its writer's thread.</summary>
internal sealed class OpenLedger : IDisposable
{
    private readonly FakeTimeProvider time = new(A.Noon);
    private readonly SqlRegistrationLedger registrations;

    /// <param name="leads">False: it takes deliveries beside another one.</param>
    public OpenLedger(PostgresStore store, bool leads = true)
    {
        var connection = store.Connect();
        var epoch = LedgerIdentity.Begin(store, connection, dryRun: false, leads: leads);
        var writer = new LedgerWriter(store, connection, time, new LedgerEndSpy(), NullLogger<LedgerWriter>.Instance);
        writer.Start();
        Inner = new SqlLedger(store, writer, new LedgerScope(A.List, false, epoch, LedgerIdentity.BackupTakenAt(connection)));
        registrations = new SqlRegistrationLedger(Inner);
    }

    public SqlLedger Inner { get; }

    public string? Trouble => Inner.Trouble;

    public void Advance(TimeSpan by) => time.Advance(by);

    public Task<Outcome> Record(string id) => registrations.RecordAsync(A.Registrant(id));

    /// <returns>False when somebody else held the ledger.</returns>
    public async Task<bool> TryRecord(string id)
    {
        try
        {
            await Record(id);
            return true;
        }
        catch (LedgerUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Something happens after the change was made and before it is committed.</summary>
    public Task<int> RecordAndThen(string id, Action then) => Inner.WriteAsync(transaction =>
    {
        var changed = transaction.Execute("insert into settings (name, value) values (@name, 'x')", ("@name", id));
        then();
        return changed;
    });

    public Task<string> Registrants() => Inner.ReadAsync(reader => string.Join(',', reader.Rows("select registrant_id from registrations order by 1", row => row.GetString(0))));

    public void Dispose() => Inner.Dispose();
}
