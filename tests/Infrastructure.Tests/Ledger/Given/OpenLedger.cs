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
    private readonly SqlLedger ledger;
    private readonly SqlRegistrationLedger registrations;

    public OpenLedger(PostgresStore store)
    {
        var connection = store.Connect();
        var epoch = LedgerIdentity.Begin(store, connection, dryRun: false);
        var writer = new LedgerWriter(store, connection, time, new LedgerEndSpy(), NullLogger<LedgerWriter>.Instance);
        writer.Start();
        ledger = new SqlLedger(store, writer, new LedgerScope(A.List, false, epoch));
        registrations = new SqlRegistrationLedger(ledger);
    }

    public string? Trouble => ledger.Trouble;

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
    public Task<int> RecordAndThen(string id, Action then) => ledger.WriteAsync(transaction =>
    {
        var changed = transaction.Execute("insert into settings (name, value) values (@name, 'x')", ("@name", id));
        then();
        return changed;
    });

    public Task<string> Registrants() => ledger.ReadAsync(reader => string.Join(',', reader.Rows("select registrant_id from registrations order by 1", row => row.GetString(0))));

    public void Dispose() => ledger.Dispose();
}
