using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Tracing;
using ZoomApprover.WebApi.Metrics;

namespace ZoomApprover.WebApi.Telemetry;

/// <summary>
/// Who listens to what the service says of itself: Prometheus always, for nearly everything is looked up only when it asks; a
/// collector when one is configured. OpenTelemetry is named in this folder and nowhere else.
/// </summary>
internal static class Exporters
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddExporters(this WebApplicationBuilder builder, TelemetrySettings settings)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("zoom-approver").AddEnvironmentVariableDetector()) // OTEL_SERVICE_NAME wins
            .WithMetrics(metrics => metrics
                .AddMeter(ServiceMetrics.MeterName)
                .AddPrometheusExporter(prometheus =>
                {
                    prometheus.ScopeInfoEnabled = false; // one meter: its name on every line says nothing
                    prometheus.ScrapeResponseCacheDurationMilliseconds = 0;
                }));
        if (settings.OtlpEndpoint is { } endpoint)
        {
            builder.Configuration[Endpoint] = endpoint.AbsoluteUri; // where the exporters look, and add the path themselves
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter())
                .WithTracing(tracing => tracing.AddSource(Spans.SourceName).AddOtlpExporter());
        }

        if (settings.MetricsPort > 0)
        {
            builder.Services.AddHostedService<MetricsPort>();
        }
    }

    /// <summary>For whoever has the key.</summary>
    public static void MapMetrics(this WebApplication app) =>
        app.MapPrometheusScrapingEndpoint(MetricsPort.Path).WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));
}
