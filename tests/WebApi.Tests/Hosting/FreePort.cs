using System.Net;
using System.Net.Sockets;

namespace ZoomApprover.WebApi.Tests.Hosting;

/// <summary>A port that nobody listened to a moment ago.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
