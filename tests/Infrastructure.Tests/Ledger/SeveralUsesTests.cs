using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>A code that admits several: each claims the next free use, and no more than there are.</summary>
internal sealed class SeveralUsesTests(LedgerEngine engine) : LedgerTests(engine)
{
    private const string Code = "K7P2";

    [Test]
    public async Task Next_free_use_is_claimed_until_none_is_left()
    {
        await using var ledger = await Family(2);

        var outcomes = new[] { await Come(ledger, "r-1"), await Come(ledger, "r-2"), await Come(ledger, "r-3") };

        Assert.That(outcomes.Select(outcome => outcome.Reason), Is.EqualTo(new WaitingReason?[] { null, null, WaitingReason.CodeAlreadyUsed }));
        Assert.That(await ledger.Holder(Code), Is.EqualTo("r-1,r-2"));
    }

    [Test]
    public async Task Code_that_the_copy_does_not_know_has_one_use()
    {
        await using var ledger = await A.Ledger();

        await Come(ledger, "r-1", "r-2");

        Assert.That(await ledger.Holder(Code), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Sixteen_threads_after_fifty_codes_of_three_uses_leave_three_winners_each()
    {
        await using var ledger = await A.Ledger();
        var codes = Enumerable.Range(0, 50).Select(number => $"CODE{number:D3}").ToList();
        foreach (var code in codes)
        {
            await ledger.Uses(code, 3);
        }

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(racer => Task.Run(async () =>
        {
            List<Outcome> mine = [];
            foreach (var code in racer % 2 == 0 ? codes : Enumerable.Reverse(codes))
            {
                mine.Add(await ledger.Record(A.Registrant($"r-{racer}-{code}").With(code: code)));
            }

            return mine;
        })));

        Assert.That(outcomes.SelectMany(mine => mine).Count(outcome => outcome.Status == RegistrationStatus.Approving), Is.EqualTo(3 * 50));
        Assert.That(ledger.Scalar<int>("select count(*) from (select code from claims group by code having count(*) = 3 and min(use_number) = 1 and max(use_number) = 3) counted"), Is.EqualTo(50));
    }

    [Test]
    public async Task Two_deliveries_of_one_person_take_one_use()
    {
        await using var ledger = await Family(2);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Come(ledger, "r-1"))));
        await Come(ledger, "r-2");

        Assert.That(await ledger.Holder(Code), Is.EqualTo("r-1,r-2"));
    }

    [Test]
    public async Task Key_of_the_claims_refuses_a_second_use_for_one_registration()
    {
        await using var ledger = await Family(2);
        await Come(ledger, "r-1");

        Assert.That(
            () => ledger.Execute("insert into claims select list, code, generation, 2, kind, meeting_id, registrant_id, claimed_at, given_back, 2 from claims"),
            Throws.Exception.With.Message.Contains("unique").IgnoreCase);
    }

    [Test]
    public async Task Who_registers_twice_is_two_registrations_and_takes_two_uses()
    {
        await using var ledger = await Family(2);

        await Come(ledger, "r-1", "r-2"); // with one address, as every registrant here

        Assert.That(await ledger.Holder(Code), Is.EqualTo("r-1,r-2"));
    }

    [Test]
    public async Task Releasing_one_registrant_sets_that_use_free_and_leaves_the_others_theirs()
    {
        await using var ledger = await Family(3);
        await Come(ledger, "r-1", "r-2", "r-3");

        var answer = await ledger.Desk.ReleaseAsync(Code, "r-2");

        Assert.That((answer.End, answer.Registration!.Key.RegistrantId, await ledger.Holder(Code)), Is.EqualTo((DeskEnd.Done, "r-2", "r-1,r-3")));
        Assert.That(((await ledger.Find("r-1")).Generation, (await ledger.Find("r-2")).Reason), Is.EqualTo((1, WaitingReason.ReleasedByPerson)));
        await Come(ledger, "r-4", "r-5");
        Assert.That(await ledger.Holder(Code), Is.EqualTo("r-1,r-3,r-4"));
    }

    [Test]
    public async Task Use_that_was_set_free_is_neither_for_whom_it_was_taken_from_nor_for_who_waited()
    {
        await using var ledger = await Family(2);
        await Come(ledger, "r-1", "r-2", "r-3");
        await ledger.Desk.ReleaseAsync(Code, "r-2");

        await ledger.Record(A.Registrant("r-2").With(code: Code, remark: "please", registered: A.Noon.AddMinutes(1)));
        await ledger.Record(A.Registrant("r-3").With(code: Code, remark: "please", registered: A.Noon.AddMinutes(1)));

        Assert.That(((await ledger.Find("r-2")).Reason, (await ledger.Find("r-3")).Reason), Is.EqualTo((WaitingReason.ReleasedByPerson, WaitingReason.CodeAlreadyUsed)));
        Assert.That(await ledger.Holder(Code), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Releasing_the_code_sets_all_its_uses_free_and_begins_another_generation()
    {
        await using var ledger = await Family(2);
        await Come(ledger, "r-1", "r-2");
        await ledger.Send("r-2");

        var answer = await ledger.Desk.ReleaseAsync(Code);

        Assert.That((answer.End, await ledger.Holder(Code)), Is.EqualTo((DeskEnd.StaysApproved, (string?)null)));
        await Come(ledger, "r-4", "r-5", "r-6");
        Assert.That((await ledger.Holder(Code), (await ledger.Find("r-4")).Generation), Is.EqualTo(("r-4,r-5", 2)));
    }

    [Test]
    public async Task Use_whose_call_is_on_its_way_stays_held_until_the_call_is_settled()
    {
        await using var ledger = await Family(2);
        await Come(ledger, "r-1", "r-2");
        await ledger.BeginCall("r-2");

        var answer = await ledger.Desk.ReleaseAsync(Code);
        var meanwhile = await ledger.Holder(Code);
        await ledger.ReadBack("r-2", ZoomStatus.Approved);

        Assert.That((answer.End, meanwhile, await ledger.Holder(Code)), Is.EqualTo((DeskEnd.AfterReadBack, "r-2", (string?)null)));
    }

    [Test]
    public async Task Release_of_somebody_who_holds_no_use_is_refused()
    {
        await using var ledger = await Family(2);
        await Come(ledger, "r-1");

        Assert.That((await ledger.Desk.ReleaseAsync(Code, "r-2")).End, Is.EqualTo(DeskEnd.NotFound));
        Assert.That(await ledger.Holder(Code), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Denied_registrant_keeps_the_use_spent()
    {
        await using var ledger = await Family(2);
        await Come(ledger, "r-1", "r-2");
        await ledger.Desk.DenyAsync(A.Key("r-2"));

        await Come(ledger, "r-3");

        Assert.That(await ledger.Holder(Code), Is.EqualTo("r-1,r-2"));
    }

    [Test]
    public async Task Who_cancels_gives_one_use_back_and_may_have_it_again()
    {
        await using var ledger = await Family(2);
        await Come(ledger, "r-1", "r-2");
        await ledger.Send("r-2");

        await ledger.Registrations.HearAsync(new Notice(A.Key("r-2"), ZoomEvent.Cancelled, A.Noon.AddMinutes(1), [], false), givesBack: true, doubtful: false);
        await ledger.Registrations.DeniedInZoomAsync(A.Key("r-2"), A.Noon.AddMinutes(2));
        var after = await ledger.Holder(Code);
        await ledger.Record(A.Registrant("r-2").With(code: Code, registered: A.Noon.AddMinutes(3)));

        Assert.That((after, await ledger.Holder(Code)), Is.EqualTo(("r-1", "r-1,r-2")));
    }

    [Test]
    public async Task Raised_number_admits_the_next_ones_and_lowered_one_throws_nobody_out()
    {
        await using var ledger = await Family(2);
        await Come(ledger, "r-1", "r-2", "r-3");

        await ledger.Uses(Code, 3);
        await Come(ledger, "r-4");
        var raised = await ledger.Holder(Code);
        await ledger.Uses(Code, 2);
        await ledger.Desk.ReleaseAsync(Code, "r-1");
        await Come(ledger, "r-5"); // two of two are held, though the first number is free

        Assert.That((raised, await ledger.Holder(Code)), Is.EqualTo(("r-1,r-2,r-4", "r-2,r-4")));
        Assert.That((await ledger.Find("r-3")).Reason, Is.EqualTo(WaitingReason.CodeAlreadyUsed));
    }

    [Test]
    public async Task Person_may_approve_who_waited_with_a_use_that_was_added()
    {
        await using var ledger = await Family(1);
        await Come(ledger, "r-1", "r-2");

        var before = await ledger.Desk.ApproveAsync(A.Key("r-2"), Code);
        await ledger.Uses(Code, 2);
        var after = await ledger.Desk.ApproveAsync(A.Key("r-2"), Code);

        Assert.That((before.End, after.End, await ledger.Holder(Code)), Is.EqualTo((DeskEnd.CodeTaken, DeskEnd.Done, "r-1,r-2")));
    }

    [Test]
    public async Task Adopted_approval_takes_a_free_use_and_displaces_nobody()
    {
        await using var ledger = await Family(2);
        await Come(ledger, "r-1");

        await ledger.Adopt(A.Registrant("r-2").With(candidates: [Code]), Code);

        Assert.That((await ledger.Holder(Code), (await ledger.Find("r-1")).Status), Is.EqualTo(("r-1,r-2", RegistrationStatus.Approving)));
    }

    [Test]
    public async Task Adopted_approval_displaces_the_latest_of_whom_Zoom_was_told_nothing_when_all_uses_are_held()
    {
        await using var ledger = await Family(3);
        await Come(ledger, "r-1", "r-2", "r-3");
        await ledger.Send("r-1");
        await ledger.BeginCall("r-3");

        var adoption = await ledger.Adopt(A.Registrant("r-9").With(candidates: [Code]), Code);

        Assert.That((await ledger.Holder(Code), adoption.UsedTwice.Count), Is.EqualTo(("r-1,r-3,r-9", 0)));
        Assert.That((await ledger.Find("r-2")).Reason, Is.EqualTo(WaitingReason.CodeAlreadyUsed));
    }

    [Test]
    public async Task One_more_who_is_in_than_there_are_uses_is_named_until_a_use_is_added()
    {
        await using var ledger = await Family(2);
        await Come(ledger, "r-1", "r-2");
        await ledger.Send("r-1");
        await ledger.Send("r-2");

        var adoption = await ledger.Adopt(A.Registrant("r-9").With(candidates: [Code]), Code);
        var named = await ledger.Desk.UsedTwiceAsync();
        await ledger.Uses(Code, 3);

        Assert.That((adoption.UsedTwice, named), Is.EqualTo(((string[])[Code], (RegistrationKey[])[A.Key("r-9")])));
        Assert.That((await ledger.Desk.UsedTwiceAsync(), await ledger.Holder(Code)), Is.EqualTo((Array.Empty<RegistrationKey>(), "r-1,r-2")));
    }

    [Test]
    public async Task Text_in_the_approve_cell_admits_while_a_use_is_free()
    {
        await using var ledger = await Family(2);
        await Come(ledger, "r-1");
        await ledger.Record(A.Registrant("r-2").With(candidates: [Code], waits: WaitingReason.CodeExpired));
        var cells = new ZoomApprover.Infrastructure.Ledger.Sql.SqlApproveCellLedger(ledger.Inner);
        await cells.SeeAsync([Code]);

        var approved = await cells.ApproveAsync(Code);

        Assert.That((approved, await ledger.Holder(Code)), Is.EqualTo((true, "r-1,r-2")));
        var claimants = (await cells.ClaimantsAsync([Code]))[Code];
        Assert.That((claimants.IsHeld, claimants.Holders), Is.EqualTo((true, (RegistrationKey[])[A.Key("r-1"), A.Key("r-2")])));
    }

    [Test]
    public async Task Uses_and_their_numbers_survive_reopening()
    {
        using var folder = new TempFolder();
        await using (var before = await A.Ledger(folder: folder))
        {
            await before.Uses(Code, 2);
            await Come(before, "r-1");
        }

        await using var ledger = await A.Ledger(folder: folder);
        await Come(ledger, "r-2", "r-3");

        Assert.That(await ledger.Holder(Code), Is.EqualTo("r-1,r-2"));
        Assert.That((await ledger.Lists.LoadCopyAsync())!.Invitations.Single().Uses, Is.EqualTo(2));
    }

    public static async Task<TestLedger> Family(int uses)
    {
        var ledger = await A.Ledger();
        await ledger.Uses(Code, uses);
        return ledger;
    }

    public static async Task<Outcome> Come(TestLedger ledger, params string[] ids)
    {
        Outcome? last = null;
        foreach (var id in ids)
        {
            last = await ledger.Record(A.Registrant(id).With(code: Code));
        }

        return last!;
    }
}
