using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>The list's mark names somebody else for a code that was promised and not yet sent.</summary>
internal sealed class YieldingToMarkTests(LedgerEngine engine) : LedgerTests(engine)
{
    [Test]
    public async Task Registration_that_was_not_sent_waits_and_its_code_is_held_by_nobody()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        var yielded = await ledger.Lists.YieldToMarkAsync(await ledger.Find("r-1"), "K7P2");

        var stored = await ledger.Find("r-1");
        Assert.That(yielded, Is.True);
        Assert.That((stored.Status, stored.Reason, stored.Code, stored.Owed), Is.EqualTo((RegistrationStatus.Waiting, (WaitingReason?)WaitingReason.CodeAlreadyUsed, (string?)null, (OwedCall?)null)));
        Assert.That(await ledger.Holder("K7P2"), Is.Null, "what keeps it spent from now on is the mark");
    }

    [Test]
    public async Task History_says_that_the_list_displaced_it()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        await ledger.Lists.YieldToMarkAsync(await ledger.Find("r-1"), "K7P2");

        var last = (await ledger.Desk.HistoryAsync(A.Key("r-1")))[^1];
        Assert.That((last.Event, last.Actor, last.Code), Is.EqualTo((HistoryEvent.Displaced, Actor.List, "K7P2")));
    }

    [Test]
    public async Task Registration_whose_call_has_begun_since_is_left_alone()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        var unsent = await ledger.Find("r-1");
        await ledger.BeginCall("r-1");

        var yielded = await ledger.Lists.YieldToMarkAsync(unsent, "K7P2");

        Assert.That(yielded, Is.False);
        Assert.That(((await ledger.Find("r-1")).Status, await ledger.Holder("K7P2")), Is.EqualTo((RegistrationStatus.Approving, "r-1")));
        Assert.That(await ledger.History("r-1"), Has.None.EqualTo(HistoryEvent.Displaced));
    }

    [Test]
    public async Task Registration_that_stands_by_another_code_is_left_alone()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        var yielded = await ledger.Lists.YieldToMarkAsync(await ledger.Find("r-1"), "M3M3");

        Assert.That(yielded, Is.False);
        Assert.That(((await ledger.Find("r-1")).Status, await ledger.Holder("K7P2")), Is.EqualTo((RegistrationStatus.Approving, "r-1")));
    }

    [Test]
    public async Task Claim_that_is_somebody_elses_by_now_stays_theirs()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        ledger.Execute("update claims set registrant_id = 'r-2' where code = 'K7P2'");

        var yielded = await ledger.Lists.YieldToMarkAsync(await ledger.Find("r-1"), "K7P2");

        Assert.That(yielded, Is.True);
        Assert.That(ledger.Scalar<string>("select registrant_id from claims c where code = 'K7P2' and generation = (select coalesce(max(generation), 1) from generations where code = 'K7P2')"), Is.EqualTo("r-2"));
    }
}
