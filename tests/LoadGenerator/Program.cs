using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ZoomApprover.LoadGenerator;

// LoadGenerator PLAN: registrations at fixed times, however the service fares. The line "end" on its standard input stops
// the arrivals; it ends when everything it sent was answered 200. Its input breaking off ends it at once.
if (args is not [var path])
{
    await Console.Error.WriteLineAsync("Usage: LoadGenerator PLAN");
    return 64;
}

var plan = JsonSerializer.Deserialize<Plan>(await File.ReadAllTextAsync(path), JsonSerializerOptions.Web)!;
using var noMore = new CancellationTokenSource();
using var abandoned = new CancellationTokenSource();
using var deliveries = new Deliveries(plan);
var running = Task.Run(RunAsync);
await ListenAsync();
var count = await running;
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{count} registrants; answers {string.Join(", ", deliveries.Answers.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value}"))}"));
return abandoned.IsCancellationRequested ? 1 : 0;

async Task<int> RunAsync()
{
    var guests = new Guests(plan);
    List<Task> open = [];
    var began = DateTimeOffset.UtcNow;
    var clock = Stopwatch.StartNew();
    while (!noMore.IsCancellationRequested)
    {
        var due = TimeSpan.FromSeconds(open.Count / plan.PerSecond);
        if (due - clock.Elapsed is { Ticks: > 0 } early)
        {
            await Task.Delay(early, noMore.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            continue;
        }

        if (guests.Next() is not { } guest)
        {
            break;
        }

        open.Add(deliveries.DeliverAsync(guest, began + due, abandoned.Token));
    }

    var all = Task.WhenAll(open);
    await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    if (!abandoned.IsCancellationRequested)
    {
        await all;
    }

    return open.Count;
}

async Task ListenAsync()
{
    var line = await Console.In.ReadLineAsync();
    await noMore.CancelAsync();
    if (line != "end")
    {
        await abandoned.CancelAsync();
    }
}
