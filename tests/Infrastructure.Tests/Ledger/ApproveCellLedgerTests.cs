using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

internal sealed class ApproveCellLedgerTests(LedgerEngine engine) : LedgerTests(engine)
{
    private const string Code = "K7P2";

    [Test]
    public async Task One_who_waits_is_approved_with_the_code_and_the_history_names_the_list()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(Waiting("ana"));

        await Cells(ledger).SeeAsync([Code]);

        Assert.That(await Cells(ledger).ApproveAsync(Code), Is.True);

        var stored = await ledger.Find("ana");
        Assert.That((stored.Status, stored.Source, stored.Code, stored.Owed?.Action), Is.EqualTo((RegistrationStatus.Approving, Source.Person, Code, ZoomAction.Approve)));
        Assert.That(await ledger.Holder(Code), Is.EqualTo("ana"));
        var last = (await ledger.Desk.HistoryAsync(A.Key("ana")))[^1];
        Assert.That((last.Event, last.Actor), Is.EqualTo((HistoryEvent.ApproveAsked, Actor.List)));
        Assert.That(await Cells(ledger).CellsAsync(), Is.EqualTo(new Dictionary<string, bool> { [Code] = true }));
    }

    [Test]
    public async Task Ten_passes_at_once_approve_one()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(Waiting("ana"));
        await Cells(ledger).SeeAsync([Code]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Cells(ledger).ApproveAsync(Code)));

        Assert.That(answers.Count(done => done), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_who_wait_are_both_told_of_and_neither_is_approved()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(Waiting("ana"));
        await ledger.Record(Waiting("ben"));
        await Cells(ledger).SeeAsync([Code]);

        Assert.That(await Cells(ledger).ApproveAsync(Code), Is.False);

        Assert.That((await Cells(ledger).ClaimantsAsync([Code]))[Code].Waiting.Select(key => key.RegistrantId), Is.EquivalentTo(new[] { "ana", "ben" }));
        Assert.That((await Cells(ledger).CellsAsync())[Code], Is.False);
    }

    [Test]
    public async Task Held_code_admits_nobody_else()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("ana").With(code: Code));
        await ledger.Record(Waiting("ben"));
        await Cells(ledger).SeeAsync([Code]);

        Assert.That(await Cells(ledger).ApproveAsync(Code), Is.False);
        Assert.That((await Cells(ledger).ClaimantsAsync([Code]))[Code].IsHeld, Is.True);
        Assert.That(await ledger.Holder(Code), Is.EqualTo("ana"));
    }

    [Test]
    public async Task Who_lost_the_code_by_a_persons_hand_gets_it_back_by_one()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("ana").With(code: Code));
        await ledger.Desk.ReleaseAsync(Code);
        Assert.That((await ledger.Find("ana")).Reason, Is.EqualTo(WaitingReason.ReleasedByPerson));
        await Cells(ledger).SeeAsync([Code]);

        Assert.That(await Cells(ledger).ApproveAsync(Code), Is.True);

        Assert.That(await ledger.Holder(Code), Is.EqualTo("ana"));
    }

    [Test]
    public async Task Text_that_was_seen_before_the_code_was_set_free_is_not_meant_for_who_waited()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("ana").With(code: Code));
        await ledger.Record(Waiting("ben"));
        await Cells(ledger).SeeAsync([Code]);

        await ledger.Desk.ReleaseAsync(Code);

        Assert.That((await Cells(ledger).CellsAsync())[Code], Is.True);
        Assert.That(await Cells(ledger).ApproveAsync(Code), Is.False);
    }

    [Test]
    public async Task Nobody_stands_by_a_code_that_nobody_gave()
    {
        await using var ledger = await A.Ledger();

        await Cells(ledger).SeeAsync([Code]);
        Assert.That(await Cells(ledger).ClaimantsAsync([Code]), Is.Empty);
        Assert.That(await Cells(ledger).ApproveAsync(Code), Is.False);
    }

    [Test]
    public async Task What_is_known_of_a_cell_belongs_to_its_list_and_stays_until_the_cell_is_emptied()
    {
        using var folder = new TempFolder();
        await using (var ledger = await A.Ledger(folder: folder))
        {
            await Cells(ledger).SeeAsync([Code, "M3M3", "Q5Q5"]);
            await Cells(ledger).SettleAsync([Code, "M3M3"]);
            await Cells(ledger).SeeAsync([Code]);
            await Cells(ledger).ForgetAsync(["M3M3"]);
        }

        await using (var other = await A.Ledger(list: "another", folder: folder))
        {
            Assert.That(await Cells(other).CellsAsync(), Is.Empty);
        }

        await using var again = await A.Ledger(folder: folder);
        Assert.That(await Cells(again).CellsAsync(), Is.EquivalentTo(new Dictionary<string, bool> { [Code] = true, ["Q5Q5"] = false }));
    }

    private static SqlApproveCellLedger Cells(TestLedger ledger) => new(ledger.Inner);

    private static Recording Waiting(string id) => A.Registrant(id).With(waits: WaitingReason.CodeExpired, candidates: [Code]);
}
