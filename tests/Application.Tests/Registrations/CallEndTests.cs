using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Registrations;

/// <summary>What each answer to a status call does to the registrations in it.</summary>
internal sealed class CallEndTests
{
    private readonly SendBench bench = new();

    /// <param name="Wait">Seconds until the next try.</param>
    /// <param name="Open">Whether only a reading can tell now.</param>
    internal sealed record Effect(StatusAnswer Answer, int Wait, bool Open, int CallsToday, ProblemKind Problem, int? PausedFor, bool Everybody = false)
    {
        public override string ToString() => Answer.RetryAfter is null ? $"{Answer.End}" : $"{Answer.End} with Retry-After";
    }

    private static readonly Effect[] Effects =
    [
        new(new(CallEnd.NotSent, "no connection"), 1, false, 0, ProblemKind.ZoomUnreachable, 1),
        new(new(CallEnd.NotSent, "", TimeSpan.FromSeconds(30)), 30, false, 0, ProblemKind.ZoomUnreachable, 1),
        new(new(CallEnd.TooManyCalls), 1, false, 0, ProblemKind.ZoomQuota, 1, Everybody: true),
        new(new(CallEnd.TooManyCalls, "", TimeSpan.FromSeconds(9)), 9, false, 0, ProblemKind.ZoomQuota, 9, Everybody: true),
        new(new(CallEnd.DailyLimit), 7 * 3600 + 60, false, 1, ProblemKind.ZoomDailyLimit, null),
        new(new(CallEnd.MeetingRefused, "3161"), 1, false, 1, ProblemKind.MeetingRefused, 60),
        new(new(CallEnd.PermissionRefused, "", null, ["scope"]), 1, false, 0, ProblemKind.ZoomScopeMissing, 60),
        new(new(CallEnd.Unknown, "503"), 2, true, 1, ProblemKind.ZoomUnreachable, 1),
    ];

