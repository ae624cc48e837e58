using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

internal sealed class ListTests(LedgerEngine engine) : LedgerTests(engine)
{
    private static readonly ListPlace Sheet = new("sheet", "0");
    private static readonly DateTimeOffset Later = A.Noon.AddMinutes(10);

    [Test]
    public async Task List_that_was_never_read_has_no_copy()
    {
        await using var ledger = await A.Ledger();

        Assert.That(await ledger.Lists.LoadCopyAsync(), Is.Null);
    }

    [Test]
    public async Task Copy_comes_back_as_it_was_saved()
    {
        await using var ledger = await A.Ledger();
        Invitation[] invitations = [
            new("A1", 0, new Session("02"), IsSpent: true, ExpiresAt: Later, Holder: "a@example.org", IsOnHold: true), new("B2", 0, Session.None, IsAmbiguous: true, IsUnreadable: true)];

        await ledger.Lists.SaveCopyAsync(Sheet, A.Noon, invitations, []);

        var copy = await ledger.Lists.LoadCopyAsync();
        Assert.That((copy!.Place, copy.BeganAt), Is.EqualTo((Sheet, A.Noon)));
        Assert.That(copy.Invitations.OrderBy(one => one.Code, StringComparer.Ordinal), Is.EqualTo(invitations));
    }

    [Test]
    public async Task Copy_takes_changes_and_removals_and_keeps_the_rest()
    {
        await using var ledger = await A.Ledger();
        await ledger.Lists.SaveCopyAsync(Sheet, A.Noon, [new("A1", 0, Session.None), new("B2", 0, Session.None), new("C3", 0, Session.None)], []);

        await ledger.Lists.SaveCopyAsync(Sheet with { Tab = "7" }, Later, [new("B2", 0, new Session("9"))], ["C3", "unknown"]);

        var copy = await ledger.Lists.LoadCopyAsync();
        Assert.That(copy!.Invitations.Select(one => (one.Code, one.Session.Key)).Order(), Is.EqualTo(((string, string)[])[("A1", ""), ("B2", "9")]));
        Assert.That((copy.Place.Tab, copy.BeganAt), Is.EqualTo(("7", Later)));
    }

    [Test]
    public async Task Copy_of_five_thousand_rows_is_stored_in_pieces()
    {
        await using var ledger = await A.Ledger();

        await ledger.Lists.SaveCopyAsync(Sheet, A.Noon, [.. Enumerable.Range(0, 5_000).Select(number => new Invitation($"CODE{number}", 0, Session.None))], []);

        Assert.That((await ledger.Lists.LoadCopyAsync())!.Invitations, Has.Count.EqualTo(5_000));
    }

    [Test]
    public async Task Copies_of_two_lists_do_not_mix()
    {
        using var folder = new TempFolder();
        await using (var before = await A.Ledger(folder: folder))
        {
            await before.Lists.SaveCopyAsync(Sheet, A.Noon, [new("A1", 0, Session.None)], []);
        }

        await using var ledger = await A.Ledger(list: "next event", folder: folder);

        Assert.That(await ledger.Lists.LoadCopyAsync(), Is.Null);
    }

