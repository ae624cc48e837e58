using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

internal sealed class CallTests(LedgerEngine engine) : LedgerTests(engine)
{
    private static readonly MeetingKey Webinar = new(MeetingKind.Webinar, A.Meeting.Id);

    [Test]
    public async Task Change_of_a_stale_version_is_not_stored()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Record(A.Registrant("r-2").With(code: "M3M3"));
        var (stale, other) = (await ledger.Find("r-1"), await ledger.Find("r-2"));
        await ledger.Desk.DenyAsync(A.Key("r-1"));

        var stored = await ledger.Calls.SaveAsync([
            new Change(Sending.Begun(stale, A.Noon, 1), HistoryEvent.CallBegun), new Change(Sending.Begun(other, A.Noon, 1), HistoryEvent.CallBegun)]);

        Assert.That(stored.Select(one => one.Key.RegistrantId), Is.EqualTo((string[])["r-2"]), "only rows that were really updated may be in the call");
        Assert.That((await ledger.Find("r-1")).Status, Is.EqualTo(RegistrationStatus.Denying));
        Assert.That(await ledger.History("r-1"), Does.Not.Contain(HistoryEvent.CallBegun));
    }

    [Test]
    public async Task One_of_two_changes_made_from_one_version_wins()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        var one = await ledger.Find("r-1");

        var stored = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ledger.Calls.SaveAsync([new Change(Sending.Begun(one, A.Noon, 1), HistoryEvent.CallBegun)])));

        Assert.That(stored.Sum(changes => changes.Count), Is.EqualTo(1));
        Assert.That((await ledger.Find("r-1")).CallsToday, Is.EqualTo(1));
    }

    [Test]
    public async Task Everything_of_a_registration_survives_storing()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2", occurrences: ["1"], remark: "\"ñ\" 漢\0"));
        var next = await ledger.Find("r-1") with
        {
            Reason = WaitingReason.ZoomUnconfirmed,
            ApprovedAt = A.Noon,
            AdoptedAt = A.Noon,
            CallsDay = 20_000,
            CallsToday = 3,
            ZoomWords = "300: no",
            Owed = new OwedCall
            {
                Action = ZoomAction.Deny,
                NextAttemptAt = A.Noon.AddMilliseconds(1),
                AttemptAt = A.Noon,
                AttemptEpoch = 7,
                Reads = 2,
                IdOnly = true,
                Refusals = 1,
                Failures = 4,
                Wish = Wish.Deny,
            },
        };

        var stored = (await ledger.Calls.SaveAsync([new Change(next)])).Single();

        var read = await ledger.Find("r-1");
        Assert.That(read.Answers, Is.EqualTo(stored.Answers));
        Assert.That(read with { Answers = null, Occurrences = [] }, Is.EqualTo(stored with { Answers = null, Occurrences = [] }));
        Assert.That(stored.Version, Is.EqualTo(next.Version + 1));
    }

    [Test]
    public async Task Due_are_the_oldest_first_up_to_the_limit()
    {
        await using var ledger = await A.Ledger();
        foreach (var id in (string[])["r-3", "r-1", "r-2"])
        {
            await ledger.Record(A.Registrant(id).With(code: $"CODE{id}"));
            ledger.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var due = await ledger.Calls.DueAsync(ledger.Now, 2, []);

        Assert.That(due.Select(one => one.Key.RegistrantId), Is.EqualTo((string[])["r-3", "r-1"]));
    }

    [Test]
    public async Task Due_at_the_same_moment_go_in_the_order_of_registration()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2", registered: A.Noon));
        await ledger.Record(A.Registrant("r-2").With(code: "M3M3", registered: A.Noon.AddHours(-1)));

        var due = await ledger.Calls.DueAsync(A.Noon, 10, []);

        Assert.That(due.Select(one => one.Key.RegistrantId), Is.EqualTo((string[])["r-2", "r-1"]));
    }

    [Test]
    public async Task Meetings_that_are_excepted_are_not_due_and_a_webinar_of_the_same_number_is()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Record(A.Registrant("r-2").With(code: "M3M3", meeting: Webinar));

        var due = await ledger.Calls.DueAsync(A.Noon, 10, [A.Meeting]);

        Assert.That(due.Single().Key, Is.EqualTo(new RegistrationKey(Webinar, "r-2")));
        Assert.That(await ledger.Calls.DueAsync(A.Noon, 10, [A.Meeting, Webinar]), Is.Empty);
    }

    [Test]
    public async Task What_is_owed_later_is_not_due_and_says_when()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Calls.SaveAsync([new Change(Sending.NotDone(await ledger.Find("r-1"), A.Noon.AddMinutes(5), counted: false))]);

        var due = await ledger.Calls.DueAsync(A.Noon.AddMinutes(5).AddMilliseconds(-1), 10, []);

        Assert.That(due, Is.Empty);
        Assert.That((await ledger.Calls.NextDueAsync()).Values, Is.EqualTo(new[] { A.Noon.AddMinutes(5) }));
        Assert.That(await ledger.Calls.DueAsync(A.Noon.AddMinutes(5), 10, []), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Nothing_owed_is_due_never()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1"));

        Assert.That(await ledger.Calls.NextDueAsync(), Is.Empty);
    }

    [Test]
    public async Task Open_calls_of_an_earlier_start_are_read_back_at_once()
    {
        using var folder = new TempFolder();
        await using (var before = await A.Ledger(folder: folder))
        {
            await before.Record(A.Registrant("r-1").With(code: "K7P2"));
            await before.Record(A.Registrant("r-2").With(code: "M3M3"));
            var open = await before.BeginCall("r-1");
            var later = A.Noon.AddHours(1);
            await before.Calls.SaveAsync([new Change(Sending.ReadBack(open, later)), new Change(Sending.NotDone(await before.Find("r-2"), later, counted: false))]);
        }

        await using var ledger = await A.Ledger(folder: folder);
        await ledger.Calls.ResumeAsync(A.Noon);

        var due = await ledger.Calls.DueAsync(A.Noon, 10, []);
        Assert.That(due.Select(one => (one.Key.RegistrantId, one.HasOpenAttempt, one.Owed!.AttemptEpoch)), Is.EqualTo(((string, bool, long)[])[("r-1", true, 1)]));
        Assert.That(ledger.Calls.Epoch, Is.EqualTo(2));
    }

    [Test]
    public async Task Call_decided_on_under_a_clock_that_was_ahead_does_not_wait_for_that_time()
    {
        await using var ledger = await A.Ledger();
        ledger.Time.Advance(TimeSpan.FromDays(1));
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        Assert.That((await ledger.Calls.DueAsync(A.Noon, 10, [])).Select(one => one.Key.RegistrantId), Is.EqualTo(new[] { "r-1" }));
    }

    [Test]
    public async Task Freed_code_of_a_change_is_freed_only_while_the_registration_holds_it()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Record(A.Registrant("r-2").With(code: "M3M3"));

        await ledger.Calls.SaveAsync([new Change(Yielding.Released(await ledger.Find("r-1"), A.Noon), HistoryEvent.Released, FreedCode: "M3M3")]);

        Assert.That(await ledger.Holder("M3M3"), Is.EqualTo("r-2"));
    }

    [Test]
    public async Task Confirmed_approval_owes_the_list_a_mark()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        await ledger.Lists.ForgetMarksAsync();

        await ledger.Send("r-1");

        Assert.That((await ledger.Lists.MarksAsync(new ListPlace("s", "t"), null)).Keys, Is.EqualTo((string[])["K7P2"]));
    }

    [Test]
    public async Task Path_from_owed_to_approved_is_written_down()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        ledger.Time.Advance(TimeSpan.FromSeconds(1));

        await ledger.Send("r-1");

        var entries = await ledger.Desk.HistoryAsync(A.Key("r-1"));
        Assert.That(entries.Select(entry => entry.Event), Is.EqualTo((HistoryEvent[])[HistoryEvent.Decided, HistoryEvent.CallBegun, HistoryEvent.Confirmed]));
        Assert.That(entries[^1], Is.EqualTo(new HistoryEntry(A.Noon.AddSeconds(1), HistoryEvent.Confirmed, Actor.Service, RegistrationStatus.Approved, null, "K7P2", 1)));
    }
}
