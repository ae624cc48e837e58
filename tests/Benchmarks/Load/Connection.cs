using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ZoomApprover.Benchmarks.Load;

/// <summary>One connection that sends ready bytes: a client that did more would be what is measured.</summary>
internal sealed class Connection : IDisposable
{
    private static readonly byte[] EndOfHeaders = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] EndOfChunks = "\r\n0\r\n\r\n"u8.ToArray();
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[16 * 1024];

    public static async Task<Connection> OpenAsync(Uri address)
    {
        var connection = new Connection();
        await connection.socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <returns>The status, once the whole answer was read.</returns>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        for (var sent = 0; sent < request.Length;)
        {
            sent += await socket.SendAsync(request[sent..]);
        }

        for (var length = 0; ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            length += read > 0 ? read : throw new IOException("The connection was closed.");
            if (IsWhole(buffer.AsSpan(0, length)))
            {
                return int.Parse(buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
            }
        }
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var headers = answer.IndexOf(EndOfHeaders);
        if (headers < 0)
        {
            return false;
        }

        var at = answer[..headers].IndexOf("Content-Length: "u8);
        if (at < 0)
        {
            return answer.EndsWith(EndOfChunks);
        }

        var digits = answer[(at + "Content-Length: ".Length)..headers];
        var end = digits.IndexOf((byte)'\r');
        return answer.Length == headers + EndOfHeaders.Length + int.Parse(Encoding.ASCII.GetString(end < 0 ? digits : digits[..end]), CultureInfo.InvariantCulture);
    }
}
