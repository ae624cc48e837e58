using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Registrations;

/// <summary>Which calls leave, and when.</summary>
internal sealed class SendApprovalsTests
{
    private readonly SendBench bench = new();

    [Test]
    public async Task Owed_approval_is_sent_read_back_and_confirmed_in_one_pass()
    {
        bench.Owe("r-1");

        var report = await bench.PassAsync();

        Assert.That(report.Handled, Is.EqualTo(1));
        Assert.That(report.NextDue, Is.Null);
        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(bench.Ledger["r-1"].ApprovedAt, Is.EqualTo(A.Now));
        Assert.That(bench.Approvals.Confirmed, Is.EqualTo(1));
        Assert.That(bench.Ledger.EventsOf("r-1"), Is.EqualTo(new[] { HistoryEvent.CallBegun, HistoryEvent.Confirmed }));
        Assert.That(bench.Zoom.Calls.Single().Registrants.Single(), Is.EqualTo(new RegistrantName("r-1", "r-1@example.org")));
    }

    [Test]
    public async Task Attempt_stands_in_the_ledger_before_the_call_leaves()
    {
        bench.Owe("r-1");
        Registration? seen = null;
        bench.Zoom.BeforeStatus = _ =>
        {
            seen = bench.Ledger["r-1"];
            return Task.CompletedTask;
        };

        await bench.PassAsync();

        Assert.That(seen!.HasOpenAttempt, Is.True);
        Assert.That(seen.Owed!.AttemptEpoch, Is.EqualTo(7));
        Assert.That(seen.CallsToday, Is.EqualTo(1));
    }

    [TestCase(29, 1)]
    [TestCase(31, 0)]
    public async Task Call_that_was_remembered_long_ago_is_not_made_but_read_back(int seconds, int calls)
    {
        bench.Owe("r-1");
        bench.Ledger.AfterSave = () =>
        {
            if (bench.Ledger["r-1"].HasOpenAttempt)
            {
                bench.Ledger.AfterSave = null;
                bench.Time.Advance(TimeSpan.FromSeconds(seconds)); // the process was stopped, and goes on
            }
        };

        await bench.PassAsync();

        Assert.That(bench.Zoom.Calls, Has.Count.EqualTo(calls));
        Assert.That(bench.Zoom.Reads, Is.Not.Empty);
    }

    [Test]
    public async Task Row_that_somebody_changed_meanwhile_gets_no_call()
    {
        bench.Owe("r-1", "r-2");
        var due = await bench.Ledger.DueAsync(A.Now, 10, []);
        bench.Ledger.Put(bench.Ledger["r-2"] with { Status = RegistrationStatus.Waiting, Owed = null }); // released between reading and writing

        await bench.RunAsync(A.Meeting, due);

        Assert.That(bench.Zoom.Calls.Single().Registrants.Select(one => one.Id), Is.EqualTo(new[] { "r-1" }));
        Assert.That(bench.Ledger["r-2"].Status, Is.EqualTo(RegistrationStatus.Waiting));
        Assert.That(bench.Ledger["r-2"].CallsToday, Is.Zero);
    }

    [Test]
    public async Task Nothing_leaves_when_every_row_was_changed_meanwhile()
    {
        bench.Owe("r-1");
        var due = await bench.Ledger.DueAsync(A.Now, 10, []);
        bench.Ledger.Put(bench.Ledger["r-1"] with { FirstName = "Eva" });

        await bench.RunAsync(A.Meeting, due);

        Assert.That(bench.Zoom.Calls, Is.Empty);
        Assert.That(bench.Zoom.Reads, Is.Empty);
    }

    [Test]
    public async Task Batches_hold_at_most_thirty()
    {
        bench.Owe(Enumerable.Range(0, 65).Select(i => $"r-{i:D2}"));

        await bench.PassAsync();

        Assert.That(bench.Zoom.Calls.Select(call => call.Registrants.Count), Is.EqualTo(new[] { 30, 30, 5 }));
        Assert.That(bench.Zoom.Calls.SelectMany(call => call.Registrants), Is.Unique);
    }

