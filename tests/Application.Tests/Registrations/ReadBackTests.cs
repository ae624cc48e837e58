using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Registrations;

/// <summary>Only a registrant seen in the wanted status proves anything; and what people asked for meanwhile.</summary>
internal sealed class ReadBackTests
{
    private readonly SendBench bench = new();

    [TestCase(1, false)]
    [TestCase(7, false)]
    [TestCase(8, true)]
    [TestCase(30, true)]
    public async Task From_eight_on_a_listing_is_read_below_it_each(int count, bool listed)
    {
        var ids = Enumerable.Range(0, count).Select(i => $"r-{i:D2}").ToArray();
        bench.Owe(ids);

        await bench.PassAsync();

        Assert.That(bench.Zoom.Reads, Is.EquivalentTo(listed ? ["list Approved"] : ids.Select(id => $"get {id}")));
        Assert.That(ids.Select(id => bench.Ledger[id].Status), Is.All.EqualTo(RegistrationStatus.Approved));
    }

    [Test]
    public async Task Listing_is_read_page_by_page_until_all_are_seen()
    {
        var ids = Enumerable.Range(0, 10).Select(i => $"r-{i}").ToArray();
        bench.Owe(ids);
        bench.Zoom.OnList = (meeting, _, token) => new ReadAnswer<RegistrantPage>(ReadEnd.Found, token switch
        {
            "" => new RegistrantPage([.. ids.Take(5).Select(id => A.Registrant(id, status: ZoomStatus.Approved))], "second"),
            "second" => new RegistrantPage([.. ids.Skip(5).Select(id => A.Registrant(id, status: ZoomStatus.Approved))], "third"),
            _ => throw new InvalidOperationException("All were seen."),
        });

        await bench.PassAsync();

        Assert.That(ids.Select(id => bench.Ledger[id].Status), Is.All.EqualTo(RegistrationStatus.Approved));
    }

