using System.Diagnostics.Metrics;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Metrics;

/// <summary>How much of the allowed calls to Zoom and Google is used.</summary>
internal sealed class CallMetrics
{
    public CallMetrics(Meter meter, CallMeter calls)
    {
        meter.CreateObservableCounter(
            "zoomapprover.calls",
            () => calls.Made.Select(one => new Measurement<long>(one.Value, [.. Tags(one.Key.Kind), new("answer", one.Key.Answer)])),
            "{call}", "Calls made to Zoom and Google Sheets, by kind and answer");
        meter.CreateObservableGauge(
            "zoomapprover.calls.limit",
            () => calls.Limits.Select(one => new Measurement<double>(one.Value, Tags(one.Key))),
            "{call}/s", "Calls a second that Zoom and Google allow, by kind");
    }

    private static KeyValuePair<string, object?>[] Tags(CallKind kind) => [new("api", kind.Api), new("kind", kind.Kind)];
}
