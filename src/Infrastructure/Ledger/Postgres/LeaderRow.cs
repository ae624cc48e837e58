using Dapper;
using Npgsql;

namespace ZoomApprover.Infrastructure.Ledger.Postgres;

/// <summary>
/// Who runs the passes, by the database's clock. Taking over raises the epoch, which every beginning of a call or of a write to the
/// sheet is compared with: whoever has lost it begins nothing more, whatever it believes.
/// </summary>
internal static class LeaderRow
{
    private const string Now = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";

    // a row of the time to come was written before the clock was set back
    private const string Over = $"until not between {Now} and {Now} + 6000";

    private const string Look = $"select case when {Over} then null else holder end as Holder, {Over} as IsFree from leader";

    private const string Take = $"update leader set holder = @name, epoch = epoch + 1, until = {Now} + 6000 where {Over} returning epoch";

    private const string Fence = """
        insert into settings (name, value) values ('epoch', @epoch) on conflict (name) do update set value = excluded.value
        """;

    private const string Renew = $"update leader set until = {Now} + 6000 where holder = @name and epoch = @epoch";
    private const string Leave = "update leader set until = 0 where holder = @name and epoch = @epoch";

    /// <returns>Who leads, and whether anybody may take over.</returns>
    public static (string? Holder, bool IsFree) Read(NpgsqlConnection connection) => connection.QuerySingle<(string?, bool)>(Look);

    /// <summary>Behind the writers' lock, so that each group of changes is either before it or after it.</summary>
    /// <returns>The epoch; null when another process was first.</returns>
    public static long? TryTake(NpgsqlConnection connection, string name)
    {
        connection.Execute(PostgresDialect.Patiently, commandTimeout: 45);
        var epoch = connection.QuerySingleOrDefault<long?>(Take, new { name });
        if (epoch is { } taken)
        {
            connection.Execute(Fence, new { epoch = taken.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        }

        connection.Execute("commit");
        return epoch;
    }

    /// <returns>False when another process has taken over.</returns>
    public static bool TryRenew(NpgsqlConnection connection, string name, long epoch) => connection.Execute(Renew, new { name, epoch }) == 1;

    public static void GiveUp(NpgsqlConnection connection, string name, long epoch) => connection.Execute(Leave, new { name, epoch });
}
