using System.Diagnostics;
using ZoomApprover.Application.Tracing;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Tracing;

internal sealed class CallSpanTests
{
    private readonly List<Activity> ended = [];

    [Test]
    public void Call_for_one_goes_on_in_its_trace()
    {
        using var listener = Listen();
        var ana = A.Registration("r-1") with { Trace = Traceparent('a') };

        using (var call = CallSpan.Start("approve", [ana]))
        {
            call!.Ended("Accepted", succeeded: true);
        }

        var span = ended.Single();
        Assert.That((span.TraceId.ToHexString(), span.ParentSpanId.ToHexString()), Is.EqualTo((new string('a', 32), new string('a', 16))));
        Assert.That((span.Status, span.GetTagItem("outcome"), span.GetTagItem("registrant")), Is.EqualTo((ActivityStatusCode.Ok, "Accepted", "r-1")));
    }

    [Test]
    public void Call_for_several_links_to_each_and_each_trace_has_a_span_that_links_back()
    {
        using var listener = Listen();
        Registration[] guests = [A.Registration("r-1") with { Trace = Traceparent('a') }, A.Registration("r-2") with { Trace = Traceparent('b') }, A.Registration("r-3")];

        using (var call = CallSpan.Start("approve", guests))
        {
            Assert.That(Activity.Current?.Links.Count(), Is.EqualTo(2), "what happens meanwhile belongs to the call");
            call!.Ended("Accepted", succeeded: true);
        }

        var whole = ended.Single(span => span.Kind == ActivityKind.Client);
        var each = ended.Where(span => span != whole).ToList();
        Assert.That(whole.ParentSpanId, Is.EqualTo(default(ActivitySpanId)));
        Assert.That(whole.Links.Select(link => link.Context.TraceId.ToHexString()), Is.EqualTo(new[] { new string('a', 32), new string('b', 32) }));
        Assert.That(each.Select(span => span.TraceId.ToHexString()), Is.EqualTo(new[] { new string('a', 32), new string('b', 32) }));
        Assert.That(each.Select(span => span.Links.Single().Context.SpanId), Is.All.EqualTo(whole.SpanId));
    }

    [Test]
    public void Call_that_never_told_how_it_ended_has_failed_and_leaves_no_span_behind()
    {
        using var listener = Listen();

        using (CallSpan.Start("mark", [A.Registration("r-1") with { Trace = "nonsense" }]))
        {
            // something throws here
        }

        Assert.That((ended.Single().Status, ended.Single().ParentSpanId), Is.EqualTo((ActivityStatusCode.Error, default(ActivitySpanId))));
        Assert.That(Activity.Current, Is.Null);
    }

    [Test]
    public void While_nobody_listens_there_is_none()
    {
        Assert.That(CallSpan.Start("approve", [A.Registration("r-1")]), Is.Null);
        Assert.That(Spans.Delivery(Traceparent('a')), Is.Null);
    }

    private static string Traceparent(char digit) => $"00-{new string(digit, 32)}-{new string(digit, 16)}-01";

    private ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Spans.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
