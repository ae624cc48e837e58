using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>How the ledger moves under the hands of other processes.</summary>
internal sealed class SqlReplicaLedger(SqlLedger ledger) : IReplicaLedger
{
    // what is older was woken for before; the clocks of the processes may differ by as much
    private static readonly TimeSpan Moments = TimeSpan.FromSeconds(10);

    private const string Behind = "select 1 from settings where name = @name";
    private const string Version = "select version, began_at from list_copies where list = @list";

    private const string Calls = """
        select 1 from registrations where owed is not null and attempt_at is null and next_attempt_at <= @now and next_attempt_at > @since limit 1
        """;

    private const string Codes = """
        select 1 from registrations where status = 1 and received_at > @since and reason <> @none and (judged_against is null or judged_against <= received_at) limit 1
        """;

    private const string Hints = "select 1 from hints where kept_at > @since limit 1";
    private const string Guesses = "select 1 from guesses where at > @since limit 1";

    public Task<(long Version, DateTimeOffset? BeganAt)> CopyVersionAsync() => ledger.ReadAsync(reader =>
        reader.Single(Version, row => (row.GetInt64(0), RegistrationRows.Time(row, 1)), ("@list", ledger.Scope.List)));

    public Task<Fresh> FreshAsync(DateTimeOffset now) => ledger.ReadAsync(reader =>
    {
        var since = RegistrationRows.Ms(now - Moments);
        return new Fresh(
            IsAny(reader, Calls, ("@now", RegistrationRows.Ms(now)), ("@since", since)),
            IsAny(reader, Codes, ("@since", since), ("@none", (int)WaitingReason.NoCode)),
            IsAny(reader, Hints, ("@since", since)),
            IsAny(reader, Guesses, ("@since", since)));
    });

    public async Task NoticeCaughtUpAsync()
    {
        if (ledger.Scope.BehindSince is not null && !await ledger.ReadAsync(reader => IsAny(reader, Behind, ("@name", LedgerIdentity.TakenAt))))
        {
            ledger.CaughtUp();
        }
    }

    public Task TryAsync() => ledger.WriteAsync(_ => true);

    private static bool IsAny(LedgerReader reader, string sql, params ReadOnlySpan<(string, object?)> values) => reader.Single(sql, row => row.GetInt32(0), values) == 1;
}
