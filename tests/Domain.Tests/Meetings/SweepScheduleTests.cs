using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Domain.Tests.Meetings;

internal sealed class SweepScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    // minutes from noon, when it was last read, to each start, and to the next reading
    [TestCase(5, new int[0], 5, TestName = "{m}(no start is known)")]
    [TestCase(5, new[] { 300 }, 5, TestName = "{m}(it begins much later)")]
    [TestCase(5, new[] { 60 }, 1, TestName = "{m}(the hour begins)")]
    [TestCase(5, new[] { 30 }, 1, TestName = "{m}(within the hour)")]
    [TestCase(5, new[] { 63 }, 3, TestName = "{m}(the hour begins before the usual time)")]
    [TestCase(60, new[] { 90 }, 30, TestName = "{m}(a long interval does not miss the hour)")]
    [TestCase(5, new[] { 1 }, 5, TestName = "{m}(the last minute)")]
    [TestCase(5, new[] { 0 }, 5, TestName = "{m}(it begins now)")]
    [TestCase(5, new[] { -30 }, 5, TestName = "{m}(it began before)")]
    [TestCase(5, new[] { -10_000, 20, 10_000 }, 1, TestName = "{m}(one occurrence of many)")]
    [TestCase(1, new[] { 30 }, 1, TestName = "{m}(every minute anyway)")]
    public void Meeting_is_read_at_the_usual_interval_and_every_minute_in_the_hour_before_it_begins(int usual, int[] starts, int expected)
    {
        var next = new SweepSchedule(TimeSpan.FromMinutes(usual)).Next(Noon, starts.Select(start => Noon.AddMinutes(start)));

        Assert.That(next, Is.EqualTo(Noon.AddMinutes(expected)));
    }
}
