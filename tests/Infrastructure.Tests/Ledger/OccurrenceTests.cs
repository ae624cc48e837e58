using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>Registrations for occurrences of a recurring meeting, on the real ledger.</summary>
internal sealed class OccurrenceTests(LedgerEngine engine) : LedgerTests(engine)
{
    [Test]
    public async Task Further_occurrence_of_one_who_is_in_is_owed_under_the_same_claim()
    {
        await using var ledger = await InForOne();

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2", occurrences: ["1", "2"]));

        var stored = await ledger.Find("r-1");
        Assert.That((outcome.Status, outcome.Repeated), Is.EqualTo((RegistrationStatus.Approved, false)));
        Assert.That((stored.Owed?.Action, Occurring.Next(stored), stored.Generation), Is.EqualTo((ZoomAction.Approve, "2", 1)));
        Assert.That(stored.OccurrencesSeen, Is.EqualTo(new Dictionary<string, ZoomStatus> { ["1"] = ZoomStatus.Approved }));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Further_occurrence_is_not_owed_once_a_person_released_the_code()
    {
        await using var ledger = await InForOne();
        await ledger.Desk.ReleaseAsync("K7P2");

        await ledger.Record(A.Registrant("r-1").With(code: "K7P2", occurrences: ["2"]));

        Assert.That((await ledger.Find("r-1")).Owed, Is.Null);
    }

    [Test]
    public async Task Release_between_two_occurrences_stops_the_second()
    {
        await using var ledger = await InForOne("1", "2");

        var answer = await ledger.Desk.ReleaseAsync("K7P2");

        Assert.That(answer.End, Is.EqualTo(DeskEnd.StaysApproved));
        Assert.That((await ledger.Find("r-1")).Owed, Is.Null);
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
    }

    [Test]
    public async Task Repeated_delivery_of_the_same_occurrences_changes_nothing()
    {
        await using var ledger = await InForOne();
        var before = await ledger.Find("r-1");

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2", occurrences: ["1"]));

        Assert.That(outcome.Repeated, Is.True);
        Assert.That((await ledger.Find("r-1")).Version, Is.EqualTo(before.Version));
    }

    [Test]
    public async Task Occurrence_that_Zoom_shows_as_pending_again_is_owed_again()
    {
        await using var ledger = await InForOne();
        ledger.Time.Advance(TimeSpan.FromMinutes(1));

        await ledger.Record(A.Registrant("r-1").With(code: "K7P2", occurrences: ["1"]).Swept(ledger.Now));

        Assert.That(Occurring.Next(await ledger.Find("r-1")), Is.EqualTo("1"));
        Assert.That((await ledger.Find("r-1")).Owed, Is.Not.Null);
    }

    [Test]
    public async Task Who_is_in_for_another_occurrence_proves_nothing_of_ours()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2", occurrences: ["1", "2"]));
        await Begin(ledger);

        await ledger.Adopt(A.Registrant("r-1").With(code: "K7P2", occurrences: ["2"]), "K7P2");
        var other = await ledger.Find("r-1");
        await ledger.Adopt(A.Registrant("r-1").With(code: "K7P2", occurrences: ["1"]), "K7P2");
        var own = await ledger.Find("r-1");

        Assert.That((other.Status, other.HasOpenAttempt), Is.EqualTo((RegistrationStatus.Approving, true)));
        Assert.That((own.Status, Occurring.Next(own)), Is.EqualTo((RegistrationStatus.Approved, "2")));
    }

    [Test]
    public async Task Person_who_approved_one_occurrence_on_their_word_is_not_taken_to_have_approved_others()
    {
        await using var ledger = await A.Ledger();
        await ledger.Adopt(A.Registrant("r-1").With(occurrences: ["1"]));
        ledger.Time.Advance(TimeSpan.FromMinutes(1));

        await ledger.Record(A.Registrant("r-1").With(occurrences: ["2"]).Swept(ledger.Now));

        Assert.That((await ledger.Find("r-1")).Owed, Is.Null);
    }

    private static async Task<TestLedger> InForOne(params string[] occurrences)
    {
        var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2", occurrences: occurrences is [] ? ["1"] : occurrences));
        await Begin(ledger);
        await ledger.ReadBack("r-1", ZoomStatus.Approved);
        return ledger;
    }

    private static async Task Begin(TestLedger ledger)
    {
        var owed = await ledger.Find("r-1");
        await ledger.Calls.SaveAsync([new Change(Sending.Begun(owed, ledger.Now, ledger.Calls.Epoch, Occurring.Next(owed)), HistoryEvent.CallBegun)]);
    }
}
