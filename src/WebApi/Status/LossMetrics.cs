using System.Diagnostics.Metrics;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Status;

/// <summary>The loss meter for whoever listens to .NET's metrics (dotnet-counters, a collector): meter <c>ZoomApprover</c>.</summary>
internal sealed class LossMetrics
{
    public const string MeterName = "ZoomApprover";
    public const string Awaited = "zoomapprover.deliveries.awaited";
    public const string Missed = "zoomapprover.deliveries.missed";

    public LossMetrics(IMeterFactory meters, LossMeter losses)
    {
        var meter = meters.Create(MeterName); // the factory disposes of it
        meter.CreateObservableGauge(Awaited, () => losses.Awaited, "{registration}", "Registrations found by reading Zoom whose delivery may still come");
        meter.CreateObservableGauge(Missed, () => losses.Missed, "{registration}", "Registrations found by reading Zoom that were never delivered");
    }
}
