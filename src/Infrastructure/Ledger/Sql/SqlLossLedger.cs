using System.Globalization;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>What the loss meter counts, kept over restarts.</summary>
internal sealed class SqlLossLedger(SqlLedger ledger) : ILossLedger
{
    private const string Expected = "select kind, meeting_id from expected";
    private const string Expect = "insert into expected (kind, meeting_id, since) values (@kind, @meeting, @now) on conflict do nothing";
    private const string Unexpect = "delete from expected where kind = @kind and meeting_id = @meeting";
    private const string Forget = "delete from undelivered where kind = @kind and meeting_id = @meeting";

    private const string Count = """
        select count(*), coalesce(sum(case when u.registered_at <= @late then 1 else 0 end), 0) from undelivered u
        join expected e on e.kind = u.kind and e.meeting_id = u.meeting_id
        where u.registered_at > @forgotten
        """;

    private const string Since = "select min(since) from expected";
    private const string Handshake = "select value from settings where name = 'handshake_at'";

    private const string KeepHandshake = """
        insert into settings (name, value) values ('handshake_at', @at) on conflict (name) do update set value = excluded.value
        """;

    public async Task ExpectAsync(IReadOnlyCollection<MeetingKey> meetings)
    {
        var before = await ledger.ReadAsync(ExpectedMeetings);
        if (before.ToHashSet().SetEquals(meetings))
        {
            return;
        }

        await ledger.WriteAsync(transaction =>
        {
            foreach (var meeting in before.Except(meetings))
            {
                transaction.Execute(Unexpect, ("@kind", (int)meeting.Kind), ("@meeting", meeting.Id));
                transaction.Execute(Forget, ("@kind", (int)meeting.Kind), ("@meeting", meeting.Id));
            }

            var since = RegistrationRows.Ms(transaction.Now) / 1_000 * 1_000; // Zoom's times of registration are whole seconds
            foreach (var meeting in meetings)
            {
                transaction.Execute(Expect, ("@kind", (int)meeting.Kind), ("@meeting", meeting.Id), ("@now", since));
            }

            return true;
        });
    }

    public Task KeepHandshakeAsync(DateTimeOffset at) => ledger.WriteAsync(transaction => transaction.Execute(
        KeepHandshake, ("@at", RegistrationRows.Ms(at).ToString(CultureInfo.InvariantCulture))));

    public Task<Losses> CountAsync(DateTimeOffset lateBefore, DateTimeOffset forgottenBefore) => ledger.ReadAsync(reader =>
    {
        using var snapshot = reader.Snapshot();
        var (all, missed) = reader.Rows(
            Count, row => (row.GetInt32(0), row.GetInt32(1)), ("@late", RegistrationRows.Ms(lateBefore)), ("@forgotten", RegistrationRows.Ms(forgottenBefore))).Single();
        return new Losses(
            all - missed,
            missed,
            reader.Rows(Since, row => RegistrationRows.Time(row, 0)).Single(),
            reader.Rows(Handshake, row => row.GetString(0)).SingleOrDefault() is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(ms, CultureInfo.InvariantCulture)) : null);
    });

    private static List<MeetingKey> ExpectedMeetings(LedgerReader reader) =>
        reader.Rows(Expected, row => new MeetingKey((MeetingKind)row.GetInt32(0), row.GetInt64(1)));
}
