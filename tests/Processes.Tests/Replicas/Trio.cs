using System.Globalization;
using ZoomApprover.Simulators.Databases;

namespace ZoomApprover.Processes.Tests.Replicas;

/// <summary>Three replicas on one PostgreSQL.</summary>
internal sealed class Trio : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private Trio(Dictionary<string, string> common)
    {
        All = [.. Enumerable.Range(0, 3).Select(_ => new Replica(common, Server.Port, DatabaseAt))];
    }

    public PostgresServer Server { get; } = new();

    public IReadOnlyList<Replica> All { get; }

    /// <param name="common">What all replicas are told besides where the ledger is.</param>
    public static async Task<Trio> StartAsync(Dictionary<string, string> common)
    {
        var trio = new Trio(common);
        try
        {
            await trio.ReadyAsync();
            await trio.LeaderAsync();
            return trio;
        }
        catch
        {
            await trio.DisposeAsync();
            throw;
        }
    }

    public Task ReadyAsync() => Task.WhenAll(All.Select(one => one.ReadyAsync()));

    /// <summary>Waits until one leads.</summary>
    /// <param name="but">Not this one any more.</param>
    public async Task<Replica> LeaderAsync(Replica? but = null)
    {
        Replica? found = null;
        await Patience.UntilAsync(
            async () =>
            {
                foreach (var one in All.Where(one => one != but))
                {
                    found = await one.LeadsAsync() ? one : found;
                }

                return found is not null;
            },
            Limit, Pace, () => "one of the replicas leads");
        return found!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in All)
        {
            await one.DisposeAsync();
        }

        Server.Dispose();
    }

    private string DatabaseAt(int port) => Server.ConnectionTo("postgres").Replace(
        string.Create(CultureInfo.InvariantCulture, $"Port={Server.Port}"), string.Create(CultureInfo.InvariantCulture, $"Port={port}"), StringComparison.Ordinal);
}
