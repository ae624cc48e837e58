using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Hostile.Tests;

internal sealed class HangingMeetingTests
{
    [TestCase(nameof(Fault.Hang))]
    [TestCase(nameof(Fault.Drip))]
    public async Task Meeting_whose_calls_never_end_keeps_nobody_else_waiting(string fault)
    {
        await using var run = await Run.OpenAsync(new Story(7, 400), seed: 7, share: 0);
        run.LookLong();
        run.Zoom.Faults.Always(ZoomEndpoint.Status, fault == nameof(Fault.Hang) ? Fault.Hang : Fault.Drip, Story.IdOf(0));
        await run.DeliverAsync(run.Story.All);
        var begun = run.Clock.GetUtcNow();

        await run.SendAsync();

        var others = run.Zoom.Approvals;
        var due = run.Registered.Values.Where(one => one.Guest is { Reason: null, Meeting: > 0 }).Select(one => one.Guest.Code).Distinct().Count();
        Assert.That(others, Has.Count.GreaterThan(due * 9 / 10), "the others are in after one pass");
        Assert.That(others.Select(one => one.MeetingId), Has.None.EqualTo(Story.IdOf(0)));
        Assert.That(others.Max(one => one.Time) - begun, Is.LessThan(TimeSpan.FromSeconds(5)), "none of them waited for the one that hangs");
        Assert.That(run.Clock.GetUtcNow() - begun, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(10)), "which was given its time");
        run.Zoom.Faults.Clear();
    }
}
