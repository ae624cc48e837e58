using System.Diagnostics;

namespace ZoomApprover.Benchmarks.Load;

/// <summary>Sends ready requests over many connections.</summary>
internal sealed class Crowd : IDisposable
{
    private const int Connections = 64;
    private readonly List<Connection> connections = [];

    public static async Task<Crowd> ConnectAsync(Uri address)
    {
        var crowd = new Crowd();
        while (crowd.connections.Count < Connections)
        {
            crowd.connections.Add(await Connection.OpenAsync(address));
        }

        return crowd;
    }

    /// <summary>Each connection sends the next request when its last one was answered.</summary>
    public async Task<(double PerSecond, int Successes)> AsFastAsPossibleAsync(IReadOnlyList<byte[]> requests)
    {
        var (next, successes) = (-1, 0);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(connections.Select(connection => Task.Run(async () =>
        {
            for (var one = Interlocked.Increment(ref next); one < requests.Count; one = Interlocked.Increment(ref next))
            {
                if (await connection.SendAsync(requests[one]) is >= 200 and < 300)
                {
                    Interlocked.Increment(ref successes);
                }
            }
        })));
        return (requests.Count / clock.Elapsed.TotalSeconds, successes);
    }

    /// <summary>Requests at planned times, however the service fares; a wait counts from the planned time, not from when a connection was free.</summary>
    public async Task<(Latencies Latencies, int Successes)> AtFixedTimesAsync(IReadOnlyList<byte[]> requests, double perSecond)
    {
        var (next, successes) = (-1, 0);
        var waits = new TimeSpan[requests.Count];
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(connections.Select(connection => Task.Run(async () =>
        {
            for (var one = Interlocked.Increment(ref next); one < requests.Count; one = Interlocked.Increment(ref next))
            {
                var planned = TimeSpan.FromSeconds(one / perSecond);
                if (planned - clock.Elapsed is { Ticks: > 0 } early)
                {
                    await Task.Delay(early);
                }

                if (await connection.SendAsync(requests[one]) is >= 200 and < 300)
                {
                    Interlocked.Increment(ref successes);
                }

                waits[one] = clock.Elapsed - planned;
            }
        })));
        return (new Latencies(waits), successes);
    }

    public void Dispose() => connections.ForEach(one => one.Dispose());
}
