using System.Net;
using System.Net.Sockets;

namespace ZoomApprover.Processes.Tests.Replicas;

/// <summary>Passes connections on, to one target after another of those that take them; while it is cut nothing goes through, and nobody is told.</summary>
internal sealed class Relay : IDisposable
{
    private readonly IPEndPoint[] targets;
    private readonly TcpListener listener;
    private readonly CancellationTokenSource ended = new();
    private readonly HashSet<Socket> open = [];
    private TaskCompletionSource healed = Healed();
    private int next;

    /// <param name="port">0: any.</param>
    public Relay(int port, params int[] targets)
    {
        this.targets = [.. targets.Select(target => new IPEndPoint(IPAddress.Loopback, target))];
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Cut() => healed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Heal() => healed.TrySetResult();

    public void Dispose()
    {
        ended.Cancel();
        Heal();
        listener.Stop();
        lock (open)
        {
            foreach (var socket in open)
            {
                socket.Dispose();
            }
        }

        ended.Dispose();
    }

    private static TaskCompletionSource Healed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private async Task AcceptAsync()
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                _ = RelayAsync(await listener.AcceptSocketAsync(ended.Token));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var near = Keep(client);
        await healed.Task;
        if (await ConnectAsync() is not { } server)
        {
            return;
        }

        using var far = Keep(server);
        await Task.WhenAny(PumpAsync(near, far), PumpAsync(far, near));
    }

    private async Task<Socket?> ConnectAsync()
    {
        for (var tries = 0; tries < targets.Length; tries++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(targets[(Interlocked.Increment(ref next) & int.MaxValue) % targets.Length]);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose(); // the next one
            }
        }

        return null;
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var read && read > 0)
            {
                await healed.Task;
                await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // one of the two is gone: so is the other
        }
    }

    private Socket Keep(Socket socket)
    {
        socket.NoDelay = true;
        lock (open)
        {
            open.Add(socket);
        }

        return socket;
    }
}
