using System.Diagnostics;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tracing;

/// <summary>
/// One call for one or several registrants, in the trace of each. For a single one it is the next span of its trace. For several
/// the call is a span by itself that links to all of them, and each trace gets one of its own that links back.
/// </summary>
internal sealed class CallSpan : IDisposable
{
    private readonly Activity? before = Activity.Current;
    private readonly List<Activity> spans = [];

    private CallSpan(string name, IReadOnlyList<Registration> about)
    {
        Activity.Current = null;
        if (about.Count == 1)
        {
            Add(Spans.Source.StartActivity(name, ActivityKind.Client, Spans.ParentOf(about[0].Trace))?.About(about[0].Key));
            return;
        }

        var traced = about.Select(one => (one.Key, Parent: Spans.ParentOf(one.Trace))).Where(one => one.Parent != default).ToList();
        var whole = Spans.Source.StartActivity(name, ActivityKind.Client, default(ActivityContext), links: [.. traced.Select(one => new ActivityLink(one.Parent))]);
        Add(whole?.SetTag("registrants", about.Count).SetStatus(ActivityStatusCode.Error, "not finished"));
        foreach (var (key, parent) in traced)
        {
            Add(Spans.Source.StartActivity(name, ActivityKind.Internal, parent, links: whole is null ? null : [new ActivityLink(whole.Context)])?.About(key));
        }

        Activity.Current = whole;
    }

    /// <returns>Null while nobody listens, and when it is about nobody.</returns>
    public static CallSpan? Start(string name, IEnumerable<Registration> about) =>
        Spans.Source.HasListeners() && about.ToList() is { Count: > 0 } them ? new CallSpan(name, them) : null;

    /// <summary>Says how the call ended. One that was never told has failed.</summary>
    public void Ended(string outcome, bool succeeded)
    {
        foreach (var span in spans)
        {
            span.SetTag("outcome", outcome).SetStatus(succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error, succeeded ? null : outcome);
        }
    }

    public void Dispose()
    {
        spans.ForEach(span => span.Dispose());
        Activity.Current = before;
    }

    private void Add(Activity? span)
    {
        if (span is not null)
        {
            spans.Add(span);
        }
    }
}
