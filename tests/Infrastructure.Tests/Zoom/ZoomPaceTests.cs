using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Zoom.Sending;

namespace ZoomApprover.Infrastructure.Tests.Zoom;

internal sealed class ZoomPaceTests
{
    private readonly FakeTimeProvider clock = new();

    [TestCase(ZoomPlan.Free, ZoomLabel.Light, 4)]
    [TestCase(ZoomPlan.Free, ZoomLabel.Medium, 2)]
    [TestCase(ZoomPlan.Pro, ZoomLabel.Light, 30)]
    [TestCase(ZoomPlan.Pro, ZoomLabel.Medium, 20)]
    [TestCase(ZoomPlan.Business, ZoomLabel.Light, 80)]
    [TestCase(ZoomPlan.Business, ZoomLabel.Medium, 60)]
    public async Task No_second_sees_more_calls_than_the_plan_allows_and_in_the_long_run_they_are_80_percent(ZoomPlan plan, ZoomLabel label, int limit)
    {
        var pace = new ZoomPace(plan, clock);
        List<TimeSpan> times = [];
        var start = clock.GetUtcNow();

        var calls = Task.WhenAll(Enumerable.Range(0, limit * 8).Select(async _ =>
        {
            await pace.WaitAsync(label, Urgency.ReadBack, CancellationToken.None);
            lock (times)
                times.Add(clock.GetUtcNow() - start);
        }));
        while (!calls.IsCompleted)
            clock.Advance(TimeSpan.FromMilliseconds(1));
        await calls;

        times.Sort();
        Assert.Multiple(() =>
        {
            Assert.That(times.Select((time, index) => times.Skip(index).TakeWhile(other => other - time < TimeSpan.FromSeconds(1)).Count()).Max(), Is.LessThanOrEqualTo(limit));
            Assert.That(times[^1], Is.EqualTo(TimeSpan.FromSeconds(10)).Within(TimeSpan.FromSeconds(0.8)));
        });
    }

    [Test]
    public async Task Status_calls_go_before_reads_that_waited_longer()
    {
        var pace = new ZoomPace(ZoomPlan.Free, clock);
        await pace.WaitAsync(ZoomLabel.Medium, Urgency.ReadBack, CancellationToken.None);
        var read = pace.WaitAsync(ZoomLabel.Medium, Urgency.ReadBack, CancellationToken.None);
        var status = pace.WaitAsync(ZoomLabel.Medium, Urgency.Person, CancellationToken.None);

        clock.Advance(TimeSpan.FromMilliseconds(625));
        var first = await Task.WhenAny(status, read);
        clock.Advance(TimeSpan.FromMilliseconds(625));
        await Task.WhenAll(status, read);

        Assert.That(first, Is.SameAs(status));
    }

    [Test]
    public async Task Approvals_go_first_and_read_backs_before_the_pages_of_a_sweep()
    {
        var pace = new ZoomPace(ZoomPlan.Free, clock);
        await pace.WaitAsync(ZoomLabel.Medium, Urgency.Sweep, CancellationToken.None);
        List<Urgency> order = [];
        var pending = new[] { Urgency.Sweep, Urgency.ReadBack, Urgency.Sweep, Urgency.Person, Urgency.ReadBack, Urgency.Person }.Select(async urgency =>
        {
            await pace.WaitAsync(ZoomLabel.Medium, urgency, CancellationToken.None);
            return urgency;
        }).ToList();

        while (pending.Count > 0)
        {
            var next = await NextAsync(clock, pending);
            pending.Remove(next);
            order.Add(await next);
        }

        Assert.That(order, Is.EqualTo(new[] { Urgency.Person, Urgency.Person, Urgency.ReadBack, Urgency.ReadBack, Urgency.Sweep, Urgency.Sweep }));
    }

    [Test]
    public async Task List_that_a_call_is_read_back_from_overtakes_the_page_of_a_sweep_on_the_wire()
    {
        await using var stub = new ZoomStub { Answer = _ => ZoomStub.Http(200, """{"registrants":[],"next_page_token":""}""") };
        await using var bench = ZoomBench.On(stub, ZoomPlan.Free);
        await bench.Zoom.GetScopesAsync(CancellationToken.None);
        await bench.ListAsync();
        var sweep = bench.Zoom.ListAsync(ZoomBench.Meeting, null, ZoomStatus.Denied, "", Urgency.Sweep, CancellationToken.None);
        var readBack = bench.Zoom.ListAsync(ZoomBench.Meeting, null, ZoomStatus.Approved, "", Urgency.ReadBack, CancellationToken.None);

        var first = await NextAsync(bench.Clock, [sweep, readBack]);

        Assert.That(first, Is.SameAs(readBack));
        Assert.That(stub.Calls[^1].Line, Does.Contain("status=approved").And.Not.Contain("urgency"));
        Assert.That(stub.Calls.Select(call => call.Line), Has.None.Contains("status=denied"));
        Assert.That((await await NextAsync(bench.Clock, [sweep])).End, Is.EqualTo(ReadEnd.Found));
    }

    [Test]
    public async Task Labels_do_not_wait_for_each_other()
    {
        var pace = new ZoomPace(ZoomPlan.Free, clock);
        await pace.WaitAsync(ZoomLabel.Medium, Urgency.Person, CancellationToken.None);

        var light = pace.WaitAsync(ZoomLabel.Light, Urgency.ReadBack, CancellationToken.None);

        Assert.That(light.IsCompletedSuccessfully);
    }

    [Test]
    public async Task Who_gives_up_waiting_takes_no_turn_and_holds_nobody_up()
    {
        var pace = new ZoomPace(ZoomPlan.Free, clock);
        using var impatient = new CancellationTokenSource();
        await pace.WaitAsync(ZoomLabel.Medium, Urgency.ReadBack, CancellationToken.None);
        var status = pace.WaitAsync(ZoomLabel.Medium, Urgency.Person, impatient.Token);
        var read = pace.WaitAsync(ZoomLabel.Medium, Urgency.ReadBack, CancellationToken.None);

        await impatient.CancelAsync();
        clock.Advance(TimeSpan.FromMilliseconds(625));
        await read;

        Assert.That(async () => await status, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Waiting_for_a_turn_does_not_count_into_the_timeout()
    {
        await using var stub = new ZoomStub();
        await using var bench = ZoomBench.On(stub, ZoomPlan.Free);
        await bench.Zoom.GetScopesAsync(CancellationToken.None);

        var calls = Enumerable.Range(0, 40).Select(one => bench.ApproveAsync($"r-{one}")).ToArray();
        for (var pending = calls.ToList(); pending.Count > 0;)
        {
            pending.Remove(await NextAsync(bench.Clock, pending)); // answered, not only arrived: time must not run ahead of a busy machine
        }

        var answers = await Task.WhenAll(calls);
        Assert.That(answers.Select(one => one.End), Is.All.EqualTo(CallEnd.Accepted));
    }

    /// <summary>Lets one call more go, and waits for whoever took it. A waiter who was slow to set its timer gets another turn.</summary>
    private static async Task<Task<T>> NextAsync<T>(FakeTimeProvider clock, IReadOnlyList<Task<T>> pending)
    {
        while (true)
        {
            clock.Advance(TimeSpan.FromMilliseconds(625));
            var first = Task.WhenAny(pending);
            if (await Task.WhenAny(first, Task.Delay(TimeSpan.FromSeconds(5))) == first)
                return await first;
        }
    }
}
