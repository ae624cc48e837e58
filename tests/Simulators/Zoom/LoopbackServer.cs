using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ZoomApprover.Simulators.Zoom;

/// <summary>A web server on a real loopback socket. It reads no configuration of the process it lives in.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly WebApplication application;
    private readonly CancellationTokenSource stopping;

    private LoopbackServer(WebApplication application, CancellationTokenSource stopping, int port)
    {
        this.application = application;
        this.stopping = stopping;
        Port = port;
    }

    public int Port { get; }

    /// <param name="port">0: any free port.</param>
    /// <param name="handle">Its token ends when the server stops.</param>
    public static async Task<LoopbackServer> StartAsync(int port, Func<HttpContext, CancellationToken, Task> handle)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });

        var application = builder.Build();
        var stopping = new CancellationTokenSource();
        application.Run(context => handle(context, stopping.Token));
        await application.StartAsync();

        return new(application, stopping, new Uri(application.Urls.Single()).Port);
    }

    /// <summary>Cuts calls in the middle off and closes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        using var limit = new CancellationTokenSource(Patience);
        await application.StopAsync(limit.Token);
        await application.DisposeAsync();
        stopping.Dispose();
    }
}