    [Test]
    public async Task Absence_from_a_listing_proves_nothing()
    {
        var ids = Enumerable.Range(0, 8).Select(i => $"r-{i}").ToArray();
        bench.Owe(ids);
        bench.Zoom.OnList = (_, _, _) => new ReadAnswer<RegistrantPage>(
            ReadEnd.Found, new RegistrantPage([.. ids.Skip(1).Select(id => A.Registrant(id, status: ZoomStatus.Approved))], ""));

        await bench.PassAsync();

        Assert.That(bench.Ledger["r-0"].Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That(bench.Ledger["r-0"].Owed!.Unconfirmed, Is.True);
        Assert.That(bench.Ledger["r-0"].Owed!.NextAttemptAt, Is.EqualTo(A.Now.AddSeconds(2)));
    }

    [Test]
    public async Task Call_without_effect_is_read_after_2_10_and_60_seconds_and_then_sent_with_the_id_only()
    {
        bench.Owe("r-1");
        bench.Zoom.OnStatus = call => call.IdOnly ? null : new StatusAnswer(CallEnd.Accepted);

        await bench.PassAsync();
        foreach (var wait in new[] { 2, 10, 60 })
        {
            Assert.That(bench.Ledger["r-1"].Owed!.NextAttemptAt, Is.EqualTo(bench.Time.GetUtcNow().AddSeconds(wait)));
            await bench.PassAfterAsync(TimeSpan.FromSeconds(wait));
            Assert.That(bench.Zoom.Calls, Has.Count.EqualTo(1));
        }

        await bench.PassAsync();

        Assert.That(bench.Zoom.Calls.Select(call => call.IdOnly), Is.EqualTo(new[] { false, true }));
        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
    }

    [Test]
    public async Task Calls_without_effect_end_after_six_and_say_so()
    {
        bench.Owe("r-1");
        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.Accepted);

        for (var i = 0; i < 60; i++)
        {
            await bench.PassAfterAsync(TimeSpan.FromSeconds(60));
        }

        Assert.That(bench.Zoom.Calls, Has.Count.EqualTo(6));
        Assert.That(bench.Ledger["r-1"].Reason, Is.EqualTo(WaitingReason.ZoomUnconfirmed));
        Assert.That(bench.Ledger["r-1"].Owed!.NextAttemptAt, Is.EqualTo(new DateTimeOffset(2026, 11, 24, 0, 1, 0, TimeSpan.Zero)));
        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.ApprovalUnconfirmed }));
    }

    [Test]
    public async Task Unconfirmed_registrant_whom_Zoom_refuses_the_next_day_is_one_problem_and_not_two()
    {
        bench.Owe("r-1");
        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.Accepted);
        for (var i = 0; i < 60; i++)
        {
            await bench.PassAfterAsync(TimeSpan.FromSeconds(60));
        }

        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.RegistrantRefused, "300");
        await bench.PassAfterAsync(TimeSpan.FromDays(1));

        Assert.That(bench.Ledger["r-1"].Reason, Is.EqualTo(WaitingReason.ZoomRefused));
        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.RegistrantRefused }));
    }

    [Test]
    public async Task Zoom_that_cannot_be_asked_counts_for_nothing_and_the_trouble_is_over_when_it_answers()
    {
        bench.Owe("r-1");
        bench.Zoom.OnGet = _ => new ReadAnswer<Registrant?>(ReadEnd.Failed, RetryAfter: TimeSpan.FromSeconds(5));
        await bench.PassAsync();
        Assert.That(bench.Ledger["r-1"].Owed!.Reads, Is.Zero);
        Assert.That(bench.Ledger["r-1"].Owed!.NextAttemptAt, Is.EqualTo(A.Now.AddSeconds(5)));
        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.ZoomUnreachable }));
        bench.Zoom.OnGet = _ => null;

        await bench.PassAfterAsync(TimeSpan.FromSeconds(5));

        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(bench.Zoom.Calls, Has.Count.EqualTo(1));
        Assert.That(bench.Problems.All, Is.Empty);
    }

    [Test]
    public async Task Listing_that_fails_leaves_everybody_for_later()
    {
        var ids = Enumerable.Range(0, 9).Select(i => $"r-{i}").ToArray();
        bench.Owe(ids);
        bench.Zoom.OnList = (_, _, _) => new ReadAnswer<RegistrantPage>(ReadEnd.PageExpired);

        await bench.PassAsync();

        Assert.That(ids.Select(id => bench.Ledger[id].HasOpenAttempt), Is.All.True);
        Assert.That(bench.Zoom.Reads, Is.EqualTo(new[] { "list Approved" }));
    }

    [Test]
    public async Task One_who_is_still_pending_speaks_for_the_call_and_the_next_time_another_does()
    {
        bench.Owe("r-1", "r-2", "r-3");
        bench.Zoom.OnStatus = call =>
        {
            foreach (var one in call.Registrants.Where(one => one.Id != "r-1" || call.IdOnly)) // Zoom ignores the first
                bench.Zoom.Statuses[A.Key(one.Id)] = ZoomStatus.Approved;
            return new StatusAnswer(CallEnd.Accepted);
        };

        await bench.PassAsync();
        Assert.That(bench.Zoom.Reads, Is.EqualTo(new[] { "get r-1" }));
        await bench.PassAfterAsync(TimeSpan.FromSeconds(2));

        Assert.That(bench.Zoom.Reads.Skip(1), Is.EquivalentTo(new[] { "get r-1", "get r-2", "get r-3" }));
        Assert.That(new[] { "r-1", "r-2", "r-3" }.Select(id => bench.Ledger[id].Status), Is.EqualTo(new[] { RegistrationStatus.Approving, RegistrationStatus.Approved, RegistrationStatus.Approved }));
        Assert.That(bench.Zoom.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Bad_answer_in_the_middle_of_a_listing_does_not_lose_the_pages_before_it()
    {
        var ids = Enumerable.Range(0, 10).Select(i => $"r-{i}").ToArray();
        bench.Owe(ids);
        var asked = 0;
        bench.Zoom.OnList = (_, _, token) => token.Length == 0
            ? new(ReadEnd.Found, new RegistrantPage([.. ids.Take(5).Select(id => A.Registrant(id, status: ZoomStatus.Approved))], "second"))
            : ++asked == 1 ? new(ReadEnd.Failed) : new(ReadEnd.Found, new RegistrantPage([.. ids.Skip(5).Select(id => A.Registrant(id, status: ZoomStatus.Approved))], ""));

        await bench.PassAsync();

        Assert.That(bench.Zoom.Reads, Is.EqualTo(new[] { "list Approved", "list Approved second", "list Approved second" }));
        Assert.That(ids.Select(id => bench.Ledger[id].Status), Is.All.EqualTo(RegistrationStatus.Approved));
    }

    [Test]
    public async Task Meeting_that_one_answer_says_is_not_there_is_asked_about_again()
    {
        var asked = 0;
        bench.Zoom.OnList = (_, _, _) => ++asked == 1 ? new ReadAnswer<RegistrantPage>(ReadEnd.NotFound) : null;

        var page = await bench.Zoom.PageAsync(A.Meeting, null, ZoomStatus.Approved, "", Urgency.Sweep, underWay: false, CancellationToken.None);

        Assert.That(page.End, Is.EqualTo(ReadEnd.Found), "who believed it would believe that nobody is in");
    }

    [Test]
    public async Task Attempt_of_an_earlier_start_is_read_and_not_sent_again()
    {
        bench.Owe(Sending.Begun(A.Registration("r-1"), A.Now.AddHours(-1), epoch: 6));
        bench.Zoom.Statuses[A.Key("r-1")] = ZoomStatus.Approved;

        await bench.PassAsync();

        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(bench.Zoom.Calls, Is.Empty);
    }

    [Test]
    public async Task Registrant_whom_somebody_denied_in_Zoom_keeps_the_claim()
    {
        bench.Owe("r-1");
        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.Accepted);
        bench.Zoom.Statuses[A.Key("r-1")] = ZoomStatus.Denied;

        await bench.PassAsync();

        Assert.That((bench.Ledger["r-1"].Status, bench.Ledger["r-1"].Code), Is.EqualTo((RegistrationStatus.Denied, A.Code)));
        Assert.That(bench.Ledger.EventsOf("r-1")[^1], Is.EqualTo(HistoryEvent.DeniedInZoom));
    }

    [Test]
    public async Task Denial_that_came_too_late_is_believed_at_the_second_reading()
    {
        bench.Owe(A.Registration("r-1", RegistrationStatus.Denying));
        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.Accepted);
        bench.Zoom.Statuses[A.Key("r-1")] = ZoomStatus.Approved;

        await bench.PassAsync();
        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Denying), "a first reading may be stale");
        await bench.PassAfterAsync(TimeSpan.FromSeconds(2));

        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(bench.Ledger.EventsOf("r-1")[^1], Is.EqualTo(HistoryEvent.DenyTooLate));
    }

    [TestCase(Wish.Release, true, RegistrationStatus.Approved, null, true, HistoryEvent.ReleasedButApproved)]
    [TestCase(Wish.Release, false, RegistrationStatus.Waiting, WaitingReason.ReleasedByPerson, true, HistoryEvent.Released)]
    [TestCase(Wish.Displace, true, RegistrationStatus.Approved, null, false, HistoryEvent.UsedTwice)]
    [TestCase(Wish.Displace, false, RegistrationStatus.Waiting, WaitingReason.CodeAlreadyUsed, false, HistoryEvent.Displaced)]
    [TestCase(Wish.Deny, true, RegistrationStatus.Approved, null, false, HistoryEvent.DenyTooLate)]
    public async Task Wish_is_granted_when_the_call_is_settled(Wish wish, bool approved, RegistrationStatus becomes, WaitingReason? reason, bool frees, HistoryEvent said)
    {
        bench.Owe(Wishing(wish));
        bench.Zoom.Statuses[A.Key("r-1")] = approved ? ZoomStatus.Approved : ZoomStatus.Pending;

        await SettleAsync();

        Assert.That((bench.Ledger["r-1"].Status, bench.Ledger["r-1"].Reason), Is.EqualTo((becomes, reason)));
        Assert.That(bench.Ledger.EventsOf("r-1")[^1], Is.EqualTo(said));
        Assert.That(bench.Ledger.Stored.Select(change => change.FreedCode).OfType<string>(), Is.EqualTo(frees ? new[] { A.Code } : []));
        Assert.That(bench.Zoom.Calls, Is.Empty);
        Assert.That(bench.ProblemKinds, Is.EqualTo(wish == Wish.Displace && approved ? new[] { ProblemKind.CodeApprovedTwice } : []));
    }

    [Test]
    public async Task Denial_wished_for_during_a_call_is_sent_when_the_call_came_to_nothing()
    {
        bench.Owe(Wishing(Wish.Deny));

        await SettleAsync();
        await bench.PassAsync();

        Assert.That(bench.Zoom.Calls.Select(call => call.Action), Is.EqualTo(new[] { ZoomAction.Deny }));
        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Denied));
    }

    [Test]
    public async Task Wish_that_comes_while_the_call_is_on_its_way_is_not_lost()
    {
        bench.Owe("r-1");
        bench.Zoom.BeforeStatus = _ =>
        {
            var open = bench.Ledger["r-1"];
            bench.Ledger.Put(open with { Owed = open.Owed! with { Wish = Wish.Release } });
            return Task.CompletedTask;
        };

        await bench.PassAsync();
        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approving), "the answer was for an older version");
        await bench.PassAsync();

        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(bench.Ledger.EventsOf("r-1")[^1], Is.EqualTo(HistoryEvent.ReleasedButApproved));
        Assert.That(bench.Zoom.Calls, Has.Count.EqualTo(1));
    }

    private static Registration Wishing(Wish wish)
    {
        var begun = Sending.Begun(A.Registration("r-1"), A.Now, epoch: 7);
        return begun with { Owed = begun.Owed! with { Wish = wish } };
    }

    private async Task SettleAsync()
    {
        await bench.PassAsync();
        foreach (var wait in new[] { 2, 10, 60 })
        {
            if (bench.Ledger["r-1"].HasOpenAttempt)
            {
                await bench.PassAfterAsync(TimeSpan.FromSeconds(wait));
            }
        }
    }
}
