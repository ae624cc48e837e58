using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ZoomApprover.Infrastructure.Tests.Zoom;

/// <summary>A request as it stood on the wire.</summary>
internal sealed record WireRequest(string Line, IReadOnlyList<string> Headers, string Body)
{
    public bool IsToken => Line.StartsWith("POST /oauth/token ", StringComparison.Ordinal);

    public string? Header(string name) =>
        Headers.FirstOrDefault(one => one.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

/// <summary>Answers whatever bytes a test wants to see on the wire. Gives tokens out by itself unless told otherwise.</summary>
internal sealed class ZoomStub : IAsyncDisposable
{
    public const string Token = """{"access_token":"tok-1","token_type":"bearer","expires_in":3599,"scope":"meeting:read:registrant:admin meeting:update:registrant_status:admin"}""";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly List<WireRequest> requests = [];
    private readonly List<Task> serving = [];
    private readonly SemaphoreSlim arrivals = new(0);
    private readonly Task accepting;
    private bool stopped;

    public ZoomStub()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri BaseUrl => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>The whole answer to an API call; null breaks the connection off, "…" at the end keeps it open.</summary>
    public Func<WireRequest, string?> Answer { get; set; } = _ => Http(204);

    public Func<WireRequest, string?> TokenAnswer { get; set; } = _ => Http(200, Token);

    public IReadOnlyList<WireRequest> Calls => Copy(one => !one.IsToken);

    public IReadOnlyList<WireRequest> TokenCalls => Copy(one => one.IsToken);

    /// <summary>Waits for one more API call, so that a test may move the clock while it is answered.</summary>
    public Task ArrivedAsync() => arrivals.WaitAsync(TimeSpan.FromSeconds(30));

    public static string Http(int status, string body = "", params string[] headers)
    {
        var head = string.Concat(headers.Select(one => one + "\r\n"));
        var length = status == 204 ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        return $"HTTP/1.1 {status} Some Words\r\n{head}{length}Content-Type: application/json;charset=UTF-8\r\nConnection: close\r\n\r\n{body}";
    }

    public async ValueTask DisposeAsync()
    {
        if (stopped)
            return;

        stopped = true;
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(serving);
        stopping.Dispose();
        arrivals.Dispose();
    }

    private List<WireRequest> Copy(Func<WireRequest, bool> which)
    {
        lock (requests)
            return [.. requests.Where(which)];
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                var request = await ReadAsync(stream);
                lock (requests)
                    requests.Add(request);
                if (!request.IsToken)
                    arrivals.Release();

                var answer = request.IsToken ? TokenAnswer(request) : Answer(request);
                if (answer is null)
                {
                    client.LingerState = new LingerOption(true, 0); // a reset, not a goodbye
                    return;
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer.TrimEnd('…')), stopping.Token);
                if (answer.EndsWith('…'))
                    await Task.Delay(Timeout.InfiniteTimeSpan, stopping.Token);
            }
            catch (Exception cut) when (cut is IOException or OperationCanceledException)
            {
                // the caller gave up, or the test is over
            }
        }
    }

    private async Task<WireRequest> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        List<string> head = [];
        while (await reader.ReadLineAsync(stopping.Token) is { Length: > 0 } line)
            head.Add(line);

        var request = new WireRequest(head.FirstOrDefault(""), [.. head.Skip(1)], "");
        var body = new char[int.Parse(request.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        if (body.Length > 0)
            await reader.ReadBlockAsync(body, stopping.Token); // the tests' bodies are ASCII
        return request with { Body = new string(body) };
    }
}
