using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>What a sweep need not record again.</summary>
internal sealed class UnchangedTests(LedgerEngine engine) : LedgerTests(engine)
{
    [Test]
    public async Task Who_waits_with_the_same_answers_is_unchanged_and_with_others_is_not()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("same").With(waits: WaitingReason.UnknownCode, candidates: ["K7P2"]));
        await ledger.Record(A.Registrant("other").With(waits: WaitingReason.UnknownCode, candidates: ["K7P2"]));

        var unchanged = await Unchanged(
            ledger, A.Registrant("same").With(candidates: ["K7P2"]), A.Registrant("other").With(candidates: ["M9X4"]), A.Registrant("new"));

        Assert.That(unchanged, Is.EquivalentTo(new[] { "same" }));
    }

    [Test]
    public async Task Whose_call_is_still_owed_is_unchanged_while_Zoom_says_pending()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("owed").With(code: A.Code));

        Assert.That(await Unchanged(ledger, A.Registrant("owed")), Is.EquivalentTo(new[] { "owed" }));
        Assert.That(await Unchanged(ledger, A.Registrant("owed").With(status: ZoomStatus.Approved)), Is.Empty, "that confirms it");
    }

    [Test]
    public async Task Who_is_approved_here_and_there_is_unchanged_until_Zoom_says_otherwise()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("in").With(code: A.Code));
        await ledger.Send("in");

        Assert.That(await Unchanged(ledger, A.Registrant("in").With(status: ZoomStatus.Approved)), Is.EquivalentTo(new[] { "in" }));
        Assert.That(await Unchanged(ledger, A.Registrant("in").With(status: ZoomStatus.Denied)), Is.Empty);
        Assert.That(await Unchanged(ledger, A.Registrant("in").With(status: ZoomStatus.Pending)), Is.Empty);
    }

    [Test]
    public async Task Who_is_denied_there_and_here_or_unknown_is_unchanged()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("out"));
        await ledger.Registrations.DeniedInZoomAsync(A.Key("out"), ledger.Now);

        var unchanged = await Unchanged(ledger, A.Registrant("out").With(status: ZoomStatus.Denied), A.Registrant("never-seen").With(status: ZoomStatus.Denied));

        Assert.That(unchanged, Is.EquivalentTo(new[] { "out", "never-seen" }));
        Assert.That(await Unchanged(ledger, A.Registrant("out").With(status: ZoomStatus.Pending)), Is.Empty);
        Assert.That(await Unchanged(ledger, A.Registrant("out").With(status: ZoomStatus.Approved)), Is.Empty);
    }

    [Test]
    public async Task Registrant_shown_twice_in_a_page_is_one()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("twice"));

        Assert.That(await Unchanged(ledger, A.Registrant("twice"), A.Registrant("twice")), Is.EquivalentTo(new[] { "twice" }));
    }

    private static async Task<IReadOnlySet<string>> Unchanged(TestLedger ledger, params RegistrantBuilder[] page) => await ledger.Registrations.UnchangedAsync(
        A.Meeting, [.. page.Select(one => ((Application.Ports.Recording)one).Registrant)]);
}
