using System.Diagnostics.Metrics;
using ZoomApprover.Application.State;

namespace ZoomApprover.WebApi.Metrics;

/// <summary>Codes that are being guessed, of all meetings together.</summary>
internal sealed class GuessMetrics
{
    public const string InBurst = "zoomapprover.guesses.ten_minutes";
    public const string InMemory = "zoomapprover.guesses.day";
    public const string Stopped = "zoomapprover.meetings.stopped";

    public GuessMetrics(Meter meter, GuessMeter guesses)
    {
        meter.CreateObservableGauge(InBurst, () => guesses.InBurst, "{code}", "Different unknown codes that were tried in the last ten minutes");
        meter.CreateObservableGauge(InMemory, () => guesses.InMemory, "{code}", "Different unknown codes that were tried in the last day");
        meter.CreateObservableGauge(Stopped, () => guesses.Stopped, "{meeting}", "Meetings where who gave a wrong code before waits for a person");
    }
}
