using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Registrations.SendApprovals;
using ZoomApprover.Application.Registrations.SweepRegistrants;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

/// <summary>One registration is one trace, from the delivery to the mark.</summary>
internal sealed class TracingTests
{
    private World world = null!;

    [SetUp]
    public async Task BeginAsync() => world = await World.WithSheetAsync("K7P2M9X4Q1", "SECONDCODE", "THIRDCODE3");

    [TearDown]
    public async Task EndAsync() => await world.DisposeAsync();

    [Test]
    public async Task Delivery_decision_approval_and_mark_are_one_trace_that_names_nobody()
    {
        using var spans = new SpanStore();
        await using var service = await world.StartAsync();
        await service.FirstReadingAsync();
        var ana = world.Register("Añà", "k7p2-m9x4-q1");

        await service.DeliverAsync(world.Meeting, ana);
        await Wait.UntilAsync(() => (string?)world.Tab.Value("K7P2M9X4Q1", "registrant_status") == "REGISTERED", "the mark stands");
        var trace = await FullTraceAsync(spans, ana);

        var (delivery, decide, approve) = (One(trace, "delivery"), One(trace, "decide"), One(trace, "approve"));
        Assert.That((delivery.ParentSpanId, delivery.Kind), Is.EqualTo((default(ActivitySpanId), ActivityKind.Server)));
        Assert.That(decide.ParentSpanId, Is.EqualTo(delivery.SpanId));
        Assert.That(trace.Except([delivery, decide]).Select(span => span.ParentSpanId), Is.All.EqualTo(decide.SpanId));
        Assert.That((delivery.GetTagItem("outcome"), decide.GetTagItem("outcome"), approve.GetTagItem("outcome")), Is.EqualTo(("approved", "Approving", "Accepted")));
        Assert.That(trace.Select(span => span.Status), Is.All.EqualTo(ActivityStatusCode.Ok));
        var said = string.Join('\n', spans.Ended.SelectMany(span => span.TagObjects.Select(tag => $"{span.DisplayName} {tag.Key} {tag.Value}")));
        Assert.That(Canaries.All.Where(text => said.Contains(text, StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task Trace_goes_on_after_a_restart_and_a_call_for_several_links_to_each()
    {
        using var spans = new SpanStore();
        SimRegistrant[] guests = [world.Register("ana", "K7P2M9X4Q1"), world.Register("ben", "SECONDCODE"), world.Register("eve", "THIRDCODE3")];
        await using (var before = await Service.StartAsync(world.Settings, steppedBy: TimeProvider.System))
        {
            await before.SendAsync(new SynchronizeList());
            foreach (var guest in guests)
            {
                await before.DeliverAsync(world.Meeting, guest); // nothing is sent: the process ends first
            }
        }

        await using var service = await Service.StartAsync(world.Settings, steppedBy: TimeProvider.System);
        await service.SendAsync(new SynchronizeList()); // the marks that a call is on its way
        await service.SendAsync(new SweepRegistrants());
        await service.SendAsync(new SendApprovals());

        List<Activity> decisions = [];
        foreach (var guest in guests)
        {
            var trace = await FullTraceAsync(spans, guest);
            decisions.Add(One(trace, "decide"));
            Assert.That(One(trace, "delivery").SpanId, Is.EqualTo(decisions[^1].ParentSpanId));
            Assert.That(One(trace, "approve").ParentSpanId, Is.EqualTo(decisions[^1].SpanId));
            Assert.That(One(trace, "mark").ParentSpanId, Is.EqualTo(decisions[^1].SpanId));
        }

        foreach (var name in new[] { "approve", "mark" })
        {
            var call = spans.Ended.Single(span => span.DisplayName == name && span.Kind == ActivityKind.Client);
            Assert.That(call.Links.Select(link => link.Context.SpanId), Is.EquivalentTo(decisions.Select(span => span.SpanId)), name);
        }
    }

    [Test]
    public async Task Trace_of_the_sender_goes_on()
    {
        using var spans = new SpanStore();
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", "K7P2M9X4Q1");
        var (trace, parent) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());

        await DeliverAsync(service, ana, $"00-{trace}-{parent}-01");

        Assert.That(One(spans.OfTrace(trace), "delivery").ParentSpanId, Is.EqualTo(parent));
        Assert.That(Traceparent(ana), Does.Contain(trace.ToHexString()));
    }

    [Test]
    public async Task While_nobody_listens_nothing_is_kept()
    {
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", "K7P2M9X4Q1");

        await DeliverAsync(service, ana, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        Assert.That(Traceparent(ana), Is.Null);
    }

    private async Task DeliverAsync(Service service, SimRegistrant registrant, string traceparent)
    {
        var body = ZoomSender.RegistrationCreated(world.Meeting, registrant);
        var seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/zoom") { Content = new ByteArrayContent(body) };
        request.Headers.Add("x-zm-request-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("x-zm-signature", service.Sender.Sign(seconds, body));
        request.Headers.Add("traceparent", traceparent);
        using var answer = await service.Anybody.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
    }

    private static Activity One(IEnumerable<Activity> trace, string name) => trace.Single(span => span.DisplayName == name);

    // the span of a call ends after its effect can be seen
    private async Task<IReadOnlyList<Activity>> FullTraceAsync(SpanStore spans, SimRegistrant registrant)
    {
        var id = ActivityContext.Parse(Traceparent(registrant)!, null).TraceId;
        await Wait.UntilAsync(() => spans.OfTrace(id).Any(span => span.DisplayName == "mark"), "the mark is traced");
        return spans.OfTrace(id);
    }

    private string? Traceparent(SimRegistrant registrant)
    {
        using var connection = new SqliteConnection($"Data Source={world.LedgerFile};Pooling=False;Default Timeout=10");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select trace from registrations where registrant_id = @id";
        command.Parameters.AddWithValue("@id", registrant.Id);
        return command.ExecuteScalar() as string;
    }
}
