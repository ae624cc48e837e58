using System.Diagnostics.Metrics;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Metrics;

/// <summary>What Zoom did not deliver.</summary>
internal sealed class LossMetrics
{
    public const string Awaited = "zoomapprover.deliveries.awaited";
    public const string Missed = "zoomapprover.deliveries.missed";

    public LossMetrics(Meter meter, LossMeter losses)
    {
        meter.CreateObservableGauge(Awaited, () => losses.Awaited, "{registration}", "Registrations found by reading Zoom whose delivery may still come");
        meter.CreateObservableGauge(Missed, () => losses.Missed, "{registration}", "Registrations found by reading Zoom that were never delivered");
    }
}
