using System.Diagnostics.Metrics;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Metrics;

/// <summary>What the passes have read and done.</summary>
internal sealed class PassMetrics
{
    public PassMetrics(Meter meter, ListCopy list, SweepAgenda agenda, ApprovalMeter approvals, TimeProvider time)
    {
        meter.CreateObservableGauge("zoomapprover.list.age", () => Age(list.BeganAt, time), "s", "Since the last good reading of the invitation list began");
        meter.CreateObservableGauge("zoomapprover.list.codes", () => list.Invitations.Count, "{code}", "Codes in the copy of the invitation list");
        meter.CreateObservableGauge("zoomapprover.sweep.age", () => Age(agenda.OldestReading, time), "s", "Since the meeting that was left alone for longest was read in Zoom");
        meter.CreateObservableCounter("zoomapprover.approvals.confirmed", () => approvals.Confirmed, "{registration}", "Registrations that Zoom showed as approved after a call of ours");
    }

    // nothing is said of what never was: an age of 0 would look well
    private static IEnumerable<Measurement<double>> Age(DateTimeOffset? since, TimeProvider time) =>
        since is { } at ? [new(Math.Max(0, (time.GetUtcNow() - at).TotalSeconds))] : [];
}
