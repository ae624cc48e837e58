using System.Diagnostics.Metrics;
using ZoomApprover.Application.Ports;
using ZoomApprover.WebApi.Status;

namespace ZoomApprover.WebApi.Metrics;

/// <summary>The problems of the status, by kind; their details stay there.</summary>
internal sealed class ProblemMetrics
{
    public ProblemMetrics(Meter meter, CurrentProblems problems) =>
        meter.CreateObservableGauge("zoomapprover.problems", () => Count(problems.All), "{problem}", "Problems a person should mend, by the kind that /api/status names");

    private static IEnumerable<Measurement<int>> Count(IEnumerable<Problem> problems)
    {
        var counts = problems.CountBy(problem => problem.Kind).ToDictionary();
        return Enum.GetValues<ProblemKind>().Select(kind => new Measurement<int>(counts.GetValueOrDefault(kind), new KeyValuePair<string, object?>("kind", kind.ToString())));
    }
}