    [Test]
    public async Task Only_what_is_alike_goes_together()
    {
        bench.Owe("plain-1", "plain-2");
        bench.Owe(A.Registration("deny-1", RegistrationStatus.Denying));
        bench.Owe(Owing("id-only", owed => owed with { IdOnly = true }));
        bench.Owe(Owing("refused-once", owed => owed with { Refusals = 1 }));
        bench.Owe(Owing("alone-1", owed => owed with { Refusals = 2 }));
        bench.Owe(Owing("alone-2", owed => owed with { Refusals = 2 }));

        await bench.PassAsync();

        Assert.That(
            bench.Zoom.Calls.Select(call => $"{call.Action} {string.Join('+', call.Registrants.Select(one => one.Id))}{(call.IdOnly ? " id only" : "")}"),
            Is.EquivalentTo(new[] { "Approve plain-1+plain-2", "Deny deny-1", "Approve id-only id only", "Approve refused-once", "Approve alone-1", "Approve alone-2" }));
    }

    [Test]
    public async Task Nothing_is_sent_for_a_session_that_was_not_read_yet()
    {
        var closed = new SendBench(gatesOpen: false);
        closed.Owe("r-1");
        closed.Owe(A.Registration("w-1", meeting: A.Other));
        closed.Agenda.Done(A.Other, A.Now);

        var report = await closed.PassAsync();

        Assert.That(closed.Zoom.Calls.Single().Meeting, Is.EqualTo(A.Other));
        Assert.That(report.NextDue, Is.Null, "nobody waits for the gate: when it opens it wakes the worker");
        closed.Agenda.Done(A.Meeting, A.Now);
        await closed.PassAsync();
        Assert.That(closed.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
    }

    [Test]
    public async Task Paused_meeting_is_left_out_until_its_pause_ends()
    {
        bench.Owe("r-1");
        bench.Owe(A.Registration("w-1", meeting: A.Other));
        bench.Pauses.Failed(A.Meeting);

        var report = await bench.PassAsync();
        Assert.That(bench.Zoom.Calls.Single().Meeting, Is.EqualTo(A.Other));
        Assert.That(report.NextDue, Is.EqualTo(A.Now.AddSeconds(1)));
        await bench.PassAfterAsync(TimeSpan.FromSeconds(1));

        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
    }

    [Test]
    public async Task Long_pause_of_one_meeting_does_not_delay_what_another_owes_soon()
    {
        bench.Owe("r-1");
        bench.Owe(A.Registration("w-1", meeting: A.Other));
        bench.Pauses.Refused(A.Meeting, null);
        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.Accepted); // without effect: to be read again in two seconds

        var report = await bench.PassAsync();

        Assert.That(report.NextDue, Is.LessThanOrEqualTo(A.Now.AddSeconds(2)));
    }

    [Test]
    public async Task Meeting_held_back_for_hours_does_not_hide_when_the_others_are_due()
    {
        bench.Owe("r-1");
        bench.Owe(A.Registration("w-1", meeting: A.Other) with { Owed = Sending.Owe(ZoomAction.Approve, A.Now.AddMinutes(7)) });
        bench.Pauses.Refused(A.Meeting, TimeSpan.FromHours(3));

        var report = await bench.PassAsync();

        Assert.That(report.NextDue, Is.EqualTo(A.Now.AddMinutes(7)));
    }

    [Test]
    public async Task Meeting_that_hangs_does_not_stop_another_meetings_calls_in_the_same_pass()
    {
        bench.Owe("r-1");
        bench.Owe(A.Registration("w-1", meeting: A.Other));
        var hanging = new TaskCompletionSource();
        bench.Zoom.BeforeStatus = call => call.Meeting == A.Meeting ? hanging.Task : Task.CompletedTask;

        var pass = bench.PassAsync();
        await UntilAsync(() => bench.Ledger["w-1", A.Other].Status == RegistrationStatus.Approved);
        Assert.That(pass.IsCompleted, Is.False);
        hanging.SetResult();
        await pass;

        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
    }

