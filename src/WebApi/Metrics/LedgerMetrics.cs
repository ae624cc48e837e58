using System.Diagnostics.Metrics;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.WebApi.Registrations;

namespace ZoomApprover.WebApi.Metrics;

/// <summary>What the ledger holds and owes. It is asked only when somebody reads the metrics, once for all of them.</summary>
internal sealed class LedgerMetrics
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly IDeskLedger desk;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private LedgerCounts? counts;
    private long readAt;

    public LedgerMetrics(Meter meter, IDeskLedger desk, ILedgerHealth health, ILeadership lead, TimeProvider time)
    {
        (this.desk, this.time) = (desk, time);
        meter.CreateObservableGauge("zoomapprover.ledger.writable", () => health.Trouble is null ? 1 : 0, null, "1 while registrations can be recorded, 0 while deliveries are answered 503");
        meter.CreateObservableGauge("zoomapprover.leader", () => lead.IsLeading ? 1 : 0, null, "1 while this process runs the passes, 0 while another one on the same ledger does");
        meter.CreateObservableGauge("zoomapprover.registrations", () => Counts().SelectMany(ByStatus), "{registration}", "Registrations in the ledger, by status");
        meter.CreateObservableGauge("zoomapprover.zoom.owed", () => Counts().Select(one => new Measurement<int>(one.OwedToZoom)), "{registration}", "Registrations about which Zoom must still be told");
        meter.CreateObservableGauge("zoomapprover.zoom.owed.age", () => Counts().Select(one => Age(one.OldestOwed)), "s", "Since the oldest of them was decided; 0 when nothing is owed");
        meter.CreateObservableGauge("zoomapprover.marks.owed", () => Counts().Select(one => new Measurement<int>(one.OwedMarks)), "{mark}", "Marks not yet seen in the list");
        meter.CreateObservableGauge("zoomapprover.marks.owed.age", () => Counts().Select(one => Age(one.OldestOwedMark)), "s", "Since the oldest of them is owed; 0 when none is");
    }

    private static IEnumerable<Measurement<int>> ByStatus(LedgerCounts counts) => Enum.GetValues<RegistrationStatus>()
        .Select(status => new Measurement<int>(counts.ByStatus.GetValueOrDefault(status), new KeyValuePair<string, object?>("status", RegistrationItem.Lower(status))));

    private Measurement<double> Age(DateTimeOffset? since) => new(since is { } at ? Math.Max(0, (time.GetUtcNow() - at).TotalSeconds) : 0);

    /// <returns>None when the ledger cannot be read: then these metrics are missing rather than wrong.</returns>
    private LedgerCounts[] Counts()
    {
        lock (gate)
        {
            if (counts is null || time.GetElapsedTime(readAt) > Fresh)
            {
                counts = Read();
                readAt = time.GetTimestamp();
            }

            return counts is null ? [] : [counts];
        }
    }

    // metrics are read by callbacks that cannot wait; the reading itself runs elsewhere
    private LedgerCounts? Read()
    {
        try
        {
            return desk.CountsAsync().GetAwaiter().GetResult();
        }
        catch (LedgerUnavailableException)
        {
            return null;
        }
    }
}
