using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>What Zoom tells after the registration, on the real ledger.</summary>
internal sealed class DepartureTests(LedgerEngine engine) : LedgerTests(engine)
{
    [Test]
    public async Task Approval_that_Zoom_tells_of_confirms_the_call_under_way()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");

        var heard = await Hear(ledger, ZoomEvent.Approved);

        var stored = await ledger.Find("r-1");
        Assert.That(heard.Hearing, Is.EqualTo(Hearing.Confirms));
        Assert.That((stored.Status, stored.Owed), Is.EqualTo((RegistrationStatus.Approved, (OwedCall?)null)));
        Assert.That(await ledger.Registrations.HintsAsync(9), Is.Empty);
    }

    [Test]
    public async Task Release_asked_for_during_the_call_is_granted_when_Zoom_tells_of_the_approval()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");
        await ledger.Desk.ReleaseAsync("K7P2");

        await Hear(ledger, ZoomEvent.Approved);

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Unknown_registrant_is_kept_for_a_reading_and_never_made_up()
    {
        await using var ledger = await A.Ledger();

        var heard = await Hear(ledger, ZoomEvent.Approved);

        Assert.That(heard, Is.EqualTo(new Heard(Hearing.ReadFirst, null)));
        Assert.That(await ledger.Registrations.FindAsync(A.Key("r-1")), Is.Null);
        Assert.That(await ledger.Registrations.HintsAsync(9), Is.EqualTo(new[] { A.Key("r-1") }));
    }

    [Test]
    public async Task Cancellation_alone_changes_nothing()
    {
        await using var ledger = await Approved();

        var heard = await Hear(ledger, ZoomEvent.Cancelled);

        Assert.That(heard.Hearing, Is.EqualTo(Hearing.ReadFirst));
        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Cancellation_that_a_reading_bears_out_gives_the_code_back_by_the_registrants_hand()
    {
        await using var ledger = await Approved();
        await Hear(ledger, ZoomEvent.Cancelled);

        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        var stored = await ledger.Find("r-1");
        Assert.That((stored.Status, stored.Code), Is.EqualTo((RegistrationStatus.Cancelled, (string?)null)));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
        var released = (await ledger.Desk.HistoryAsync(A.Key("r-1")))[^1];
        Assert.That((released.Event, released.Actor, released.Code, released.Generation), Is.EqualTo((HistoryEvent.Released, Actor.Registrant, "K7P2", 1)));
        Assert.That(await ledger.Record(A.Registrant("r-2").With(code: "K7P2")), Is.EqualTo(new Outcome(RegistrationStatus.Approving, null)));
        Assert.That((await ledger.Find("r-2")).Generation, Is.EqualTo(2));
    }

    [Test]
    public async Task Code_given_back_goes_to_nobody_who_waited_for_it()
    {
        await using var ledger = await Approved();
        await ledger.Record(A.Registrant("late").With(code: "K7P2"));
        await Hear(ledger, ZoomEvent.Cancelled);
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        var concerned = await ledger.Lists.WaitingAsync([], ledger.Now.AddHours(1));

        Assert.That((await ledger.Find("late")).Reason, Is.EqualTo(WaitingReason.CodeAlreadyUsed));
        Assert.That(concerned, Is.Empty);
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Cancellation_that_does_not_give_back_leaves_the_code_spent()
    {
        await using var ledger = await Approved();
        await Hear(ledger, ZoomEvent.Cancelled, givesBack: false);

        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Cancelled));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
        Assert.That((await ledger.History("r-1"))[^1], Is.EqualTo(HistoryEvent.CancelledInZoom));
    }

    [Test]
    public async Task Refusal_after_the_cancellation_frees_nothing_in_whatever_order_they_come([Values] bool refusalFirst)
    {
        await using var ledger = await Approved();
        var cancelled = ledger.Now;
        var denied = cancelled.AddSeconds(1);
        ledger.Time.Advance(TimeSpan.FromSeconds(2));
        await Hear(ledger, refusalFirst ? ZoomEvent.Denied : ZoomEvent.Cancelled, at: refusalFirst ? denied : cancelled);
        await Hear(ledger, refusalFirst ? ZoomEvent.Cancelled : ZoomEvent.Denied, at: refusalFirst ? cancelled : denied);

        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Denied));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Refusal_that_was_read_before_the_cancellation_was_heard_gives_way_to_it()
    {
        await using var ledger = await Approved();
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        await Hear(ledger, ZoomEvent.Cancelled);
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Cancelled));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Release_waits_for_the_reading_of_the_call_under_way()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");
        await Hear(ledger, ZoomEvent.Cancelled);

        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);
        var during = await ledger.Holder("K7P2");
        var open = await ledger.Find("r-1");
        await ledger.Settlements.SaveAsync([(open, Sending.Denied(open, ledger.Now), HistoryEvent.DeniedInZoom)]);

        Assert.That(during, Is.EqualTo("r-1"));
        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Cancelled));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Cancellation_of_before_the_approval_frees_nothing()
    {
        await using var ledger = await Approved();
        await Hear(ledger, ZoomEvent.Cancelled, at: A.Noon.AddSeconds(-30));

        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Denied));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Registrant_who_is_pending_once_more_keeps_the_claim_and_the_cancellation_is_over()
    {
        await using var ledger = await Approved();
        await Hear(ledger, ZoomEvent.Cancelled);
        ledger.Time.Advance(TimeSpan.FromSeconds(1));

        await ledger.Record(A.Registrant("r-1").With(code: "K7P2").Swept(ledger.Now));
        await ledger.Send("r-1");
        ledger.Time.Advance(TimeSpan.FromSeconds(1));
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now); // by the host, and nobody told

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Denied));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Reading_from_before_the_approval_flips_nothing()
    {
        await using var ledger = await Approved();
        await Hear(ledger, ZoomEvent.Cancelled);

        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), A.Noon.AddSeconds(-1));

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Registrant_whom_Zoom_forgot_is_out_only_after_a_cancellation(bool cancelled)
    {
        await using var ledger = await Approved();
        if (cancelled)
        {
            await Hear(ledger, ZoomEvent.Cancelled);
        }

        await ledger.Registrations.GoneFromZoomAsync(A.Key("r-1"), ledger.Now);

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(cancelled ? RegistrationStatus.Cancelled : RegistrationStatus.Approved));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo(cancelled ? null : "r-1"));
    }

    [Test]
    public async Task Guest_who_gave_the_code_back_may_use_it_again_while_it_is_free([Values] bool taken)
    {
        await using var ledger = await Approved();
        await Hear(ledger, ZoomEvent.Cancelled);
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);
        if (taken)
        {
            await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));
        }

        ledger.Time.Advance(TimeSpan.FromMinutes(1));
        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2", registered: ledger.Now));

        Assert.That(outcome, Is.EqualTo(taken ? Outcome.Waiting(WaitingReason.CodeAlreadyUsed) : new Outcome(RegistrationStatus.Approving, null)));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo(taken ? "r-2" : "r-1"));
    }

    [Test]
    public async Task Doubtful_cancellation_is_only_a_reason_to_read()
    {
        await using var ledger = await Approved();

        await ledger.Registrations.HearAsync(Notice(ZoomEvent.Cancelled, ledger.Now), givesBack: true, doubtful: true);
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Denied));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
        Assert.That(await ledger.Registrations.HintsAsync(9), Is.EqualTo(new[] { A.Key("r-1") }));
    }

    [Test]
    public async Task Sweep_settles_a_notice_even_where_nothing_else_changed()
    {
        await using var ledger = await Approved();
        var registrant = ((Recording)A.Registrant("r-1").With(status: ZoomStatus.Approved)).Registrant;
        var before = await ledger.Registrations.UnchangedAsync(registrant.Key.Meeting, [registrant]);

        await Hear(ledger, ZoomEvent.Cancelled);
        var after = await ledger.Registrations.UnchangedAsync(registrant.Key.Meeting, [registrant]);

        Assert.That((before.Count, after.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Late_delivery_that_says_approved_does_not_undo_a_cancellation()
    {
        await using var ledger = await Approved();
        ledger.Time.Advance(TimeSpan.FromMinutes(1));
        await Hear(ledger, ZoomEvent.Cancelled);
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        await ledger.Adopt(A.Registrant("r-1").With(code: "K7P2", observed: A.Noon), "K7P2");

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Cancelled));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    // a minute before now, so that what follows comes after it
    private static async Task<TestLedger> Approved()
    {
        var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Send("r-1");
        ledger.Time.Advance(TimeSpan.FromMinutes(1));
        return ledger;
    }

    private static Task<Heard> Hear(TestLedger ledger, ZoomEvent happened, bool givesBack = true, DateTimeOffset? at = null) =>
        ledger.Registrations.HearAsync(Notice(happened, at ?? ledger.Now), givesBack, doubtful: false);

    private static Notice Notice(ZoomEvent happened, DateTimeOffset at) => new(A.Key("r-1"), happened, at, [], ByRegistrant: true);
}
