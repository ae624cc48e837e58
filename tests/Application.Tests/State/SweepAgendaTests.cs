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
    public void Meeting_that_was_read_is_due_only_when_somebody_asks()
    {
        agenda.Done(A.Meeting, time.GetUtcNow());
        agenda.Done(A.Other, time.GetUtcNow());
        Assert.That(agenda.NextDue(), Is.Null);

        time.Advance(TimeSpan.FromHours(1));
        agenda.Ask(A.Meeting);

        Assert.That(agenda.Due(), Is.EqualTo(new[] { A.Meeting }));
    }

    [Test]
    public void Wish_that_came_during_the_first_reading_stands()
    {
        time.Advance(TimeSpan.FromSeconds(1));
        var begunAt = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(1));
        agenda.Ask(A.Meeting);

        agenda.Done(A.Meeting, begunAt);

        Assert.That(agenda.Due(), Does.Contain(A.Meeting));
    }

    [Test]
    public void Wish_that_came_during_a_reading_that_was_asked_for_stands()
    {
        agenda.Done(A.Meeting, time.GetUtcNow());
        agenda.Done(A.Other, time.GetUtcNow());
        agenda.Ask(A.Meeting);
        time.Advance(TimeSpan.FromSeconds(1));
        var begunAt = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(1));
        agenda.AskAll(limited: false);

        agenda.Done(A.Meeting, begunAt);
        Assert.That(agenda.Due(), Does.Contain(A.Meeting));
        agenda.Done(A.Meeting, time.GetUtcNow());

        Assert.That(agenda.Due(), Does.Not.Contain(A.Meeting), "the second reading began after the wish");
    }

    [Test]
    public async Task What_a_forger_can_cause_reads_every_meeting_at_most_once_in_ten_minutes()
    {
        agenda.Done(A.Meeting, time.GetUtcNow());
        agenda.Done(A.Other, time.GetUtcNow());
        agenda.AskAll(limited: true);
        Assert.That(agenda.Due(), Has.Count.EqualTo(2));
        await signals.Sweep.WaitAsync(TimeSpan.Zero, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(1));
        agenda.Done(A.Meeting, time.GetUtcNow());
        agenda.Done(A.Other, time.GetUtcNow());

        time.Advance(TimeSpan.FromMinutes(9));
        agenda.AskAll(limited: true);
        Assert.That(agenda.Due(), Is.Empty);
        Assert.That(await signals.Sweep.WaitAsync(TimeSpan.Zero, CancellationToken.None), Is.False);
        time.Advance(TimeSpan.FromMinutes(1));
        agenda.AskAll(limited: true);

        Assert.That(agenda.Due(), Has.Count.EqualTo(2));
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
}
