using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

internal sealed class DeskTests(LedgerEngine engine) : LedgerTests(engine)
{
    [Test]
    public async Task Release_after_a_call_that_did_nothing_as_yet_is_promised_only_when_it_can_land_no_more()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");
        await ledger.ReadBack("r-1", ZoomStatus.Pending);

        var answer = await ledger.Desk.ReleaseAsync("K7P2");
        var late = await ledger.ReadBack("r-1", ZoomStatus.Approved);

        Assert.That((answer.End, late.Status, await ledger.Holder("K7P2")), Is.EqualTo((DeskEnd.AfterReadBack, RegistrationStatus.Approved, (string?)null)));
    }

    [Test]
    public async Task Person_admits_without_a_code_and_spends_none()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1"));

        var answer = await ledger.Desk.ApproveAsync(A.Key("r-1"), null);

        var stored = await ledger.Find("r-1");
        Assert.That(answer, Is.EqualTo(new DeskAnswer(DeskEnd.Done, answer.Registration)));
        Assert.That((stored.Status, stored.Source, stored.Code, stored.Owed?.Action), Is.EqualTo((RegistrationStatus.Approving, Source.Person, (string?)null, ZoomAction.Approve)));
        Assert.That(await ledger.History("r-1"), Is.EqualTo(new[] { HistoryEvent.Decided, HistoryEvent.ApproveAsked }));
    }

    [Test]
    public async Task Person_admits_with_a_code_and_spends_it()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1"));

        await ledger.Desk.ApproveAsync(A.Key("r-1"), "K7P2");

        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
        Assert.That(await ledger.Record(A.Registrant("r-2").With(code: "K7P2")), Is.EqualTo(Outcome.Waiting(WaitingReason.CodeAlreadyUsed)));
    }

    [Test]
    public async Task Person_cannot_spend_a_code_that_somebody_holds()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Record(A.Registrant("r-2"));

        var answer = await ledger.Desk.ApproveAsync(A.Key("r-2"), "K7P2");

        Assert.That(answer.End, Is.EqualTo(DeskEnd.CodeTaken));
        Assert.That((await ledger.Find("r-2")).Status, Is.EqualTo(RegistrationStatus.Waiting));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Admitting_again_is_done_already()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        var before = await ledger.Find("r-1");

        var answers = new[] { await ledger.Desk.ApproveAsync(A.Key("r-1"), null), await ledger.Desk.ApproveAsync(A.Key("r-1"), "K7P2"), await ledger.Desk.ApproveAsync(A.Key("r-1"), "M3M3") };

        Assert.That(answers.Select(answer => answer.End), Is.EqualTo(new[] { DeskEnd.Done, DeskEnd.Done, DeskEnd.NotPossible }));
        Assert.That((await ledger.Find("r-1")).Version, Is.EqualTo(before.Version));
    }

    [Test]
    public async Task Nobody_known_is_not_found()
    {
        await using var ledger = await A.Ledger();

        var answers = new[] { await ledger.Desk.ApproveAsync(A.Key("r-1"), null), await ledger.Desk.DenyAsync(A.Key("r-1")), await ledger.Desk.ReleaseAsync("K7P2") };

        Assert.That(answers, Is.All.EqualTo(new DeskAnswer(DeskEnd.NotFound, null)));
    }

    [Test]
    public async Task Person_denies_and_Zoom_is_to_be_told_while_the_claim_stays()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        var answer = await ledger.Desk.DenyAsync(A.Key("r-1"));

        Assert.That(answer.End, Is.EqualTo(DeskEnd.Done));
        Assert.That((answer.Registration!.Status, answer.Registration.Owed?.Action), Is.EqualTo((RegistrationStatus.Denying, ZoomAction.Deny)));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
        Assert.That((await ledger.Desk.DenyAsync(A.Key("r-1"))).End, Is.EqualTo(DeskEnd.Done));
        Assert.That((await ledger.Desk.ApproveAsync(A.Key("r-1"), null)).End, Is.EqualTo(DeskEnd.NotPossible));
    }

    [Test]
    public async Task Person_cannot_deny_whom_Zoom_has_let_in()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Send("r-1");

        var answer = await ledger.Desk.DenyAsync(A.Key("r-1"));

        Assert.That(answer.End, Is.EqualTo(DeskEnd.NotPossible));
        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Approved));
    }

    [Test]
    public async Task Denial_in_a_dry_run_is_done_at_once()
    {
        await using var ledger = await A.Ledger(dryRun: true);
        await ledger.Record(A.Registrant("r-1"));

        await ledger.Desk.DenyAsync(A.Key("r-1"));

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Denied));
    }

    [TestCase(ZoomStatus.Pending, RegistrationStatus.Denying)]
    [TestCase(ZoomStatus.Approved, RegistrationStatus.Approved)]
    [TestCase(ZoomStatus.Denied, RegistrationStatus.Denied)]
    public async Task Denial_while_a_call_is_open_waits_for_the_reading(ZoomStatus seen, RegistrationStatus end)
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");

        var answer = await ledger.Desk.DenyAsync(A.Key("r-1"));
        var during = (await ledger.Find("r-1")).Status;
        var after = await ledger.ReadBack("r-1", seen);

        Assert.That((answer.End, during, after.Status), Is.EqualTo((DeskEnd.AfterReadBack, RegistrationStatus.Approving, end)));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"), "a denial frees nothing");
        if (seen == ZoomStatus.Approved)
        {
            Assert.That(await ledger.History("r-1"), Does.Contain(HistoryEvent.DenyTooLate));
        }
    }

    [Test]
    public async Task Release_before_any_call_takes_the_code_and_lets_the_registrant_wait()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        var answer = await ledger.Desk.ReleaseAsync("K7P2");

        var stored = await ledger.Find("r-1");
        Assert.That(answer.End, Is.EqualTo(DeskEnd.Done));
        Assert.That((stored.Status, stored.Reason, stored.Code, stored.Owed), Is.EqualTo((RegistrationStatus.Waiting, (WaitingReason?)WaitingReason.ReleasedByPerson, (string?)null, (OwedCall?)null)));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
        var entry = (await ledger.Desk.HistoryAsync(A.Key("r-1")))[^1];
        Assert.That((entry.Event, entry.Actor, entry.Code, entry.Generation), Is.EqualTo((HistoryEvent.Released, Actor.Api, "K7P2", 1)));
    }

    [Test]
    public async Task Release_of_a_code_whose_user_is_in_leaves_her_in()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Send("r-1");

        var answer = await ledger.Desk.ReleaseAsync("K7P2");

        Assert.That(answer.End, Is.EqualTo(DeskEnd.StaysApproved));
        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That((await ledger.Record(A.Registrant("r-2").With(code: "K7P2"))).Status, Is.EqualTo(RegistrationStatus.Approving));
    }

    [Test]
    public async Task Release_of_a_denied_registrants_code_frees_it()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        var answer = await ledger.Desk.ReleaseAsync("K7P2");

        Assert.That(answer.End, Is.EqualTo(DeskEnd.Done));
        Assert.That((answer.Registration!.Status, answer.Registration.Code), Is.EqualTo((RegistrationStatus.Denied, (string?)null)));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Release_while_a_denial_is_owed_keeps_the_denial_owed()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Desk.DenyAsync(A.Key("r-1"));

        await ledger.Desk.ReleaseAsync("K7P2");

        var stored = await ledger.Find("r-1");
        Assert.That((stored.Status, stored.Owed?.Action, stored.Code), Is.EqualTo((RegistrationStatus.Denying, (ZoomAction?)ZoomAction.Deny, (string?)null)));
    }

    [TestCase(ZoomStatus.Pending, RegistrationStatus.Waiting, HistoryEvent.Released)]
    [TestCase(ZoomStatus.Approved, RegistrationStatus.Approved, HistoryEvent.ReleasedButApproved)]
    [TestCase(ZoomStatus.Denied, RegistrationStatus.Denied, HistoryEvent.Released)]
    public async Task Release_while_a_call_is_open_frees_the_code_after_the_reading(ZoomStatus seen, RegistrationStatus end, HistoryEvent said)
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");

        var answer = await ledger.Desk.ReleaseAsync("K7P2");
        var during = await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));
        var after = await ledger.ReadBack("r-1", seen);

        Assert.Multiple(() =>
        {
            Assert.That(answer.End, Is.EqualTo(DeskEnd.AfterReadBack));
            Assert.That(during, Is.EqualTo(Outcome.Waiting(WaitingReason.CodeAlreadyUsed)));
            Assert.That(after.Status, Is.EqualTo(end));
        });
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
        Assert.That((await ledger.History("r-1"))[^1], Is.EqualTo(said));
    }

    [Test]
    public async Task Freed_code_admits_nobody_who_waited_for_it()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));
        await ledger.Desk.ReleaseAsync("K7P2");

        var again = await ledger.Record(A.Registrant("r-2").With(code: "K7P2", remark: "please", registered: A.Noon.AddMinutes(5)));

        Assert.That((again.Status, again.Reason), Is.EqualTo((RegistrationStatus.Waiting, (WaitingReason?)WaitingReason.CodeAlreadyUsed)));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Search_takes_percent_and_underscore_as_letters()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(name: "100% Ana"));
        await ledger.Record(A.Registrant("r-2").With(email: "a_b@example.org"));
        await ledger.Record(A.Registrant("r-3").With(email: "axb@example.org", name: @"back\slash"));

        var found = new[] { await Search(ledger, "%"), await Search(ledger, "a_b"), await Search(ledger, @"\"), await Search(ledger, "' or 1=1 --") };

        Assert.That(found, Is.EqualTo((string[])["r-1", "r-2", "r-3", ""]));
    }

    [TestCase("pérez", "r-1")]
    [TestCase("PéREZ", "r-1")]
    [TestCase("PÉREZ", "")] // no letter with an accent is another's capital, in a file and in a database of any language
    [TestCase("ANA P", "r-1")]
    [TestCase("R-1@EXAMPLE", "r-1")]
    [TestCase("k7p", "r-1")]
    [TestCase("r-1", "r-1")]
    [TestCase("nobody", "")]
    public async Task Search_finds_names_addresses_codes_and_ids_without_regard_to_case(string text, string found)
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        Assert.That(await Search(ledger, text), Is.EqualTo(found));
    }

    [Test]
    public async Task Search_pages_through_everything_once_and_counts_all()
    {
        await using var ledger = await A.Ledger();
        for (var number = 0; number < 5; number++)
        {
            await ledger.Record(A.Registrant($"r-{number}"));
        }

        List<RegistrationPage> pages = [];
        for (var page = 1; page <= 4; page++)
        {
            pages.Add(await ledger.Desk.SearchAsync(new RegistrationFilter(null, null, null, null, page, 2)));
        }

        Assert.That(pages.Select(page => page.Items.Count), Is.EqualTo((int[])[2, 2, 1, 0]));
        Assert.That(pages.Select(page => page.Total), Is.All.EqualTo(5));
        Assert.That(pages.SelectMany(page => page.Items).Select(item => item.Key.RegistrantId).Distinct().Count(), Is.EqualTo(5));
    }

    [Test]
    public async Task Search_filters_by_status_reason_and_meeting()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));
        await ledger.Record(A.Registrant("r-3"));

        var waiting = await ledger.Desk.SearchAsync(new RegistrationFilter(RegistrationStatus.Waiting, null, A.Meeting.Id, null, 1, 10));
        var used = await ledger.Desk.SearchAsync(new RegistrationFilter(null, WaitingReason.CodeAlreadyUsed, null, null, 1, 10));
        var elsewhere = await ledger.Desk.SearchAsync(new RegistrationFilter(null, null, 1, null, 1, 10));

        Assert.That((waiting.Total, used.Total, elsewhere.Total), Is.EqualTo((2, 1, 0)));
    }

    [Test]
    public async Task Counts_say_what_is_owed_and_since_when()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        ledger.Time.Advance(TimeSpan.FromMinutes(1));
        await ledger.Record(A.Registrant("r-2").With(code: "M3M3"));
        await ledger.Record(A.Registrant("r-3").Swept(A.Noon));
        await ledger.Lists.OweMarksAsync(["K7P2"]); // again: owed since the first time

        var counts = await ledger.Desk.CountsAsync();

        Assert.Multiple(() =>
        {
            Assert.That(counts.ByStatus[RegistrationStatus.Approving], Is.EqualTo(2));
            Assert.That(counts.ByStatus[RegistrationStatus.Waiting], Is.EqualTo(1));
            Assert.That((counts.OwedToZoom, counts.OldestOwed, counts.OwedMarks), Is.EqualTo((2, (DateTimeOffset?)A.Noon, 2)));
            Assert.That(counts.OldestOwedMark, Is.EqualTo(A.Noon));
            Assert.That(counts.LastDelivery, Is.EqualTo(A.Noon.AddMinutes(1)));
        });
    }

    [Test]
    public async Task Holders_may_be_asked_for_the_same_code_twice()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        var holders = await ledger.Desk.HoldersAsync(["K7P2", "K7P2", "NONE"]);

        Assert.That(holders.Keys, Is.EqualTo((string[])["K7P2"]));
        Assert.That(holders["K7P2"], Is.EqualTo((ClaimHolder[])[new ClaimHolder(A.Key("r-1"), RegistrationStatus.Approving, 1)]));
    }

    private static async Task<string> Search(TestLedger ledger, string text) => string.Join(
        ',', (await ledger.Desk.SearchAsync(new RegistrationFilter(null, null, null, text, 1, 10))).Items.Select(item => item.Key.RegistrantId));

    [Test]
    public async Task Codes_met_anywhere_are_known_whatever_became_of_them()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("spent").With(code: "SPENT"));
        await ledger.Record(A.Registrant("freed").With(code: "FREED"));
        await ledger.Desk.ReleaseAsync("FREED");
        await ledger.Record(A.Registrant("typed").With(candidates: ["TYPED"], waits: WaitingReason.UnknownCode));
        await ledger.Lists.SaveCopyAsync(new ListPlace("sheet", "1"), A.Noon, [new Invitation("LISTED", 2, new Session("1"))], []);

        var used = await ledger.Desk.EverUsedAsync(["SPENT", "FREED", "TYPED", "LISTED", "NEW"]);

        Assert.That(used, Is.EquivalentTo(new[] { "SPENT", "FREED", "TYPED", "LISTED" }));
        Assert.That(UsedCodes.Among(ledger.Settings, ["LISTED", "NEW"]), Is.EqualTo(new[] { "LISTED" }), "beside a running service");
    }
}
