using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ZoomApprover.Simulators.Sheets.Http;

/// <summary>The listening socket. One that was stopped is not started again: a new one takes the same port.</summary>
internal sealed class SheetsServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly CancellationTokenSource stopping;

    private SheetsServer(WebApplication app, CancellationTokenSource stopping)
    {
        this.app = app;
        this.stopping = stopping;
    }

    public int Port => new Uri(app.Urls.First()).Port;

    /// <param name="makeHandler">Gets the signal that the server stops, for answers that would never end.</param>
    public static async Task<SheetsServer> StartAsync(int port, Func<CancellationToken, RequestDelegate> makeHandler)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // the limit is answered in Google's words
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            kestrel.Limits.MinResponseDataRate = null;
        });
        var stopping = new CancellationTokenSource();
        var app = builder.Build();
        app.Run(makeHandler(stopping.Token));
        await app.StartAsync();
        return new(app, stopping);
    }

    /// <summary>Cuts every connection at once, as a machine that goes away.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        try
        {
            await app.StopAsync(new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
            // Stopping without patience says so; the socket is closed all the same.
        }

        await app.DisposeAsync();
        stopping.Dispose();
    }
}
