using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>A person emptied the status cell for certain.</summary>
internal sealed class ClearedTests(LedgerEngine engine) : LedgerTests(engine)
{
    private static readonly ListPlace Sheet = new("sheet", "0");

    [Test]
    public async Task Code_is_free_for_the_next_one_and_the_list_is_named_as_who_freed_it()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        await ledger.Lists.ReleaseClearedAsync(await Facts(ledger));
        await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));

        Assert.That(((await ledger.Find("r-1")).Reason, await ledger.Holder("K7P2")), Is.EqualTo((WaitingReason.ReleasedByPerson, "r-2")));
        var freed = (await ledger.Desk.HistoryAsync((await ledger.Find("r-1")).Key)).Single(entry => entry.Event == HistoryEvent.Released);
        Assert.That((freed.Actor, freed.Code), Is.EqualTo((Actor.List, "K7P2")));
    }

    [Test]
    public async Task Code_with_which_somebody_else_is_in_too_is_theirs_and_free_only_when_it_is_cleared_again()
    {
        await using var ledger = await A.Ledger(); // an older one was put back: it knows r-1's claim, and r-2 came in after it was freed
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Send("r-1");
        await ledger.Adopt(A.Registrant("r-2").With(candidates: ["K7P2"]), "K7P2");

        await ledger.Lists.ReleaseClearedAsync(await Facts(ledger));
        var first = await ledger.Holder("K7P2");
        await ledger.Lists.ReleaseClearedAsync(await Facts(ledger));

        Assert.That((first, await ledger.Holder("K7P2")), Is.EqualTo(("r-2", (string?)null)));
    }

    [Test]
    public async Task Code_that_nobody_holds_stays_as_it_is()
    {
        await using var ledger = await A.Ledger();

        await ledger.Lists.ReleaseClearedAsync(await Facts(ledger));

        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        Assert.That((await ledger.Find("r-1")).Generation, Is.EqualTo(1));
    }

    [Test]
    public async Task Claim_that_is_no_more_the_one_whose_mark_was_cleared_stays()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        var cleared = await Facts(ledger);
        await ledger.Desk.ReleaseAsync("K7P2");
        await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));

        await ledger.Lists.ReleaseClearedAsync(cleared);

        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-2"));
    }

    private static async Task<MarkFacts> Facts(TestLedger ledger) => (await ledger.Lists.MarksAsync(Sheet, ["K7P2"]))["K7P2"];
}
