using ZoomApprover.Application.Configuration;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.Metrics;

internal sealed class ExportTests
{
    [Test]
    public async Task Configured_collector_gets_metrics_and_traces_and_nothing_of_the_people()
    {
        await using var collector = await Collector.StartAsync();
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        world.Settings = world.Settings with { Telemetry = new TelemetrySettings { OtlpEndpoint = collector.Address } };
        await using (var service = await Service.StartAsync(world.Settings, extra: ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            await service.DeliverAsync(world.Meeting, world.Register("Añà", "k7p2-m9x4-q1"));
        } // what is left is sent at the end

        var (metrics, traces) = (collector.Of("/v1/metrics"), collector.Of("/v1/traces"));
        Assert.That(metrics, Does.Contain("zoomapprover.deliveries").And.Contain("zoom-approver"));
        Assert.That(traces, Does.Contain("delivery").And.Contain("decide").And.Contain("zoom-approver"));
        Assert.That(Canaries.All.Where(text => (metrics + traces).Contains(text, StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }
}