    [Test]
    public async Task Change_of_a_code_concerns_those_who_wait_with_it_and_those_not_yet_judged_for_good()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("meant").With(candidates: ["K7P2"], waits: WaitingReason.UnknownCode, judged: Later));
        await ledger.Record(A.Registrant("other").With(candidates: ["M3M3"], waits: WaitingReason.UnknownCode, judged: Later));
        await ledger.Record(A.Registrant("provisional").With(registered: A.Noon.AddHours(-1)));
        await ledger.Record(A.Registrant("in").With(code: "K7P2"));

        var waiting = await ledger.Lists.WaitingAsync(["K7P2"], Later);
        var tooEarly = await ledger.Lists.WaitingAsync([], A.Noon);
        var all = await ledger.Lists.WaitingAsync(null, Later);

        Assert.Multiple(() =>
        {
            Assert.That(waiting.Select(one => one.Key.RegistrantId), Is.EqualTo((string[])["provisional", "meant"]), "earliest registration first");
            Assert.That(tooEarly, Is.Empty, "a reading that began before the registration came settles nothing");
            Assert.That(all.Select(one => one.Key.RegistrantId), Is.EquivalentTo((string[])["meant", "other", "provisional"]));
        });
    }

    [Test]
    public async Task Corrected_row_admits_only_the_earliest_who_waits_for_it()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("late").With(candidates: ["K7P2"], waits: WaitingReason.UnknownCode, registered: A.Noon));
        await ledger.Record(A.Registrant("early").With(candidates: ["K7P2"], waits: WaitingReason.UnknownCode, registered: A.Noon.AddHours(-1)));

        var admitted = await Judge(ledger, "K7P2", Decision.Approve("K7P2"));

        Assert.That(admitted, Is.EqualTo(1));
        Assert.That((await ledger.Find("early")).Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That((await ledger.Find("late")).Reason, Is.EqualTo(WaitingReason.CodeAlreadyUsed));
        Assert.That((await ledger.History("early"))[^1], Is.EqualTo(HistoryEvent.JudgedAgain));
    }

    [Test]
    public async Task Judgement_from_an_older_version_is_left_alone()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(candidates: ["K7P2"], waits: WaitingReason.UnknownCode));
        var from = await ledger.Find("r-1");
        await ledger.Desk.DenyAsync(A.Key("r-1"));

        var admitted = await ledger.Lists.JudgeAsync([new Judgement(from, Decision.Approve("K7P2"), ["K7P2"], Later)]);

        Assert.That(admitted, Is.Zero);
        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Denying));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Judgement_that_changes_nothing_settles_and_is_no_history()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(candidates: ["K7P2"], waits: WaitingReason.UnknownCode));

        await Judge(ledger, "K7P2", Decision.Wait(WaitingReason.UnknownCode));

        var stored = await ledger.Find("r-1");
        Assert.That((stored.IsFinal, stored.DecidedAt), Is.EqualTo((true, (DateTimeOffset?)A.Noon)));
        Assert.That(await ledger.History("r-1"), Has.Length.EqualTo(1));
        Assert.That(await ledger.Lists.WaitingAsync([], Later.AddHours(1)), Is.Empty);
    }

    [Test]
    public async Task Mark_is_owed_from_the_claim_until_it_is_settled()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        var owed = (await ledger.Lists.MarksAsync(Sheet, null))["K7P2"];
        var standing = new MarkBase(new MarkedCells(new Mark("PENDING", "r-1"), "print"), null);

        await ledger.Lists.SaveMarksAsync(Sheet, [new MarkStep("K7P2", standing, owed.OwedVersion)]);

        var settled = (await ledger.Lists.MarksAsync(Sheet, ["K7P2"]))["K7P2"];
        Assert.That((owed.Holder?.Key, owed.Base, owed.OwedVersion), Is.EqualTo(((RegistrationKey?)A.Key("r-1"), (MarkBase?)null, (long?)1)));
        Assert.That((settled.Base, settled.OwedVersion), Is.EqualTo((standing, (long?)null)));
        Assert.That(await ledger.Lists.MarksAsync(Sheet, null), Is.Empty);
    }

    [Test]
    public async Task Mark_that_changed_while_it_was_written_stays_owed()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        var owed = (await ledger.Lists.MarksAsync(Sheet, null))["K7P2"];
        await ledger.Send("r-1");

        await ledger.Lists.SaveMarksAsync(Sheet, [new MarkStep("K7P2", null, owed.OwedVersion)]);

        Assert.That((await ledger.Lists.MarksAsync(Sheet, null)).Keys, Is.EqualTo((string[])["K7P2"]));
    }

    [Test]
    public async Task Code_released_while_its_mark_was_settled_owes_the_emptying()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await Settle(ledger);
        await ledger.Desk.ReleaseAsync("K7P2");

        var owed = (await ledger.Lists.MarksAsync(Sheet, null))["K7P2"];

        Assert.That((owed.Holder, owed.OwedVersion), Is.EqualTo(((Registration?)null, (long?)1)));
    }

    [Test]
    public async Task What_was_sent_and_not_seen_is_remembered_and_forgotten_when_told_so()
    {
        await using var ledger = await A.Ledger();
        var sent = new MarkBase(null, new MarkedCells(new Mark("PENDING", "r-1"), ""));
        await ledger.Lists.SaveMarksAsync(Sheet, [new MarkStep("K7P2", sent, null)]);
        var remembered = (await ledger.Lists.MarksAsync(Sheet, ["K7P2"]))["K7P2"].Base;
        var elsewhere = (await ledger.Lists.MarksAsync(Sheet with { Tab = "1" }, ["K7P2"]))["K7P2"].Base;

        await ledger.Lists.SaveMarksAsync(Sheet, [new MarkStep("K7P2", null, null)]);

        Assert.That((remembered, elsewhere), Is.EqualTo((sent, (MarkBase?)null)), "marks of one place are never compared with another's");
        Assert.That((await ledger.Lists.MarksAsync(Sheet, ["K7P2"]))["K7P2"].Base, Is.Null);
    }

    [Test]
    public async Task Mark_of_the_old_script_gives_the_code_to_whom_it_names()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(candidates: ["K7P2"], waits: WaitingReason.CodeAlreadyUsed));

        var adopted = (await ledger.Lists.AdoptMarksAsync([new("K7P2", "r-1")])).Count == 1;

        Assert.That(adopted, Is.True);
        Assert.That(((await ledger.Find("r-1")).Status, await ledger.Holder("K7P2")), Is.EqualTo((RegistrationStatus.Approving, "r-1")));
    }

    [Test]
    public async Task Mark_gives_a_code_only_to_one_who_gave_it()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "M3M3"));
        await ledger.Record(A.Registrant("r-2").With(code: "M3M3"));

        var adopted = (await ledger.Lists.AdoptMarksAsync([new("K7P2", "r-2")])).Count == 1;

        Assert.That((await ledger.Find("r-2")).Status, Is.EqualTo(RegistrationStatus.Waiting), "the code in the row is not the one she gave");
        Assert.That((adopted, await ledger.Holder("K7P2")), Is.EqualTo((false, (string?)null)), "the mark spends it, and it is nobody's");
    }

    [Test]
    public async Task Mark_in_a_moved_row_is_not_the_claim_of_one_who_came_in_with_another_code()
    {
        await using var ledger = await A.Ledger(); // an older one was put back: it knows her from Zoom, and her code is not read yet
        await ledger.Adopt(A.Registrant("r-1").With(candidates: ["K7P2"]));

        var adopted = (await ledger.Lists.AdoptMarksAsync([new("M3M3", "r-1")])).Count == 1;

        Assert.That((adopted, await ledger.Holder("M3M3")), Is.EqualTo((false, (string?)null)));
    }

    [Test]
    public async Task Mark_cannot_take_a_held_code_nor_name_a_stranger()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Record(A.Registrant("r-2"));

        var adopted = await ledger.Lists.AdoptMarksAsync([new("K7P2", "r-2"), new("M3M3", "stranger")]);

        Assert.That(adopted, Is.Empty);
        Assert.That((await ledger.Holder("K7P2"), await ledger.Holder("M3M3")), Is.EqualTo(("r-1", (string?)null)));
    }

    [Test]
    public async Task Mark_whose_id_stands_in_two_meetings_claims_nothing()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1"));
        await ledger.Record(A.Registrant("r-1").With(meeting: new MeetingKey(MeetingKind.Webinar, 99988877766)));

        var adopted = (await ledger.Lists.AdoptMarksAsync([new("K7P2", "r-1")])).Count == 1;

        Assert.That((adopted, await ledger.Holder("K7P2")), Is.EqualTo((false, (string?)null)));
    }

    [Test]
    public async Task Thousand_marks_that_claim_nothing_cost_a_few_commits()
    {
        await using var ledger = await A.Ledger(byHand: true);

        var adopting = ledger.Lists.AdoptMarksAsync([.. Enumerable.Range(0, 1_000).Select(number => new NamedMark($"CODE{number}", "r-1"))]);

        var commits = 0;
        while (!adopting.IsCompleted)
        {
            commits += ledger.Writer.DrainOnce();
            await Task.Yield();
        }

        Assert.That(((await adopting).Count, commits), Is.EqualTo((0, 5)));
    }

    [Test]
    public async Task Anything_stored_of_a_registrant_is_noticed()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(waits: WaitingReason.NoCode));
        var before = await ledger.Lists.KnownRegistrantsAsync(["r-1"]);

        await ledger.Record(A.Registrant("r-1").With(candidates: ["K7P2"], waits: WaitingReason.UnknownCode, registered: A.Noon, observed: Later));

        Assert.That((await ledger.Lists.KnownRegistrantsAsync(["r-1"]))["r-1"], Is.GreaterThan(before["r-1"]));
    }

    [Test]
    public async Task Mark_that_came_late_into_the_row_of_another_code_claims_nothing()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        var adopted = (await ledger.Lists.AdoptMarksAsync([new("M3M3", "r-1")])).Count == 1;

        Assert.That((adopted, await ledger.Holder("M3M3"), await ledger.Holder("K7P2")), Is.EqualTo((false, (string?)null, "r-1")));
    }

    [Test]
    public async Task Mark_that_still_stands_does_not_take_back_what_a_person_set_free()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Send("r-1");
        await ledger.Desk.ReleaseAsync("K7P2");

        var adopted = (await ledger.Lists.AdoptMarksAsync([new("K7P2", "r-1")])).Count == 1;

        Assert.That((adopted, await ledger.Holder("K7P2")), Is.EqualTo((false, (string?)null)));
    }

    [Test]
    public async Task Known_registrants_are_those_of_the_ledger()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1"));

        Assert.That(await ledger.Lists.KnownRegistrantsAsync(["r-1", "r-2", "R-1"]), Is.EquivalentTo((KeyValuePair<string, long>[])[new("r-1", 1)]));
    }

    [Test]
    public async Task Answers_are_forgotten_only_when_nothing_needs_them_any_more()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("done").With(code: "DONE"));
        await ledger.Send("done");
        await Settle(ledger);
        await ledger.Record(A.Registrant("unmarked").With(code: "UNMARKED"));
        await ledger.Send("unmarked");
        await ledger.Record(A.Registrant("owed").With(code: "OWED"));
        await ledger.Record(A.Registrant("waiting").With(candidates: ["ZZZZ"], waits: WaitingReason.UnknownCode));
        await ledger.Record(A.Registrant("denied").With(candidates: ["YYYY"], waits: WaitingReason.UnknownCode));
        await ledger.Registrations.DeniedInZoomAsync(A.Key("denied"), ledger.Now);
        await ledger.Adopt(A.Registrant("adopted").With(candidates: ["XXXX"]));

        var forgotten = await ledger.Lists.ForgetAnswersAsync();

        Assert.That(forgotten, Is.EqualTo(2));
        Assert.That(
            ledger.Scalar<string>("select group_concat(registrant_id) from (select registrant_id from registrations where answers is null order by 1) forgotten"),
            Is.EqualTo("denied,done"));
    }

    [Test]
    public async Task Answers_are_kept_while_the_mark_of_any_code_is_owed()
    {
        await using var ledger = await A.Ledger();
        await ledger.Adopt(A.Registrant("r-1").With(candidates: ["K7P2", "M3M3"]), "K7P2", "M3M3");
        await ledger.Lists.BlockAsync((await ledger.Lists.AdoptedAsync(Later)).Single(), ["K7P2", "M3M3"], Later);
        var owed = await ledger.Lists.MarksAsync(Sheet, null);
        await ledger.Lists.SaveMarksAsync(Sheet, [new MarkStep("K7P2", null, owed["K7P2"].OwedVersion)]);

        var before = await ledger.Lists.ForgetAnswersAsync();
        await Settle(ledger);
        var after = await ledger.Lists.ForgetAnswersAsync();

        Assert.That((before, after), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task Repetition_is_still_known_after_the_answers_were_forgotten()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Send("r-1");
        await Settle(ledger);
        await ledger.Lists.ForgetAnswersAsync();

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        Assert.That((outcome.Status, outcome.Repeated), Is.EqualTo((RegistrationStatus.Approved, true)));
    }

    private static async Task<int> Judge(TestLedger ledger, string code, Decision decision) => await ledger.Lists.JudgeAsync(
        [.. (await ledger.Lists.WaitingAsync([code], Later)).Select(one => new Judgement(one, decision, [code], Later))]);

    private static async Task Settle(TestLedger ledger) => await ledger.Lists.SaveMarksAsync(
        Sheet, [.. (await ledger.Lists.MarksAsync(Sheet, null)).Values.Select(owed => new MarkStep(owed.Code, null, owed.OwedVersion))]);
}
