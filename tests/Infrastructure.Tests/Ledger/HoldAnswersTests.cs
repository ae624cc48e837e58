using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>What people answered about great changes of the list.</summary>
internal sealed class HoldAnswersTests(LedgerEngine engine) : LedgerTests(engine)
{
    [Test]
    public async Task Answers_are_kept_until_they_are_forgotten()
    {
        await using var ledger = await A.Ledger();
        var holds = new SqlHoldLedger(ledger.Inner);
        Assert.That(await holds.LoadAsync(), Is.Null);

        await holds.SaveAsync(new HoldAnswers(new ListPlace("sheet", "7"), HoldAnswer.Keep, new HashSet<string> { "K7P2" }, new HashSet<string> { "M3M3", "ÑANDÚ1" }));
        var kept = (await new SqlHoldLedger(ledger.Inner).LoadAsync())!;
        await holds.SaveAsync(null);

        Assert.That((kept.Place, kept.OtherPlace), Is.EqualTo((new ListPlace("sheet", "7"), (HoldAnswer?)HoldAnswer.Keep)));
        Assert.That(kept.Confirmed, Is.EquivalentTo(new[] { "K7P2" }));
        Assert.That(kept.Kept, Is.EquivalentTo(new[] { "M3M3", "ÑANDÚ1" }));
        Assert.That(await holds.LoadAsync(), Is.Null);
    }

    [Test]
    public async Task Spent_are_the_codes_that_somebody_holds_now()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Record(A.Registrant("r-2").With(code: "M3M3"));
        await ledger.Desk.ReleaseAsync("K7P2");

        Assert.That(await new SqlHoldLedger(ledger.Inner).SpentAsync(), Is.EquivalentTo(new[] { "M3M3" }));
    }
}
