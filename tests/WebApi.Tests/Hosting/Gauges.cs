using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using ZoomApprover.WebApi.Metrics;

namespace ZoomApprover.WebApi.Tests.Hosting;

/// <summary>What a gauge of one service shows, as whoever listens would read it.</summary>
internal static class Gauges
{
    /// <returns>Null when there is no such gauge.</returns>
    public static int? Gauge(this Service service, string name)
    {
        int? seen = null;
        var factory = service.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == ServiceMetrics.MeterName && instrument.Meter.Scope == factory && instrument.Name == name)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => seen = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }
}
