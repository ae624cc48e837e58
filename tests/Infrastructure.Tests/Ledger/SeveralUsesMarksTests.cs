using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>What the mark of a code of several uses stands for, and what people's edits of it do in the ledger.</summary>
internal sealed class SeveralUsesMarksTests(LedgerEngine engine) : LedgerTests(engine)
{
    private const string Code = "K7P2";

    private static readonly ListPlace Sheet = new("sheet", "0");

    [Test]
    public async Task Cleared_cell_frees_the_uses_that_its_mark_had_counted_and_no_later_one()
    {
        await using var ledger = await SeveralUsesTests.Family(4);
        await SeveralUsesTests.Come(ledger, "r-1", "r-2");
        var before = await Facts(ledger);
        await ledger.Lists.SaveMarksAsync(Sheet, [new MarkStep(Code, new MarkBase(new MarkedCells(new("2/4", "r-2"), ""), null, before.Claim), null)]);
        await SeveralUsesTests.Come(ledger, "r-3");

        var cleared = await Facts(ledger);
        await ledger.Lists.ReleaseClearedAsync(cleared.Counted("r-2"));

        Assert.That((cleared.IsSeenOfHolder, await ledger.Holder(Code)), Is.EqualTo((true, "r-3")));
        Assert.That((await Facts(ledger)).IsSeenOfHolder, Is.False);
    }

    [Test]
    public async Task Cell_that_was_cleared_beside_a_later_id_than_was_seen_frees_that_use_too()
    {
        await using var ledger = await SeveralUsesTests.Family(4);
        await SeveralUsesTests.Come(ledger, "r-1");
        var before = await Facts(ledger);
        await ledger.Lists.SaveMarksAsync(Sheet, [new MarkStep(Code, new MarkBase(new MarkedCells(new("1/4", "r-1"), ""), null, before.Claim), null)]);
        await SeveralUsesTests.Come(ledger, "r-2", "r-3");

        await ledger.Lists.ReleaseClearedAsync((await Facts(ledger)).Counted("r-2"));

        Assert.That(await ledger.Holder(Code), Is.EqualTo("r-3"));
    }

    [Test]
    public async Task Whoever_is_in_beyond_the_uses_takes_over_one_that_is_cleared()
    {
        await using var ledger = await SeveralUsesTests.Family(2); // an older one was put back: r-8 and r-9 came in after the cell was cleared
        await SeveralUsesTests.Come(ledger, "r-1", "r-2");
        await ledger.Send("r-1");
        await ledger.Send("r-2");
        await ledger.Adopt(A.Registrant("r-8").With(candidates: [Code]), Code);

        await ledger.Lists.ReleaseClearedAsync(await Facts(ledger));

        Assert.That(await ledger.Holder(Code), Is.EqualTo("r-8"));
    }

    [Test]
    public async Task Yielding_to_a_mark_gives_up_one_use()
    {
        await using var ledger = await SeveralUsesTests.Family(2);
        await SeveralUsesTests.Come(ledger, "r-1", "r-2");

        await ledger.Lists.YieldToMarkAsync(await ledger.Find("r-2"), Code);

        Assert.That((await ledger.Holder(Code), (await ledger.Find("r-2")).Reason), Is.EqualTo(("r-1", WaitingReason.CodeAlreadyUsed)));
    }

    [Test]
    public async Task Mark_facts_name_the_last_holder_and_count_those_who_hold_a_use()
    {
        await using var ledger = await SeveralUsesTests.Family(3);
        await SeveralUsesTests.Come(ledger, "r-1", "r-2", "r-3");
        await ledger.Desk.ReleaseAsync(Code, "r-3");

        var facts = await Facts(ledger);

        Assert.That((facts.Holder!.Key.RegistrantId, facts.Held, facts.Uses.Count), Is.EqualTo(("r-2", 2, 3)));
        Assert.That(facts.ClaimOf("r-3"), Is.Not.Null, "a mark that names it is still ours");
    }

    private static async Task<MarkFacts> Facts(TestLedger ledger) => (await ledger.Lists.MarksAsync(Sheet, [Code]))[Code];
}
