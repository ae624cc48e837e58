using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

internal sealed class ClaimTests(LedgerEngine engine) : LedgerTests(engine)
{
    [Test]
    public async Task Registrant_with_a_free_code_is_owed_an_approval()
    {
        await using var ledger = await A.Ledger();

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        var stored = await ledger.Find("r-1");
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Status, Is.EqualTo(RegistrationStatus.Approving));
            Assert.That(stored.Code, Is.EqualTo("K7P2"));
            Assert.That(stored.Owed, Is.EqualTo(new OwedCall { Action = ZoomAction.Approve, NextAttemptAt = A.Noon }));
        });
    }

    [Test]
    public async Task Registrant_who_loses_the_race_for_a_code_waits()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        var outcome = await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));

        Assert.That(outcome, Is.EqualTo(Outcome.Waiting(WaitingReason.CodeAlreadyUsed)));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Loser_of_a_race_is_settled_for_good()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));

        var loser = await ledger.Find("r-2");

        Assert.That(loser.IsFinal, Is.True);
        Assert.That(loser.Code, Is.Null);
    }

    [Test]
    public async Task Same_registrant_of_another_meeting_is_somebody_else()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2", meeting: new MeetingKey(MeetingKind.Webinar, A.Meeting.Id)));

        Assert.That(outcome, Is.EqualTo(Outcome.Waiting(WaitingReason.CodeAlreadyUsed)));
    }

    [Test]
    public async Task Registrant_who_repeats_keeps_the_claim()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        Assert.That(outcome, Is.EqualTo(new Outcome(RegistrationStatus.Approving, null, Repeated: true)));
        Assert.That(ledger.Scalar<int>("select count(*) from claims"), Is.EqualTo(1));
    }

    [Test]
    public async Task Code_is_free_again_under_another_list_name()
    {
        using var folder = new TempFolder();
        await using (var before = await A.Ledger(folder: folder))
        {
            await before.Record(A.Registrant("r-1").With(code: "K7P2"));
        }

        await using var ledger = await A.Ledger(list: "next event", folder: folder);
        var outcome = await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));

        Assert.That(outcome.Status, Is.EqualTo(RegistrationStatus.Approving));
    }

    [Test]
    public async Task Code_that_a_person_released_is_free_in_its_next_generation()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Desk.ReleaseAsync("K7P2");

        var outcome = await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));

        Assert.That(outcome.Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That((await ledger.Find("r-2")).Generation, Is.EqualTo(2));
    }

    [Test]
    public async Task Claim_survives_reopening()
    {
        using var folder = new TempFolder();
        await using (var before = await A.Ledger(folder: folder))
        {
            await before.Record(A.Registrant("r-1").With(code: "K7P2"));
        }

        await using var ledger = await A.Ledger(folder: folder);
        var outcome = await ledger.Record(A.Registrant("r-2").With(code: "K7P2"));

        Assert.That(outcome, Is.EqualTo(Outcome.Waiting(WaitingReason.CodeAlreadyUsed)));
        Assert.That(ledger.Calls.Epoch, Is.EqualTo(2));
    }

    [Test]
    public async Task Sixteen_threads_after_two_hundred_codes_leave_one_winner_each()
    {
        await using var ledger = await A.Ledger();
        var codes = Enumerable.Range(0, 200).Select(number => $"CODE{number:D3}").ToList();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(racer => Task.Run(async () =>
        {
            List<Outcome> mine = [];
            foreach (var code in racer % 2 == 0 ? codes : Enumerable.Reverse(codes))
            {
                mine.Add(await ledger.Record(A.Registrant($"r-{racer}-{code}").With(code: code)));
            }

            return mine;
        })));

        var all = outcomes.SelectMany(mine => mine).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(all.Count(outcome => outcome.Status == RegistrationStatus.Approving), Is.EqualTo(200));
            Assert.That(all.Count(outcome => outcome.Reason == WaitingReason.CodeAlreadyUsed), Is.EqualTo(15 * 200));
            Assert.That(ledger.Scalar<int>("select count(distinct code) from registrations where status = 2"), Is.EqualTo(200));
            Assert.That(ledger.Scalar<int>("select count(*) from claims"), Is.EqualTo(200));
        });
    }

    [TestCase("r-1", "r-2")]
    [TestCase("r-2", "r-1")]
    public async Task Whoever_comes_first_wins_even_inside_one_commit(string first, string second)
    {
        await using var ledger = await A.Ledger(byHand: true);
        var winner = ledger.Record(A.Registrant(first).With(code: "K7P2"));
        var loser = ledger.Record(A.Registrant(second).With(code: "K7P2"));

        ledger.Writer.DrainOnce();

        Assert.That((await winner).Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That(await loser, Is.EqualTo(Outcome.Waiting(WaitingReason.CodeAlreadyUsed)));
    }

    [Test]
    public async Task Dry_run_counts_a_decision_as_done_and_owes_nothing()
    {
        await using var ledger = await A.Ledger(dryRun: true);

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        Assert.That(outcome.Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(await ledger.Calls.NextDueAsync(), Is.Empty);
    }
}
