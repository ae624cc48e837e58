using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests.Storm;

/// <summary>
/// One world in which the service is ended again and again under 100 registrations a second, at moments spread evenly over the
/// run, those of a start among them. At the end the referee judges.
/// </summary>
/// <param name="end">How the service is ended.</param>
internal sealed class StormRound(int ends, int seed, Func<ServiceProcess, Task> end) : IAsyncDisposable
{
    private const double PerSecond = 100;

    // the wanted figure is 3 s; a machine that does other things too gets five times as much
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenEnds = TimeSpan.FromSeconds(3.5);

    // a call that was begun and never left is read back for 72 s before it is made again
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(180);

    private readonly Random chance = new(seed);
    private readonly List<TimeSpan> starts = [];
    private ServiceProcess service = null!;
    private int working;

    /// <summary>How long each process took to be ready, where it was left to be.</summary>
    public IReadOnlyList<TimeSpan> Starts => starts;

    public async Task RunAsync()
    {
        var length = BetweenEnds * ends;
        await using var arena = await Arena.OpenAsync((int)(length.TotalSeconds * PerSecond));
        var environment = arena.Environment();
        service = ServiceProcess.Start(environment);
        starts.Add(await service.ReadyAsync());
        await using var load = arena.StartLoad(seed, PerSecond);
        using var people = new People(arena, new Random(seed), length / Arena.Spare);
        using var enough = new CancellationTokenSource();
        var acting = people.ActAsync(enough.Token);
        var clock = Stopwatch.StartNew();
        var moments = Enumerable.Range(0, ends).Select(_ => length * chance.NextDouble()).Order().ToList();
        for (var i = 0; i < ends; i++)
        {
            var isReady = await ReadyUntilAsync(moments[i], clock);
            if (i == ends - 1)
            {
                await enough.CancelAsync(); // whose delivery is lost is found by the last start
                await acting;
            }

            working += isReady ? 1 : 0;
            await end(service);
            NothingIsTold();
            await service.DisposeAsync();
            service = ServiceProcess.Start(environment);
        }

        starts.Add(await service.ReadyAsync());
        await UntilAsync(length, clock);
        await load.SayAsync("end");
        var sent = await load.EndAsync();
        Assert.That(sent.Code, Is.Zero, sent.Errors);
        clock.Restart();
        await SettledAsync(people);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ends} ends, {working} of them while it worked; {sent.Output}; people: {people}; settled after {clock.Elapsed.TotalSeconds:F1} s"));

        var judgement = await arena.JudgeAsync(length + Settling);
        TestContext.Out.WriteLine(judgement.Output);
        Assert.That(judgement.Code, Is.Zero, judgement.Output + judgement.Errors);
        Assert.That((await arena.ActAsync("/unexpected", new { })).GetArrayLength(), Is.Zero);
        Assert.That(starts.Max(), Is.LessThan(ReadyLimit));
        NothingIsTold();
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null)
        {
            await service.DisposeAsync();
        }
    }

    // the moment may come before the service is ready
    private async Task<bool> ReadyUntilAsync(TimeSpan moment, Stopwatch clock)
    {
        using var late = new CancellationTokenSource(Left(moment, clock));
        var ready = await service.ReadyAsync(late.Token);
        if (ready is { } after)
        {
            starts.Add(after);
        }

        await UntilAsync(moment, clock);
        return ready is not null;
    }

    private static Task UntilAsync(TimeSpan moment, Stopwatch clock) => Task.Delay(Left(moment, clock));

    private static TimeSpan Left(TimeSpan moment, Stopwatch clock) => moment > clock.Elapsed ? moment - clock.Elapsed : TimeSpan.Zero;

    private async Task SettledAsync(People people)
    {
        const int SameReadings = 3;
        var (left, marks, readings) = ("", -1, new HashSet<string>());
        await Patience.UntilAsync(
            async () =>
            {
                var status = await service.GetAsync("/api/status");
                left = status.GetRawText();
                var (zoom, list) = (status.GetProperty("zoom"), status.GetProperty("list"));
                if (zoom.GetProperty("owed").GetInt32() > 0 || zoom.GetProperty("notReadYet").GetArrayLength() > 0 || MarksOwed(list) != marks || marks > people.Cleared)
                {
                    (marks, readings) = (MarksOwed(list), []);
                    return false;
                }

                return readings.Add(list.GetProperty("readAt").GetString()!) && readings.Count >= SameReadings;
            },
            Settling,
            TimeSpan.FromMilliseconds(200),
            () => $"nothing is owed; {left}");
    }

    private static int MarksOwed(JsonElement list) => list.GetProperty("marksOwed").GetInt32();

    /// <summary>Nobody's data stands in what the process printed.</summary>
    private void NothingIsTold() => Assert.That(
        service.Output.Concat(service.Errors).Where(line => new[] { "STORM", "SPARE", "@example.com", "Canaria", World.Secret }.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase))),
        Is.Empty);
}
