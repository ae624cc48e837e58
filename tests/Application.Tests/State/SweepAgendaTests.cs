using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Application.Tests.State;

internal sealed class SweepAgendaTests
{
    private readonly FakeTimeProvider time = new(A.Now);
    private Signals signals = null!;
    private SweepAgenda agenda = null!;

    [SetUp]
    public void Begin() => agenda = new SweepAgenda(A.Settings(), time, signals = new Signals(time));

    [Test]
    public void Every_meeting_is_due_at_the_start_and_its_gate_is_closed()
    {
        Assert.That(agenda.Due(), Is.EquivalentTo(new[] { A.Meeting, A.Other }));
        Assert.That(agenda.Closed(), Is.EquivalentTo(new[] { A.Meeting, A.Other }));
        Assert.That(agenda.NextDue(), Is.EqualTo(A.Now));
    }

    [Test]
    public async Task Gate_of_a_session_opens_when_its_last_meeting_was_read()
    {
        var third = new MeetingKey(MeetingKind.Meeting, 85555555555);
        var settings = A.Settings();
        agenda = new SweepAgenda(
            settings with { Meetings = A.Managed([.. settings.Meetings.Values, new MeetingRules(third, new Session("01"))]) }, time, signals);

        agenda.Done(A.Meeting, time.GetUtcNow());
        Assert.That(agenda.Closed(), Is.EquivalentTo(new[] { A.Meeting, third, A.Other }), "one of session 1 is still unread");
        agenda.Done(third, time.GetUtcNow());

        Assert.That(agenda.Closed(), Is.EquivalentTo(new[] { A.Other }));
        Assert.That(await signals.Zoom.WaitAsync(TimeSpan.Zero, CancellationToken.None), Is.True, "the sender is woken");
    }

    [Test]
    public void All_gates_stay_closed_until_the_last_meeting_was_read_when_sessions_have_mingled()
    {
        agenda.Mingle();

        agenda.Done(A.Meeting, time.GetUtcNow());
        Assert.That(agenda.Closed(), Is.EquivalentTo(new[] { A.Meeting, A.Other }));
        agenda.Done(A.Other, time.GetUtcNow());
        Assert.That(agenda.Closed(), Is.Empty);
    }

    [Test]
    public void Meeting_that_was_read_is_due_again_after_the_interval_or_when_somebody_asks()
    {
        ReadBoth();
        Assert.That(agenda.NextDue(), Is.EqualTo(A.Now.AddMinutes(5)));

        time.Advance(TimeSpan.FromMinutes(2));
        agenda.Ask(A.Meeting);

        Assert.That(agenda.Due(), Is.EqualTo(new[] { A.Meeting }));
        time.Advance(TimeSpan.FromMinutes(3));
        Assert.That(agenda.Due(), Is.EquivalentTo(new[] { A.Meeting, A.Other }));
    }

    [Test]
    public void Meeting_is_read_every_minute_in_the_hour_before_it_begins()
    {
        ReadBoth();

        agenda.Starts(A.Meeting, [A.Now.AddMinutes(50)]);

        Assert.That(agenda.NextDue(), Is.EqualTo(A.Now.AddMinutes(1)));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(agenda.Due(), Is.EqualTo(new[] { A.Meeting }));
    }

    [Test]
    public void Flood_of_wishes_is_answered_at_growing_intervals()
    {
        ReadBoth();

        var readings = 0;
        for (var second = 0; second < 240; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            agenda.Ask(A.Meeting);
            if (agenda.Due().Contains(A.Meeting))
            {
                readings++;
                agenda.Done(A.Meeting, time.GetUtcNow());
            }
        }

        Assert.That(readings, Is.EqualTo(7), "at once, then after 2, 4, 8, 16, 32, 64 and 128 seconds");
    }

    [Test]
    public void Wish_does_not_shorten_the_wait_after_a_failed_reading()
    {
        agenda.Failed(A.Meeting, TimeSpan.FromMinutes(1));
        agenda.Done(A.Other, time.GetUtcNow());

        agenda.Ask(A.Meeting);

        Assert.That(agenda.Due(), Is.Empty);
        Assert.That(agenda.NextDue(), Is.EqualTo(A.Now.AddMinutes(1)));
    }

    [TestCase(0, 1)]
    [TestCase(90_000, 900)]
    public void Zoom_can_neither_hurry_nor_stop_the_readings(int asked, int waited)
    {
        agenda.Done(A.Other, time.GetUtcNow().AddHours(1));

        agenda.Failed(A.Meeting, TimeSpan.FromSeconds(asked));

        Assert.That(agenda.NextDue(), Is.EqualTo(A.Now.AddSeconds(waited)));
    }

    [TestCase(240)]
    [TestCase(-86_400)]
    public void Every_meeting_is_due_after_time_nobody_looked_or_a_clock_that_was_set_back(int seconds)
    {
        ReadBoth();

        time.AdjustTime(A.Now.AddSeconds(seconds));

        Assert.That(agenda.Due(), Is.EquivalentTo(new[] { A.Meeting, A.Other }));
        agenda.Done(A.Meeting, time.GetUtcNow());
        agenda.Done(A.Other, time.GetUtcNow());
        Assert.That(agenda.Due(), Is.Empty, "once");
    }

