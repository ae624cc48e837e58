using System.Collections.Concurrent;
using System.Diagnostics;
using ZoomApprover.Application.Tracing;

namespace ZoomApprover.WebApi.Tests.Hosting;

/// <summary>Every span of this process that ended while it listened.</summary>
internal sealed class SpanStore : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;

    public SpanStore()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Spans.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyCollection<Activity> Ended => ended;

    public IReadOnlyList<Activity> OfTrace(ActivityTraceId trace) => [.. ended.Where(span => span.TraceId == trace)];

    public void Dispose() => listener.Dispose();
}
