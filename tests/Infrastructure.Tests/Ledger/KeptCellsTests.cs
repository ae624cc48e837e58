using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>What stood in the sheet before a write, and what was sent: one process remembers it at a time.</summary>
internal sealed class KeptCellsTests(LedgerEngine engine) : LedgerTests(engine)
{
    private static readonly ListPlace Sheet = new("sheet", "0");

    [Test]
    public async Task Kept_cells_are_those_of_one_place_until_all_are_dropped()
    {
        await using var ledger = await A.Ledger();
        var (ana, luis) = (new KeptCells("K7P2", "usado", "mesa 4", "con ella"), new KeptCells("M3M3", "x", "", ""));
        await ledger.Lists.KeepAsync(Sheet, [ana, luis], []);
        await ledger.Lists.KeepAsync(Sheet, [luis with { Status = "y" }], ["K7P2"]);

        var kept = await ledger.Lists.KeptAsync(Sheet);
        var elsewhere = await ledger.Lists.KeptAsync(Sheet with { Tab = "1" });
        await ledger.Lists.KeepAsync(Sheet, [], null);

        Assert.That(kept.Values, Is.EqualTo(new[] { luis with { Status = "y" } }));
        Assert.That((elsewhere.Count, (await ledger.Lists.KeptAsync(Sheet)).Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Process_that_lost_the_ledger_to_another_remembers_nothing_more_of_the_sheet_and_so_writes_nothing()
    {
        await using var ledger = await A.Ledger();
        LedgerIdentity.Begin(ledger.Store, ledger.Connection, dryRun: false); // another one, while this one was paused

        using var all = Assert.EnterMultipleScope();
        Assert.That(() => ledger.Lists.KeepAsync(Sheet, [new KeptCells("K7P2", "usado", "", "")], []), Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("start 2"));
        Assert.That(() => ledger.Lists.KeepAsync(Sheet, [], null), Throws.TypeOf<LedgerUnavailableException>());
        Assert.That(() => ledger.Lists.SaveMarksAsync(Sheet, [new MarkStep("K7P2", new MarkBase(null, new MarkedCells(new Mark("PENDING", "r-1"), "")), null)]), Throws.TypeOf<LedgerUnavailableException>());
    }
}
