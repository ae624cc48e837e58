using System.Diagnostics.Metrics;
using ZoomApprover.WebApi.Registrations;

namespace ZoomApprover.WebApi.Metrics;

/// <summary>Requests at the webhook by what became of them, and how long Zoom waited for the answer.</summary>
public sealed class DeliveryMetrics
{
    // Zoom hangs up after three seconds
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];

    // counted here, so that each outcome is there from the start: the first failure must be seen as a rise from 0
    private readonly long[] counts = new long[Enum.GetValues<DeliveryOutcome>().Length];
    private readonly Histogram<double> seconds;

    public DeliveryMetrics(Meter meter)
    {
        meter.CreateObservableCounter("zoomapprover.deliveries", Counts, "{request}", "Requests at the webhook, by what became of them");
        seconds = meter.CreateHistogram(
            "zoomapprover.delivery.duration", "s", "From a genuine delivery's arrival to its answer", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });
    }

    internal void Answered(DeliveryOutcome outcome, TimeSpan took)
    {
        Interlocked.Increment(ref counts[(int)outcome]);
        if (outcome < DeliveryOutcome.Refused || outcome == DeliveryOutcome.Failed)
        {
            seconds.Record(took.TotalSeconds);
        }
    }

    private IEnumerable<Measurement<long>> Counts() => Enum.GetValues<DeliveryOutcome>()
        .Select(outcome => new Measurement<long>(Interlocked.Read(ref counts[(int)outcome]), new KeyValuePair<string, object?>("outcome", RegistrationItem.Lower(outcome))));
}
