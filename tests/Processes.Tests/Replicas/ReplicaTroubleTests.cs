using System.Diagnostics;
using System.Globalization;
using Npgsql;
using ZoomApprover.Processes.Tests.Storm;

namespace ZoomApprover.Processes.Tests.Replicas;

/// <summary>Three replicas under load, whose processes, connections and database go away one after the other. At the end the referee judges.</summary>
internal sealed class ReplicaTroubleTests
{
    private const double PerSecond = 15;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(180);

    [Test]
    public async Task Whatever_goes_away_nobody_is_lost_no_code_is_used_twice_and_another_replica_leads()
    {
        var clock = Stopwatch.StartNew();
        await using var arena = await Arena.OpenAsync(guests: 3_000);
        await using var trio = await Trio.StartAsync(arena.Environment());
        using var door = new Relay(arena.Service.Port, [.. trio.All.Select(one => one.Port)]);
        await using var load = arena.StartLoad(Wanted.Seed, PerSecond);

        await KillTheLeaderAsync(trio);
        await KillAFollowerAsync(trio);
        await StopTheLeaderAsync(trio);
        await EndAllConnectionsAsync(trio);
        await RestartTheDatabaseAsync(trio);
        await CutTheLeaderOffAsync(trio);

        await load.SayAsync("end");
        var sent = await load.EndAsync();
        Assert.That(sent.Code, Is.Zero, sent.Errors);
        var busy = clock.Elapsed;
        await SettledAsync(trio);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sent.Output}; trouble for {busy.TotalSeconds:F0} s, settled after {(clock.Elapsed - busy).TotalSeconds:F0} s"));
        var judgement = await arena.JudgeAsync(clock.Elapsed + Settling, replicas: 3);
        TestContext.Out.WriteLine(judgement.Output);
        Assert.That(judgement.Code, Is.Zero, judgement.Output + judgement.Errors);
    }

    private static async Task KillTheLeaderAsync(Trio trio)
    {
        var leader = await trio.LeaderAsync();
        await leader.Process.KillAsync();
        await SayAsync("killed the leader", () => trio.LeaderAsync(but: leader));
        await leader.RestartAsync();
    }

    private static async Task KillAFollowerAsync(Trio trio)
    {
        var leader = await trio.LeaderAsync();
        var follower = trio.All.First(one => one != leader);
        await follower.Process.KillAsync();
        await follower.RestartAsync();
        Assert.That(await leader.LeadsAsync(), Is.True, "a follower is not missed");
    }

    // longer than its lead is good for; what it wakes up to do is refused, and it ends
    private static async Task StopTheLeaderAsync(Trio trio)
    {
        var leader = await trio.LeaderAsync();
        await leader.SignalAsync("STOP");
        await SayAsync("stopped the leader", () => trio.LeaderAsync(but: leader));
        await leader.SignalAsync("CONT");
        Assert.That((await leader.Process.EndAsync()).Code, Is.EqualTo(Replica.LostTheLead));
        await leader.RestartAsync();
    }

    private static async Task EndAllConnectionsAsync(Trio trio)
    {
        await using (var connection = new NpgsqlConnection(trio.Server.ConnectionTo("postgres") + ";Pooling=false"))
        {
            await connection.OpenAsync();
            await using var end = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'zoom-approver'", connection);
            await end.ExecuteNonQueryAsync();
        }

        await trio.ReadyAsync();
        await trio.LeaderAsync();
    }

    private static async Task RestartTheDatabaseAsync(Trio trio)
    {
        trio.Server.Crash();
        await Patience.UntilAsync(
            async () => !(await Task.WhenAll(trio.All.Select(one => one.Process.Api.GetAsync(new Uri("/health/ready", UriKind.Relative))))).Any(answer => answer.IsSuccessStatusCode),
            TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(100), () => "every replica says that nothing can be recorded");
        trio.Server.Start();
        await trio.ReadyAsync();
        await trio.LeaderAsync();
    }

    private static async Task CutTheLeaderOffAsync(Trio trio)
    {
        var leader = await trio.LeaderAsync();
        leader.Database.Cut();
        await SayAsync("cut the leader off", () => trio.LeaderAsync(but: leader));
        leader.Database.Heal();
        Assert.That((await leader.Process.EndAsync()).Code, Is.EqualTo(Replica.LostTheLead));
        await leader.RestartAsync();
    }

    private static async Task SayAsync(string what, Func<Task<Replica>> another)
    {
        var clock = Stopwatch.StartNew();
        await another();
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: another one leads after {clock.Elapsed.TotalSeconds:F1} s"));
    }

    private static async Task SettledAsync(Trio trio)
    {
        var (left, readings) = ("", new HashSet<string>());
        await Patience.UntilAsync(
            async () =>
            {
                var status = await (await trio.LeaderAsync()).Process.GetAsync("/api/status");
                left = status.GetRawText();
                var (zoom, list) = (status.GetProperty("zoom"), status.GetProperty("list"));
                if (zoom.GetProperty("owed").GetInt32() > 0 || zoom.GetProperty("notReadYet").GetArrayLength() > 0 || list.GetProperty("marksOwed").GetInt32() > 0)
                {
                    readings.Clear();
                    return false;
                }

                return readings.Add(list.GetProperty("readAt").GetString()!) && readings.Count >= 3;
            },
            Settling, TimeSpan.FromMilliseconds(200), () => $"nothing is owed; {left}");
    }
}
