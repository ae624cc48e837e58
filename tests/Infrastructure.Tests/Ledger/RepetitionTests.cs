using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>Who is heard of again: by a delivery, a sweep, or with other answers.</summary>
internal sealed class RepetitionTests(LedgerEngine engine) : LedgerTests(engine)
{
    private static readonly DateTimeOffset Later = A.Noon.AddMinutes(10);

    [Test]
    public async Task Delivery_repeated_a_hundred_times_is_one_registration()
    {
        await using var ledger = await A.Ledger();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ledger.Record(A.Registrant("r-1").With(code: "K7P2"))));

        Assert.Multiple(() =>
        {
            Assert.That(outcomes.Select(outcome => outcome.Status), Is.All.EqualTo(RegistrationStatus.Approving));
            Assert.That(outcomes.Count(outcome => !outcome.Repeated), Is.EqualTo(1));
            Assert.That(ledger.Scalar<string>("select (select count(*) from registrations) || '' || (select count(*) from claims) || (select count(*) from history)"), Is.EqualTo("111"));
        });
    }

    [Test]
    public async Task Guest_who_mistyped_and_registers_anew_is_judged_again()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(candidates: ["K7PZ"], waits: WaitingReason.UnknownCode));

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2", registered: Later));

        Assert.That(outcome.Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That((await ledger.Find("r-1")).RegisteredAt, Is.EqualTo(Later));
        Assert.That(await ledger.History("r-1"), Is.EqualTo((HistoryEvent[])[HistoryEvent.Decided, HistoryEvent.AnswersReplaced, HistoryEvent.Decided]));
    }

    [Test]
    public async Task Older_delivery_with_other_answers_changes_nothing()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(candidates: ["K7PZ"], waits: WaitingReason.UnknownCode, registered: Later));
        var before = await ledger.Find("r-1");

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2", registered: A.Noon));

        Assert.That(outcome, Is.EqualTo(new Outcome(RegistrationStatus.Waiting, WaitingReason.UnknownCode, Repeated: true)));
        Assert.That((await ledger.Find("r-1")).Version, Is.EqualTo(before.Version));
    }

    [Test]
    public async Task Same_answers_at_a_newer_time_change_nothing()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2", waits: WaitingReason.UnknownCode));

        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2", registered: Later));

        Assert.That(outcome.Repeated, Is.True);
    }

    [Test]
    public async Task Sweep_with_other_answers_counts_when_it_is_younger_than_the_delivery()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(candidates: ["K7PZ"], waits: WaitingReason.UnknownCode));

        var before = await ledger.Record(A.Registrant("r-1").With(code: "K7P2").Swept(A.Noon.AddMinutes(-1)));
        var after = await ledger.Record(A.Registrant("r-1").With(code: "K7P2").Swept(Later));

        Assert.That((before.Repeated, after.Status), Is.EqualTo((true, RegistrationStatus.Approving)));
    }

    [Test]
    public async Task Sweep_never_takes_the_time_of_registration_back()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(candidates: ["K7PZ"], waits: WaitingReason.UnknownCode, registered: Later));
        ledger.Time.Advance(TimeSpan.FromHours(1));

        await ledger.Record(A.Registrant("r-1").With(candidates: ["K7PY"], waits: WaitingReason.CodeExpired, registered: A.Noon).Swept(ledger.Now));

        Assert.That((await ledger.Find("r-1")).RegisteredAt, Is.EqualTo(Later));
    }

    [Test]
    public async Task Registrant_whom_Zoom_refused_stays_refused_until_another_code_is_offered()
    {
        await using var ledger = await A.Ledger();
        await ledger.Refuse("r-1");

        var same = await ledger.Record(A.Registrant("r-1").With(code: "K7P2", remark: "again", registered: Later));
        var other = await ledger.Record(A.Registrant("r-1").With(code: "M3M3", registered: Later));

        Assert.That((same.Reason, other.Status), Is.EqualTo((WaitingReason.ZoomRefused, RegistrationStatus.Approving)));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"), "nothing but a person frees a code");
    }

    [Test]
    public async Task Claim_of_a_refused_registrant_is_still_shown_when_the_new_answers_hold_no_code()
    {
        await using var ledger = await A.Ledger();
        await ledger.Refuse("r-1");

        await ledger.Record(A.Registrant("r-1").With(candidates: ["ZZZZ"], waits: WaitingReason.UnknownCode, registered: Later));

        var stored = await ledger.Find("r-1");
        Assert.That((stored.Reason, stored.Code, stored.Generation), Is.EqualTo(((WaitingReason?)WaitingReason.UnknownCode, "K7P2", 1)));
    }

    [Test]
    public async Task Approved_registrant_whom_a_sweep_finds_pending_is_owed_again()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Send("r-1");

        var stale = await ledger.Record(A.Registrant("r-1").With(code: "K7P2").Swept(A.Noon.AddMinutes(-1)));
        var outcome = await ledger.Record(A.Registrant("r-1").With(code: "K7P2").Swept(Later));

        Assert.That((stale.Repeated, outcome.Status), Is.EqualTo((true, RegistrationStatus.Approving)));
        Assert.That((await ledger.Find("r-1")).Owed?.Action, Is.EqualTo(ZoomAction.Approve));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Registrant_of_an_earlier_event_is_judged_by_the_present_list()
    {
        using var folder = new TempFolder();
        await using (var before = await A.Ledger(folder: folder))
        {
            await before.Record(A.Registrant("r-1").With(code: "K7P2"));
            await before.Send("r-1");
        }

        await using var ledger = await A.Ledger(list: "next event", folder: folder);
        var outcome = await ledger.Record(A.Registrant("r-1").With(candidates: ["K7P2"], waits: WaitingReason.UnknownCode).Swept(Later));

        var stored = await ledger.Find("r-1");
        Assert.That(outcome, Is.EqualTo(Outcome.Waiting(WaitingReason.UnknownCode)));
        Assert.That((stored.List, stored.Code), Is.EqualTo(("next event", (string?)null)));
    }

    [Test]
    public async Task Sweeps_of_a_dry_run_leave_what_was_decided_alone()
    {
        await using var ledger = await A.Ledger(dryRun: true);
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Record(A.Registrant("r-2").With(code: "M3M3", waits: WaitingReason.WrongSession));
        await ledger.Desk.DenyAsync(A.Key("r-2"));
        var history = ledger.Scalar<int>("select count(*) from history");

        var approved = await ledger.Record(A.Registrant("r-1").With(code: "K7P2").Swept(Later));
        var denied = await ledger.Record(A.Registrant("r-2").With(code: "M3M3").Swept(Later));

        Assert.That((approved.Status, approved.Repeated), Is.EqualTo((RegistrationStatus.Approved, true)));
        Assert.That((denied.Status, denied.Repeated), Is.EqualTo((RegistrationStatus.Denied, true)));
        Assert.That(ledger.Scalar<int>("select count(*) from history"), Is.EqualTo(history));
    }

    [Test]
    public async Task New_occurrences_are_added_under_the_same_claim_and_none_is_lost()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2", occurrences: ["1", "2"]));

        await ledger.Record(A.Registrant("r-1").With(code: "K7P2", occurrences: ["3"]));

        var stored = await ledger.Find("r-1");
        Assert.That(stored.Occurrences, Is.EqualTo((string[])["1", "2", "3"]));
        Assert.That(stored.Code, Is.EqualTo("K7P2"));
        Assert.That((await ledger.History("r-1"))[^1], Is.EqualTo(HistoryEvent.OccurrencesAdded));
    }

    [Test]
    public async Task Answers_in_another_order_are_the_same_answers()
    {
        await using var ledger = await A.Ledger();
        Recording first = A.Registrant("r-1").With(code: "K7P2", waits: WaitingReason.UnknownCode);
        await ledger.Record(first with { Registrant = first.Registrant with { Answers = [new("Code", "K7P2"), new("Day", "Mon"), new("Day", "Tue")] } });

        var outcome = await ledger.Record(first with
        {
            Registrant = first.Registrant with { Answers = [new("Day", "Tue"), new("Empty", " "), new("Day", "Mon"), new("Code", "K7P2")], RegisteredAt = Later },
        });

        Assert.That(outcome.Repeated, Is.True);
    }

    [Test]
    public async Task Hints_are_kept_once_oldest_first_until_dropped()
    {
        await using var ledger = await A.Ledger();
        foreach (var id in (string[])["r-2", "r-1", "r-2", "r-3"])
        {
            await ledger.Registrations.KeepHintAsync(A.Key(id));
            ledger.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await ledger.Registrations.HintsAsync(2);
        await ledger.Registrations.DropHintAsync(A.Key("r-2"));
        var rest = await ledger.Registrations.HintsAsync(9);

        Assert.That(first, Is.EqualTo((RegistrationKey[])[A.Key("r-2"), A.Key("r-1")]));
        Assert.That(rest, Is.EqualTo((RegistrationKey[])[A.Key("r-1"), A.Key("r-3")]));
    }
}