    [TestCaseSource(nameof(Effects))]
    public async Task Answer_has_its_effect(Effect effect)
    {
        bench.Owe("r-1", "r-2");
        bench.Zoom.OnStatus = _ => effect.Answer;

        await bench.PassAsync();

        Assert.That(bench.Zoom.Calls, Has.Count.EqualTo(1));
        foreach (var one in new[] { bench.Ledger["r-1"], bench.Ledger["r-2"] })
        {
            Assert.That(one.Status, Is.EqualTo(RegistrationStatus.Approving), "nobody changes state");
            Assert.That(one.Code, Is.EqualTo(A.Code), "and no code is freed");
            Assert.That(one.Owed!.NextAttemptAt, Is.EqualTo(A.Now.AddSeconds(effect.Wait)));
            Assert.That(one.HasOpenAttempt, Is.EqualTo(effect.Open));
            Assert.That(one.CallsToday, Is.EqualTo(effect.CallsToday));
        }

        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { effect.Problem }));
        Assert.That(bench.Pauses.NextEnd(), Is.EqualTo(effect.PausedFor is { } seconds ? A.Now.AddSeconds(seconds) : null));
        Assert.That(bench.Pauses.Paused([A.Other]), Has.Count.EqualTo(effect.Everybody ? 1 : 0));
        Assert.That(bench.Zoom.Reads, Is.Empty);
    }

    [Test]
    public async Task Accepted_call_ends_pause_and_problem()
    {
        bench.Owe("r-1");
        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.NotSent);
        await bench.PassAsync();
        bench.Zoom.OnStatus = _ => null;

        await bench.PassAfterAsync(TimeSpan.FromSeconds(2));

        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(bench.Problems.All, Is.Empty);
        Assert.That(bench.Pauses.NextEnd(), Is.Null);
    }

    [Test]
    public async Task Call_that_may_have_happened_is_read_and_not_sent_again()
    {
        bench.Owe("r-1");
        bench.Zoom.OnStatus = call =>
        {
            bench.Zoom.Statuses[A.Key("r-1")] = ZoomStatus.Approved;
            return new StatusAnswer(CallEnd.Unknown, "reset");
        };
        await bench.PassAsync();

        await bench.PassAfterAsync(TimeSpan.FromSeconds(2));

        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(bench.Zoom.Calls, Has.Count.EqualTo(1));
        Assert.That(bench.Problems.All, Is.Empty, "Zoom answered: it is not away any more");
    }

    [Test]
    public async Task Rest_of_the_batches_stays_owed_when_the_first_fails_as_a_whole()
    {
        bench.Owe(Enumerable.Range(0, 60).Select(i => $"r-{i:D2}"));
        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.MeetingRefused);

        await bench.PassAsync();

        Assert.That(bench.Zoom.Calls, Has.Count.EqualTo(1));
        Assert.That(bench.Ledger["r-59"].CallsToday, Is.Zero);
    }

    [Test]
    public async Task Refused_meeting_is_probed_with_one_registrant_who_was_tried_least()
    {
        bench.Owe("r-1", "r-2", "r-3");
        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.MeetingRefused);
        await bench.PassAsync();
        bench.Owe("r-4");

        await bench.PassAfterAsync(TimeSpan.FromMinutes(1));
        Assert.That(bench.Zoom.Calls[^1].Registrants.Select(one => one.Id), Is.EqualTo(new[] { "r-4" }));
        bench.Zoom.OnStatus = _ => null;
        await bench.PassAfterAsync(TimeSpan.FromMinutes(2));
        await bench.PassAsync();

        Assert.That(new[] { "r-1", "r-2", "r-3", "r-4" }.Select(id => bench.Ledger[id].Status), Is.All.EqualTo(RegistrationStatus.Approved));
        Assert.That(bench.Problems.All, Is.Empty);
    }

    [Test]
    public async Task Daily_limit_waits_for_Zooms_midnight_by_Zooms_clock()
    {
        bench.Owe("r-1");
        var zoomTime = A.Now.AddMinutes(-5); // our clock is five minutes ahead
        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.DailyLimit, ZoomTime: zoomTime);

        await bench.PassAsync();

        Assert.That(bench.Ledger["r-1"].Owed!.NextAttemptAt, Is.EqualTo(new DateTimeOffset(2026, 11, 24, 0, 6, 0, TimeSpan.Zero)));
    }

    [Test]
    public async Task Daily_limit_that_still_holds_after_midnight_is_tried_every_quarter_of_an_hour()
    {
        bench.Owe("r-1");
        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.DailyLimit);
        await bench.PassAsync();
        var first = bench.Ledger["r-1"].Owed!.NextAttemptAt;
        Assert.That(first, Is.EqualTo(new DateTimeOffset(2026, 11, 24, 0, 1, 0, TimeSpan.Zero)));

        await bench.PassAfterAsync(first - A.Now);
        Assert.That(bench.Ledger["r-1"].Owed!.NextAttemptAt, Is.EqualTo(first.AddMinutes(15)));
        await bench.PassAfterAsync(TimeSpan.FromMinutes(15));

        Assert.That(bench.Ledger["r-1"].Owed!.NextAttemptAt, Is.EqualTo(first.AddMinutes(30)));
    }

    [Test]
    public async Task One_registrant_over_the_daily_limit_does_not_hold_up_the_others()
    {
        bench.Owe("r-1", "r-2", "r-3");
        bench.Zoom.OnStatus = call => call.Registrants.Any(one => one.Id == "r-2")
            ? new StatusAnswer(CallEnd.DailyLimit, "429 for the registrant r-2", ZoomTime: A.Now)
            : null;

        await bench.PassAsync();
        await bench.PassAsync();

        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(bench.Ledger["r-3"].Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(bench.Ledger["r-2"].Owed!.NextAttemptAt, Is.EqualTo(new DateTimeOffset(2026, 11, 24, 0, 1, 0, TimeSpan.Zero)));
    }

    [Test]
    public async Task Only_whom_Zoom_names_waits_for_tomorrow_when_a_daily_limit_is_reached()
    {
        bench.Owe("r-1", "r-2", "r-3");
        bench.Zoom.OnStatus = call => call.Registrants.Any(one => one.Id == "r-2") && call.Registrants.Count > 1
            ? new StatusAnswer(CallEnd.DailyLimit, "429: daily rate limit for the registrant (r-2)", ZoomTime: A.Now)
            : null;

        await bench.PassAsync();
        await bench.PassAsync();

        Assert.That(bench.Zoom.Calls.Select(call => call.Registrants.Count), Is.EqualTo(new[] { 3, 2 }), "the others go on together");
        Assert.That(bench.Ledger["r-2"].Owed!.NextAttemptAt, Is.EqualTo(new DateTimeOffset(2026, 11, 24, 0, 1, 0, TimeSpan.Zero)));
        Assert.That(new[] { "r-1", "r-3" }.Select(id => bench.Ledger[id].Status), Is.All.EqualTo(RegistrationStatus.Approved));
    }

    [TestCase(CallEnd.TooManyCalls)]
    [TestCase(CallEnd.PermissionRefused)]
    public async Task Calls_turned_away_at_Zooms_door_do_not_leave_people_waiting_until_midnight(CallEnd turnedAway)
    {
        bench.Owe("r-1");
        bench.Zoom.OnStatus = _ => new StatusAnswer(turnedAway);
        for (var i = 0; i < 8; i++)
        {
            await bench.PassAfterAsync(TimeSpan.FromMinutes(16));
        }

        bench.Zoom.OnStatus = _ => null;
        await bench.PassAfterAsync(TimeSpan.FromMinutes(16));

        Assert.That(bench.Zoom.Calls, Has.Count.EqualTo(9));
        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
    }

    [TestCase(CallEnd.MeetingRefused)]
    [TestCase(CallEnd.DailyLimit)]
    [TestCase(CallEnd.TooManyCalls)]
    public async Task Trouble_of_a_meeting_is_over_when_nothing_is_owed_for_it_any_more(CallEnd end)
    {
        bench.Owe("r-1");
        bench.Zoom.OnStatus = _ => new StatusAnswer(end);
        await bench.PassAsync();
        Assert.That(bench.Problems.All, Has.Count.EqualTo(1));
        bench.Owe(bench.Ledger["r-1"] with { Status = RegistrationStatus.Approved, Owed = null }); // a person approved them in Zoom

        await bench.PassAsync();

        Assert.That(bench.Problems.All, Is.Empty);
    }

    [Test]
    public async Task Call_without_an_answer_is_made_again_after_one_reading_of_one_of_its_people()
    {
        var ids = Enumerable.Range(0, 10).Select(i => $"r-{i}").ToArray();
        bench.Owe(ids);
        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.Unknown, "503");
        await bench.PassAsync();
        bench.Zoom.OnStatus = _ => null;

        await bench.PassAfterAsync(TimeSpan.FromSeconds(2));
        Assert.That(bench.Zoom.Reads, Has.Count.EqualTo(1));
        await bench.PassAfterAsync(TimeSpan.FromSeconds(1));

        Assert.That(bench.Zoom.Calls.Select(call => (call.Registrants.Count, call.IdOnly)), Is.EqualTo(new[] { (10, false), (10, false) }));
        Assert.That(ids.Select(id => bench.Ledger[id].Status), Is.All.EqualTo(RegistrationStatus.Approved));
    }

    [Test]
    public async Task Refused_batch_goes_once_more_together_then_alone_and_only_the_culprit_waits()
    {
        var ids = Enumerable.Range(1, 5).Select(i => $"r-{i}").ToArray();
        bench.Owe(ids);
        bench.Zoom.OnStatus = call => call.Registrants.Any(one => one.Id == "r-3") ? new StatusAnswer(CallEnd.RegistrantRefused, "300 Validation Failed.") : null;

        await bench.PassAsync();
        Assert.That(bench.Zoom.Calls.Select(call => call.Registrants.Count), Is.EqualTo(new[] { 5 }));
        Assert.That(bench.Zoom.Reads, Is.EquivalentTo(ids.Select(id => $"get {id}")), "read back before anything is sent again");
        await bench.PassAsync();
        Assert.That(bench.Zoom.Calls.Select(call => call.Registrants.Count), Is.EqualTo(new[] { 5, 5 }));
        await bench.PassAsync();

        Assert.That(bench.Zoom.Calls.Select(call => call.Registrants.Count), Is.EqualTo(new[] { 5, 5, 1, 1, 1, 1, 1 }));
        Assert.That(ids.Where(id => id != "r-3").Select(id => bench.Ledger[id].Status), Is.All.EqualTo(RegistrationStatus.Approved));
        var culprit = bench.Ledger["r-3"];
        Assert.That((culprit.Status, culprit.Reason, culprit.ZoomWords), Is.EqualTo((RegistrationStatus.Waiting, (WaitingReason?)WaitingReason.ZoomRefused, "300 Validation Failed.")));
        Assert.That(culprit.Code, Is.EqualTo(A.Code), "a refusal frees nothing");
        Assert.That(culprit.Owed, Is.Null);
        Assert.That(bench.ProblemKinds, Is.EqualTo(new[] { ProblemKind.RegistrantRefused }));
        Assert.That(bench.Zoom.Calls, Is.All.Matches<Fakes.StatusCall>(call => !call.IdOnly), "a refused call was not ignored");
    }

    [Test]
    public async Task Registrant_whom_somebody_denied_meanwhile_drops_out_of_the_refused_batch()
    {
        bench.Owe("r-1", "r-2");
        bench.Zoom.Statuses[A.Key("r-1")] = ZoomStatus.Denied;
        bench.Zoom.OnStatus = call => call.Registrants.Any(one => one.Id == "r-1") ? new StatusAnswer(CallEnd.RegistrantRefused, "300") : null;

        await bench.PassAsync();
        await bench.PassAsync();

        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Denied));
        Assert.That(bench.Ledger["r-2"].Status, Is.EqualTo(RegistrationStatus.Approved));
    }

    [TestCase(RegistrationStatus.Approving, ZoomStatus.Approved, RegistrationStatus.Approved, HistoryEvent.Confirmed)]
    [TestCase(RegistrationStatus.Approving, ZoomStatus.Denied, RegistrationStatus.Denied, HistoryEvent.DeniedInZoom)]
    [TestCase(RegistrationStatus.Approving, ZoomStatus.Pending, RegistrationStatus.Waiting, HistoryEvent.CallRefused)]
    [TestCase(RegistrationStatus.Denying, ZoomStatus.Denied, RegistrationStatus.Denied, HistoryEvent.Confirmed)]
    [TestCase(RegistrationStatus.Denying, ZoomStatus.Approved, RegistrationStatus.Approved, HistoryEvent.DenyTooLate)]
    public async Task Registrant_refused_alone_is_looked_at_before_a_person_must(
        RegistrationStatus was, ZoomStatus inZoom, RegistrationStatus becomes, HistoryEvent said)
    {
        bench.Owe(A.Registration("r-1", was));
        bench.Zoom.Statuses[A.Key("r-1")] = inZoom;
        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.RegistrantRefused, "300");

        await bench.PassAsync();

        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(becomes));
        Assert.That(bench.Ledger.EventsOf("r-1")[^1], Is.EqualTo(said));
    }

    [Test]
    public async Task Registrant_refused_alone_whom_Zoom_cannot_show_is_not_judged_by_it()
    {
        bench.Owe("r-1");
        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.RegistrantRefused, "300");
        bench.Zoom.OnGet = _ => new ReadAnswer<Registrant?>(ReadEnd.Failed);

        await bench.PassAsync();

        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That(bench.Ledger["r-1"].Owed!.NextAttemptAt, Is.EqualTo(A.Now.AddSeconds(2)));
    }
}