    [Test]
    public async Task Sixth_call_of_a_day_is_the_last_of_our_own()
    {
        bench.Owe(A.Registration("r-1") with { CallsDay = Day(A.Now), CallsToday = 6 });

        var report = await bench.PassAsync();

        Assert.That(bench.Zoom.Calls, Is.Empty);
        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approving));
        Assert.That(bench.Ledger["r-1"].Reason, Is.EqualTo(WaitingReason.ZoomUnconfirmed));
        Assert.That(report.NextDue, Is.EqualTo(new DateTimeOffset(2026, 11, 24, 0, 1, 0, TimeSpan.Zero)));
        await bench.PassAfterAsync(report.NextDue!.Value - A.Now);
        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved), "a new day, new calls");
    }

    [Test]
    public async Task People_have_the_rest_of_Zooms_ten_calls()
    {
        bench.Owe(A.Registration("r-1") with { CallsDay = Day(A.Now), CallsToday = 6, Source = Source.Person });

        await bench.PassAsync();

        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Approved));
    }

    [Test]
    public async Task Denial_is_confirmed_by_Zooms_word_too()
    {
        bench.Owe(A.Registration("r-1", RegistrationStatus.Denying));

        await bench.PassAsync();

        Assert.That(bench.Zoom.Calls.Single().Action, Is.EqualTo(ZoomAction.Deny));
        Assert.That(bench.Ledger["r-1"].Status, Is.EqualTo(RegistrationStatus.Denied));
        Assert.That(bench.Ledger.EventsOf("r-1"), Is.EqualTo(new[] { HistoryEvent.CallBegun, HistoryEvent.Confirmed }));
    }

    [Test]
    public async Task Next_pass_is_due_when_the_next_call_is()
    {
        bench.Owe(Owing("r-1", owed => owed with { NextAttemptAt = A.Now.AddMinutes(7) }));

        var report = await bench.PassAsync();

        Assert.That(report, Is.EqualTo(new Application.Registrations.SendApprovals.SendReport(0, A.Now.AddMinutes(7))));
    }

    [Test]
    public async Task Meeting_that_is_no_longer_configured_is_paused_like_the_others()
    {
        var gone = new MeetingKey(MeetingKind.Meeting, 82222222222);
        foreach (var i in Enumerable.Range(0, 31))
        {
            bench.Owe(A.Registration($"r-{i:D2}", meeting: gone));
        }

        bench.Zoom.OnStatus = _ => new StatusAnswer(CallEnd.MeetingRefused, "3001: Meeting does not exist.");
        await bench.PassAsync();

        var report = await bench.PassAsync();

        Assert.That(bench.Zoom.Calls, Has.Count.EqualTo(1));
        Assert.That(report.Handled, Is.Zero);
        Assert.That(report.NextDue, Is.GreaterThan(A.Now), "the next pass is not due at once, over and over");
    }

    [Test]
    public async Task Meeting_that_fails_does_not_cut_off_the_calls_of_another()
    {
        bench.Owe("r-1");
        bench.Owe(A.Registration("r-2", meeting: A.Other));
        var failed = false;
        bench.Zoom.BeforeStatus = async call =>
        {
            if (call.Meeting == A.Meeting)
            {
                failed = true;
                throw new InvalidOperationException("mistake");
            }

            await UntilAsync(() => failed);
            for (var turn = 0; turn < 10_000; turn++)
            {
                await Task.Yield(); // room for a cancellation to arrive
            }
        };

        Assert.That(bench.PassAsync, Throws.TypeOf<InvalidOperationException>());

        Assert.That(bench.Ledger["r-2", A.Other].Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(bench.Ledger["r-1"].HasOpenAttempt, Is.True, "read back before anything is sent again");
    }

    private static Registration Owing(string id, Func<OwedCall, OwedCall> change)
    {
        var registration = A.Registration(id);
        return registration with { Owed = change(registration.Owed!) };
    }

    private static int Day(DateTimeOffset now) => (int)(now.ToUnixTimeSeconds() / 86_400);

    private static async Task UntilAsync(Func<bool> happened)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!happened())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
