using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

internal sealed class AdoptionTests(LedgerEngine engine) : LedgerTests(engine)
{
    private static readonly DateTimeOffset Later = A.Noon.AddMinutes(10);

    [Test]
    public async Task Code_that_a_person_set_free_stays_free_though_whom_it_was_taken_from_turns_out_to_be_in()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2", candidates: ["K7P2"]));
        await ledger.Desk.ReleaseAsync("K7P2");

        await ledger.Adopt(A.Registrant("r-1").With(candidates: ["K7P2"]), "K7P2");

        Assert.That(((await ledger.Find("r-1")).Status, await ledger.Holder("K7P2")), Is.EqualTo((RegistrationStatus.Approved, (string?)null)));
    }

    [Test]
    public async Task Unknown_approval_is_adopted_and_its_code_blocked()
    {
        await using var ledger = await A.Ledger();

        var adoption = await ledger.Adopt(A.Registrant("r-1").With(code: "K7P2"), "K7P2");

        var stored = await ledger.Find("r-1");
        Assert.Multiple(() =>
        {
            Assert.That(adoption.Outcome.Status, Is.EqualTo(RegistrationStatus.Approved));
            Assert.That(adoption.UsedTwice, Is.Empty);
            Assert.That((stored.Code, stored.AdoptedAt, stored.Owed), Is.EqualTo(("K7P2", (DateTimeOffset?)A.Noon, (OwedCall?)null)));
        });
        Assert.That(await ledger.History("r-1"), Is.EqualTo((HistoryEvent[])[HistoryEvent.Adopted]));
        Assert.That(await ledger.Record(A.Registrant("r-2").With(code: "K7P2")), Is.EqualTo(Outcome.Waiting(WaitingReason.CodeAlreadyUsed)));
    }

    [Test]
    public async Task Code_that_came_into_the_list_later_is_blocked_though_the_copy_bore_a_time_of_a_clock_that_was_ahead()
    {
        await using var ledger = await A.Ledger();
        await ledger.Adopt(A.Registrant("r-1").With(candidates: ["K7P2"], judged: A.Noon.AddHours(1)));

        var adopted = await ledger.Lists.AdoptedAsync(Later);
        await ledger.Lists.BlockAsync(adopted.Single(), ["K7P2"], Later);

        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Adopting_again_changes_nothing()
    {
        await using var ledger = await A.Ledger();
        await ledger.Adopt(A.Registrant("r-1").With(code: "K7P2"), "K7P2");

        var again = await ledger.Adopt(A.Registrant("r-1").With(code: "K7P2"), "K7P2");

        Assert.That(again.Outcome.Repeated, Is.True);
        Assert.That(await ledger.History("r-1"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Every_known_code_of_an_adopted_registrant_is_blocked()
    {
        await using var ledger = await A.Ledger();

        await ledger.Adopt(A.Registrant("r-1").With(candidates: ["K7P2", "M3M3"]), "K7P2", "M3M3");

        Assert.That((await ledger.Holder("K7P2"), await ledger.Holder("M3M3")), Is.EqualTo(("r-1", "r-1")));
    }

    [Test]
    public async Task Approval_of_ours_seen_from_the_other_side_is_confirmed()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");

        await ledger.Adopt(A.Registrant("r-1").With(code: "K7P2"), "K7P2");

        var stored = await ledger.Find("r-1");
        Assert.That((stored.Status, stored.AdoptedAt, stored.Code), Is.EqualTo((RegistrationStatus.Approved, (DateTimeOffset?)null, "K7P2")));
        Assert.That((await ledger.History("r-1"))[^1], Is.EqualTo(HistoryEvent.Confirmed));
    }

    [Test]
    public async Task Adoption_displaces_a_claim_that_was_not_yet_used_in_Zoom()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        var adoption = await ledger.Adopt(A.Registrant("r-2").With(code: "K7P2"), "K7P2");

        var displaced = await ledger.Find("r-1");
        Assert.That(adoption.UsedTwice, Is.Empty);
        Assert.That((displaced.Status, displaced.Reason, displaced.Code, displaced.Owed, displaced.IsFinal),
            Is.EqualTo((RegistrationStatus.Waiting, (WaitingReason?)WaitingReason.CodeAlreadyUsed, (string?)null, (OwedCall?)null, true)));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-2"));
        Assert.That((await ledger.History("r-1"))[^1], Is.EqualTo(HistoryEvent.Displaced));
    }

    [Test]
    public async Task Adoption_displaces_a_claim_of_a_code_whose_row_is_gone_from_the_list()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        await ledger.Adopt(A.Registrant("r-2").With(candidates: ["HOLA", "K7P2"]));

        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-2"));
        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Waiting));
        Assert.That(await ledger.Holder("HOLA"), Is.Null);
    }

    [TestCase(ZoomStatus.Pending, RegistrationStatus.Waiting, HistoryEvent.Displaced)]
    [TestCase(ZoomStatus.Approved, RegistrationStatus.Approved, HistoryEvent.UsedTwice)]
    [TestCase(ZoomStatus.Denied, RegistrationStatus.Denied, HistoryEvent.Displaced)]
    public async Task Claim_with_an_open_call_gives_way_after_the_reading(ZoomStatus seen, RegistrationStatus end, HistoryEvent said)
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");

        await ledger.Adopt(A.Registrant("r-2").With(code: "K7P2"), "K7P2");
        var during = await ledger.Find("r-1");
        var after = await ledger.ReadBack("r-1", seen);

        Assert.That((during.Status, during.Owed?.Wish), Is.EqualTo((RegistrationStatus.Approving, (Wish?)Wish.Displace)));
        Assert.That((after.Status, after.Owed), Is.EqualTo((end, (OwedCall?)null)));
        Assert.That((await ledger.History("r-1"))[^1], Is.EqualTo(said));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-2"));
        Assert.That(ledger.Problems.All.Any(problem => problem.Kind == ProblemKind.CodeApprovedTwice), Is.EqualTo(seen == ZoomStatus.Approved));
    }

    [Test]
    public async Task Two_approved_with_one_code_are_both_recorded_and_named()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Send("r-1");

        var adoption = await ledger.Adopt(A.Registrant("r-2").With(code: "K7P2"), "K7P2");

        Assert.That(adoption.UsedTwice, Is.EqualTo((string[])["K7P2"]));
        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That((await ledger.Find("r-2")).Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
        Assert.That(await ledger.History("r-2"), Does.Contain(HistoryEvent.UsedTwice));
    }

    [Test]
    public async Task Release_asked_during_a_call_is_granted_when_the_approval_arrives_as_a_delivery()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");
        await ledger.Desk.ReleaseAsync("K7P2");

        await ledger.Adopt(A.Registrant("r-1").With(code: "K7P2"), "K7P2");

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
        Assert.That((await ledger.History("r-1"))[^1], Is.EqualTo(HistoryEvent.ReleasedButApproved));
    }

    [Test]
    public async Task Denial_asked_during_a_call_is_told_to_be_too_late_when_the_approval_arrives_as_a_delivery()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");
        await ledger.Desk.DenyAsync(A.Key("r-1"));

        await ledger.Adopt(A.Registrant("r-1").With(code: "K7P2"), "K7P2");

        Assert.That((await ledger.History("r-1"))[^1], Is.EqualTo(HistoryEvent.DenyTooLate));
    }

    [Test]
    public async Task Displaced_registrant_whose_approval_arrives_as_a_delivery_is_named_as_a_second_user()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");
        await ledger.Adopt(A.Registrant("r-2").With(code: "K7P2"), "K7P2");

        var adoption = await ledger.Adopt(A.Registrant("r-1").With(code: "K7P2"), "K7P2");

        Assert.That(adoption.UsedTwice, Is.EqualTo((string[])["K7P2"]));
        Assert.That((await ledger.History("r-1"))[^1], Is.EqualTo(HistoryEvent.UsedTwice));
    }

    [Test]
    public async Task Denial_that_a_person_asked_for_outlives_a_displacement()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");
        await ledger.Desk.DenyAsync(A.Key("r-1"));

        await ledger.Adopt(A.Registrant("r-2").With(code: "K7P2"), "K7P2");
        var after = await ledger.ReadBack("r-1", ZoomStatus.Pending);

        Assert.That(after.Status, Is.EqualTo(RegistrationStatus.Denying));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-2"));
    }

    [Test]
    public async Task One_wish_does_not_silently_take_the_place_of_another()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.BeginCall("r-1");
        await ledger.Desk.ReleaseAsync("K7P2");

        var denial = await ledger.Desk.DenyAsync(A.Key("r-1"));
        var again = await ledger.Desk.ReleaseAsync("K7P2");

        Assert.That((denial.End, again.End), Is.EqualTo((DeskEnd.NotPossible, DeskEnd.AfterReadBack)));
        Assert.That((await ledger.Find("r-1")).Owed!.Wish, Is.EqualTo(Wish.Release));
    }

    [Test]
    public async Task Waiting_registrant_whom_a_person_admits_in_Zoom_is_adopted()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(candidates: ["K7P2"], waits: WaitingReason.UnknownCode));

        await ledger.Adopt(A.Registrant("r-1").With(candidates: ["K7P2"]));

        var stored = await ledger.Find("r-1");
        Assert.That((stored.Status, stored.Reason, stored.AdoptedAt), Is.EqualTo((RegistrationStatus.Approved, (WaitingReason?)null, (DateTimeOffset?)A.Noon)));
    }

    [Test]
    public async Task Code_that_comes_into_the_list_after_its_user_is_blocked()
    {
        await using var ledger = await A.Ledger();
        await ledger.Adopt(A.Registrant("r-1").With(candidates: ["K7P2"]));
        await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));

        var before = await ledger.Lists.AdoptedAsync(A.Noon);
        var adopted = await ledger.Lists.AdoptedAsync(Later);
        var usedTwice = await ledger.Lists.BlockAsync(adopted.Single(), ["K7P2"], Later);

        Assert.That(before, Is.Empty, "a reading no younger than the adoption proves nothing");
        Assert.That(usedTwice, Is.Empty);
        Assert.That((await ledger.Find("r-1")).Code, Is.EqualTo("K7P2"));
        Assert.That((await ledger.Find("r-2")).Reason, Is.EqualTo(WaitingReason.CodeAlreadyUsed));
        Assert.That(await ledger.Lists.AdoptedAsync(Later.AddHours(1)), Is.Empty);
    }

    [Test]
    public async Task Code_of_an_adopted_registrant_opens_for_nobody_else_in_the_moment_before_it_is_blocked()
    {
        await using var ledger = await A.Ledger();
        await ledger.Adopt(A.Registrant("r-1").With(candidates: ["K7P2"])); // the list was not read yet
        await ledger.Record(A.Registrant("r-2"));

        var delivered = await ledger.Record(A.Registrant("r-3").With(code: "K7P2"));
        var byHand = await ledger.Desk.ApproveAsync(A.Key("r-2"), "K7P2");

        Assert.That(delivered, Is.EqualTo(Outcome.Waiting(WaitingReason.CodeAlreadyUsed)));
        Assert.That(byHand.End, Is.EqualTo(DeskEnd.CodeTaken));
        Assert.That(((await ledger.Find("r-1")).Code, await ledger.Holder("K7P2")), Is.EqualTo(("K7P2", "r-1")));
    }

    [Test]
    public async Task Code_that_a_person_set_free_after_the_adoption_stays_free()
    {
        await using var ledger = await A.Ledger();
        await ledger.Adopt(A.Registrant("r-1").With(code: "K7P2"), "K7P2");
        await ledger.Desk.ReleaseAsync("K7P2");

        await ledger.Lists.BlockAsync((await ledger.Lists.AdoptedAsync(Later)).Single(), ["K7P2"], A.Noon);
        var next = await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));

        Assert.That(next.Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-2"));
    }

    [Test]
    public async Task Adopted_registrant_who_is_pending_again_finds_a_code_of_theirs_free()
    {
        await using var ledger = await A.Ledger();
        await ledger.Adopt(A.Registrant("r-1").With(candidates: ["K7P2"]));
        ledger.Time.Advance(TimeSpan.FromMinutes(1));

        var again = await ledger.Record(A.Registrant("r-1").With(code: "K7P2").Swept(ledger.Now));

        Assert.That(again.Status, Is.EqualTo(RegistrationStatus.Approving));
    }

    [Test]
    public async Task Blocking_from_a_stale_version_does_nothing()
    {
        await using var ledger = await A.Ledger();
        await ledger.Adopt(A.Registrant("r-1").With(candidates: ["K7P2"]));
        var adopted = (await ledger.Lists.AdoptedAsync(Later)).Single();
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        await ledger.Lists.BlockAsync(adopted, ["K7P2"], Later);

        Assert.That(await ledger.Holder("K7P2"), Is.Null);
        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Denied));
    }

    [Test]
    public async Task Adoption_takes_over_the_answers_that_Zoom_shows_now()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(candidates: ["ZZZZ"], waits: WaitingReason.UnknownCode));

        await ledger.Adopt(A.Registrant("r-1").With(candidates: ["K7P2"]).Swept(Later));

        Assert.That((await ledger.Find("r-1")).Answers!.Single().Value, Is.EqualTo("K7P2"), "later readings block by them");
    }

    [Test]
    public async Task Adoption_under_a_new_list_does_not_carry_the_old_lists_claim()
    {
        using var folder = new TempFolder();
        await using (var before = await A.Ledger(folder: folder))
        {
            await before.Record(A.Registrant("r-1").With(code: "K7P2"));
            await before.Registrations.DeniedInZoomAsync(A.Key("r-1"), before.Now);
        }

        await using var ledger = await A.Ledger(list: "next event", folder: folder);
        await ledger.Adopt(A.Registrant("r-1").With(code: "M3M3", observed: Later), "M3M3");

        Assert.That(((await ledger.Find("r-1")).Code, await ledger.Holder("M3M3")), Is.EqualTo(("M3M3", "r-1")));
    }

    [Test]
    public async Task Old_listing_of_the_approved_does_not_undo_a_denial()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-1"), ledger.Now);

        await ledger.Adopt(A.Registrant("r-1").With(code: "K7P2").Swept(A.Noon.AddSeconds(-1)), "K7P2");

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Denied));
    }

    [Test]
    public async Task Old_listing_of_the_approved_does_not_drop_a_denial_that_was_sent()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1"));
        await ledger.Desk.DenyAsync(A.Key("r-1"));
        await ledger.BeginCall("r-1");

        await ledger.Adopt(A.Registrant("r-1").Swept(A.Noon.AddSeconds(-1)));

        var stored = await ledger.Find("r-1");
        Assert.That((stored.Status, stored.HasOpenAttempt), Is.EqualTo((RegistrationStatus.Denying, true)));
    }

    [Test]
    public async Task Approval_in_Zoom_before_our_denial_left_is_told_to_be_too_late()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1"));
        await ledger.Desk.DenyAsync(A.Key("r-1"));

        await ledger.Adopt(A.Registrant("r-1").Swept(Later));

        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(await ledger.History("r-1"), Does.Contain(HistoryEvent.DenyTooLate));
    }
}
