using System.Net.Sockets;
using OpenTelemetry.Metrics;
using ZoomApprover.Application.Configuration;
using ZoomApprover.WebApi.Start;

namespace ZoomApprover.WebApi.Telemetry;

/// <summary>A server of its own for the inner port: without the key, it answers with the metrics and nothing else.</summary>
internal sealed class MetricsPort(Settings settings, MeterProvider meters) : IHostedService, IAsyncDisposable
{
    public const string Path = "/metrics";

    private readonly WebApplication server = Build(settings.Telemetry.MetricsPort, meters);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new StartRefusedException(
                $"Telemetry:MetricsPort is {settings.Telemetry.MetricsPort}, and nobody can listen there: {error.Message.Split('\n')[0].TrimEnd('.', '\r')}. Choose another port, or 0 for none.",
                StartRefusedException.Unavailable, error);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static WebApplication Build(int port, MeterProvider meters)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenAnyIP(port));
        var server = builder.Build();
        server.UseOpenTelemetryPrometheusScrapingEndpoint(meters, predicate: null, Path, configureBranchedPipeline: null, optionsName: null);
        server.Run(http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        return server;
    }
}
