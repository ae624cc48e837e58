using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.State;

namespace ZoomApprover.Application.Tests.State;

internal sealed class ZoomPausesTests
{
    private readonly WrongClock time = new();

    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(5, 16)]
    [TestCase(9, 256)]
    [TestCase(10, 300)]
    [TestCase(100, 300)]
    public void Failure_pauses_a_second_then_double_at_most_five_minutes(int times, int seconds)
    {
        var pauses = new ZoomPauses(time);

        for (var i = 0; i < times; i++)
        {
            pauses.Failed(A.Meeting);
        }

        Assert.That(pauses.NextEnd(), Is.EqualTo(A.Now.AddSeconds(seconds)));
        Assert.That(pauses.IsProbe(A.Meeting), Is.False);
    }

    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(4, 8)]
    [TestCase(5, 15)]
    public void Refusal_pauses_a_minute_then_double_at_most_fifteen(int times, int minutes)
    {
        var pauses = new ZoomPauses(time);

        for (var i = 0; i < times; i++)
        {
            pauses.Refused(A.Meeting, null);
        }

        Assert.That(pauses.NextEnd(), Is.EqualTo(A.Now.AddMinutes(minutes)));
        Assert.That(pauses.IsProbe(A.Meeting), Is.True);
    }

    [Test]
    public void Refusal_waits_as_long_as_Zoom_asks()
    {
        var pauses = new ZoomPauses(time);

        pauses.Refused(A.Meeting, TimeSpan.FromHours(2));

        Assert.That(pauses.NextEnd(), Is.EqualTo(A.Now.AddHours(2)));
    }

    [Test]
    public void Pause_keeps_its_own_meeting_only_and_ends_by_itself()
    {
        var pauses = new ZoomPauses(time);
        pauses.Failed(A.Meeting);

        var during = pauses.Paused([A.Meeting, A.Other]);
        time.Advance(TimeSpan.FromSeconds(1));
        var after = pauses.Paused([A.Meeting, A.Other]);

        Assert.That(during, Is.EqualTo(new[] { A.Meeting }));
        Assert.That(after, Is.Empty);
        Assert.That(pauses.NextEnd(), Is.Null);
    }

    [Test]
    public void Too_many_calls_pause_everybody_and_a_shorter_pause_does_not_cut_a_longer_one()
    {
        var pauses = new ZoomPauses(time);

        pauses.Everybody(TimeSpan.FromSeconds(10));
        pauses.Everybody(TimeSpan.FromSeconds(1));

        Assert.That(pauses.Paused([A.Meeting, A.Other]), Has.Count.EqualTo(2));
        Assert.That(pauses.NextEnd(), Is.EqualTo(A.Now.AddSeconds(10)));
    }

    [Test]
    public void Accepted_call_ends_the_pause_and_the_counting()
    {
        var pauses = new ZoomPauses(time);
        pauses.Failed(A.Meeting);
        pauses.Failed(A.Meeting);

        pauses.Over(A.Meeting);
        Assert.That(pauses.Paused([A.Meeting]), Is.Empty);
        pauses.Failed(A.Meeting);

        Assert.That(pauses.NextEnd(), Is.EqualTo(A.Now.AddSeconds(1)));
    }

    [Test]
    public void Clock_that_is_set_back_makes_no_pause_longer()
    {
        var pauses = new ZoomPauses(time);
        pauses.Failed(A.Meeting);
        pauses.Everybody(TimeSpan.FromSeconds(3));

        time.Off = TimeSpan.FromDays(-1);

        Assert.That(pauses.NextEnd(), Is.EqualTo(A.Now.AddDays(-1).AddSeconds(1)));
        Assert.That(pauses.EverybodyUntil, Is.EqualTo(A.Now.AddDays(-1).AddSeconds(3)));
    }

    private sealed class WrongClock() : FakeTimeProvider(A.Now)
    {
        public TimeSpan Off { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Off;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
