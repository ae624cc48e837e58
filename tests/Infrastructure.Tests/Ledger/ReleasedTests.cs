using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>A code that a person took from somebody, and what that one, or another, gets it back by.</summary>
internal sealed class ReleasedTests(LedgerEngine engine) : LedgerTests(engine)
{
    private static readonly DateTimeOffset Later = A.Noon.AddMinutes(10);

    [Test]
    public async Task Released_registrant_does_not_get_the_code_back_by_registering_anew()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Desk.ReleaseAsync("K7P2");

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2", remark: "please", registered: Later));

        Assert.That((outcome.Status, outcome.Reason), Is.EqualTo((RegistrationStatus.Waiting, (WaitingReason?)WaitingReason.ReleasedByPerson)));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Released_registrant_does_not_get_the_code_back_by_adding_another_word()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Desk.ReleaseAsync("K7P2");

        await ledger.Record(A.Registrant("r-1").With(code: "K7P2", candidates: ["K7P2", "WORD"], registered: Later));

        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Released_registrant_does_not_get_the_code_back_by_way_of_a_wrong_one()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Desk.ReleaseAsync("K7P2");
        await ledger.Record(A.Registrant("r-1").With(candidates: ["ZZZZ"], waits: WaitingReason.UnknownCode, registered: Later));

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2", registered: Later.AddMinutes(1)));

        Assert.That(outcome.Reason, Is.EqualTo(WaitingReason.ReleasedByPerson));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Released_registrant_who_was_in_does_not_get_the_code_back_by_leaving_and_registering_anew()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Send("r-1");
        await ledger.Desk.ReleaseAsync("K7P2");

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2").Swept(Later));

        Assert.That(outcome.Reason, Is.EqualTo(WaitingReason.ReleasedByPerson));
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Released_registrant_with_another_code_is_judged_by_it()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Desk.ReleaseAsync("K7P2");

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "M3M3", registered: Later));

        Assert.That(outcome.Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That(await ledger.Holder("M3M3"), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Person_gives_a_released_registrant_the_code_back()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Desk.ReleaseAsync("K7P2");

        await ledger.Desk.ApproveAsync(A.Key("r-1"), "K7P2");

        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
        Assert.That((await ledger.Find("r-1")).Generation, Is.EqualTo(2));
    }

    [Test]
    public async Task Freed_code_does_not_go_to_one_who_waited_for_it_and_adds_a_word()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));
        await ledger.Desk.ReleaseAsync("K7P2");

        await ledger.Record(A.Registrant("r-2").With(code: "K7P2", candidates: ["K7P2", "WORD"], registered: Later));

        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Releasing_an_earlier_code_leaves_the_registration_with_its_present_one()
    {
        await using var ledger = await A.Ledger();
        await ledger.Refuse("r-1");
        await ledger.Record(A.Registrant("r-1").With(code: "M3M3", registered: Later));

        var answer = await ledger.Desk.ReleaseAsync("K7P2");

        var stored = await ledger.Find("r-1");
        Assert.That(answer.End, Is.EqualTo(DeskEnd.Done));
        Assert.That((stored.Status, stored.Code, stored.Owed?.Action), Is.EqualTo((RegistrationStatus.Approving, "M3M3", (ZoomAction?)ZoomAction.Approve)));
        Assert.That((await ledger.Holder("K7P2"), await ledger.Holder("M3M3")), Is.EqualTo(((string?)null, "r-1")));
    }

    [Test]
    public async Task Releasing_an_earlier_code_during_a_call_never_frees_the_present_one()
    {
        await using var ledger = await A.Ledger();
        await ledger.Refuse("r-1");
        await ledger.Record(A.Registrant("r-1").With(code: "M3M3", registered: Later));
        await ledger.BeginCall("r-1");

        await ledger.Desk.ReleaseAsync("K7P2");
        await ledger.ReadBack("r-1", ZoomStatus.Approved);

        Assert.That((await ledger.Holder("K7P2"), await ledger.Holder("M3M3")), Is.EqualTo(((string?)null, "r-1")));
        Assert.That(await ledger.Record(A.Registrant("r-2").With(code: "M3M3")), Is.EqualTo(Outcome.Waiting(WaitingReason.CodeAlreadyUsed)));
    }
}