    [Test]
    public void Clock_that_was_set_back_during_a_sweep_is_noticed_at_the_next_look()
    {
        Assert.That(agenda.TryBegin(), Is.True);
        agenda.Due();
        ReadBoth();
        time.AdjustTime(A.Now.AddHours(-1));
        agenda.End();

        Assert.That(agenda.Due(), Has.Count.EqualTo(2));
    }

    [Test]
    public void Long_sweep_is_not_taken_for_time_in_which_nobody_looked()
    {
        agenda.Due();
        time.Advance(TimeSpan.FromMinutes(20));
        agenda.Done(A.Meeting, time.GetUtcNow());
        agenda.Done(A.Other, time.GetUtcNow());
        agenda.End();

        Assert.That(agenda.Due(), Is.Empty);
    }

    [Test]
    public void Forger_is_answered_again_although_the_clock_was_set_back()
    {
        agenda.AskAll(limited: true);
        time.Advance(TimeSpan.FromMinutes(10));
        ReadBoth();
        time.AdjustTime(A.Now.AddMinutes(9));
        agenda.Due();
        agenda.Done(A.Meeting, time.GetUtcNow());
        agenda.Done(A.Other, time.GetUtcNow());

        time.Advance(TimeSpan.FromMinutes(2));
        agenda.AskAll(limited: true);

        Assert.That(agenda.Due(), Has.Count.EqualTo(2));
    }

    [Test]
    public void Oldest_reading_is_that_of_the_meeting_left_alone_for_longest()
    {
        agenda.Done(A.Meeting, A.Now);
        Assert.That(agenda.OldestReading, Is.Null, "one was never read");

        agenda.Done(A.Other, A.Now.AddMinutes(1));

        Assert.That(agenda.OldestReading, Is.EqualTo(A.Now));
    }

    [Test]
    public void Wish_that_came_during_the_first_reading_stands()
    {
        time.Advance(TimeSpan.FromSeconds(1));
        var begunAt = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(1));
        agenda.Ask(A.Meeting);

        agenda.Done(A.Meeting, begunAt);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.That(agenda.Due(), Does.Contain(A.Meeting));
    }

    [Test]
    public void Wish_that_came_during_a_reading_that_was_asked_for_stands()
    {
        ReadBoth();
        agenda.Ask(A.Meeting);
        time.Advance(TimeSpan.FromSeconds(1));
        var begunAt = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(1));
        agenda.AskAll(limited: false);

        agenda.Done(A.Meeting, begunAt);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(agenda.Due(), Does.Contain(A.Meeting));
        agenda.Done(A.Meeting, time.GetUtcNow());

        Assert.That(agenda.Due(), Does.Not.Contain(A.Meeting), "the second reading began after the wish");
    }

    [Test]
    public async Task What_a_forger_can_cause_reads_every_meeting_at_most_once_in_ten_minutes()
    {
        ReadBoth();
        time.Advance(TimeSpan.FromSeconds(1));
        agenda.AskAll(limited: true);
        Assert.That(agenda.Due(), Has.Count.EqualTo(2));
        await signals.Sweep.WaitAsync(TimeSpan.Zero, CancellationToken.None);
        ReadBoth();
        var readings = 0;

        for (var second = 1; second <= 600; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            agenda.AskAll(limited: true);
            if (agenda.Due().Count > 0)
            {
                readings++;
                ReadBoth();
            }
        }

        Assert.That(readings, Is.EqualTo(2), "the usual one after five minutes, and the second wish after ten");
    }

    [Test]
    public void Meeting_that_is_not_managed_cannot_be_asked_for()
    {
        agenda.Ask(new MeetingKey(MeetingKind.Meeting, 1));

        Assert.That(agenda.Due(), Is.EquivalentTo(new[] { A.Meeting, A.Other }));
    }

    [Test]
    public void Failed_reading_is_tried_later_and_keeps_the_gate_closed()
    {
        agenda.Failed(A.Meeting, null);
        agenda.Failed(A.Other, TimeSpan.FromMinutes(3));

        Assert.That(agenda.Due(), Is.Empty);
        Assert.That(agenda.NextDue(), Is.EqualTo(A.Now.AddSeconds(2)));
        Assert.That(agenda.Closed(), Has.Count.EqualTo(2));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(agenda.Due(), Is.EqualTo(new[] { A.Meeting }));
        agenda.Failed(A.Meeting, null);
        Assert.That(agenda.NextDue(), Is.EqualTo(A.Now.AddSeconds(6)), "the wait doubles");
    }

    private void ReadBoth()
    {
        agenda.Done(A.Meeting, time.GetUtcNow());
        agenda.Done(A.Other, time.GetUtcNow());
    }
}
