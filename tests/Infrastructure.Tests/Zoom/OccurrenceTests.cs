using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Infrastructure.Tests.Zoom;

/// <summary>Recurring meetings whose guests register for occurrences: each has a status of its own.</summary>
internal sealed class OccurrenceTests
{
    private static readonly MeetingKey Meeting = new(MeetingKind.Meeting, 91000000001);

    private readonly FakeTimeProvider clock = new(new(2027, 1, 12, 10, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task Approval_of_one_occurrence_is_seen_in_that_one_alone()
    {
        await using var zoom = await ZoomSimulator.StartAsync(new() { Time = clock });
        await using var bench = ZoomBench.On(zoom);
        var ana = Register(zoom, registrationType: 3);

        var answer = await ApproveAsync(bench, ana, "2");

        Assert.That(answer.End, Is.EqualTo(CallEnd.Accepted));
        Assert.That(await ApprovedAsync(bench, "1"), Is.Empty);
        Assert.That(await ApprovedAsync(bench, "2"), Is.EqualTo(new[] { ana.Id }));
        Assert.That(zoom.Approvals.Single().Occurrence, Is.EqualTo("2"));
        Assert.That(zoom.UnexpectedCalls, Is.Empty);
    }

    [TestCase(false, 0)]
    [TestCase(true, 2)]
    public async Task Approval_without_an_occurrence_is_for_all_or_for_none(bool forEvery, int approved)
    {
        await using var zoom = await ZoomSimulator.StartAsync(new() { Time = clock, WholeCallMeansEveryOccurrence = forEvery });
        await using var bench = ZoomBench.On(zoom);
        var ana = Register(zoom, registrationType: 2);

        var answer = await ApproveAsync(bench, ana, null);

        Assert.That(answer.End, Is.EqualTo(CallEnd.Accepted), "Zoom says 204 to both");
        Assert.That(ana.ByOccurrence.Values.Count(status => status == SimRegistrant.Approved), Is.EqualTo(approved));
    }

    [Test]
    public async Task Guest_of_all_occurrences_is_approved_once_for_all()
    {
        await using var zoom = await ZoomSimulator.StartAsync(new() { Time = clock });
        await using var bench = ZoomBench.On(zoom);
        var ana = Register(zoom, registrationType: 1);

        await ApproveAsync(bench, ana, null);

        Assert.That(ana.Status, Is.EqualTo(SimRegistrant.Approved));
        Assert.That(await ApprovedAsync(bench, "1"), Is.EqualTo(new[] { ana.Id }), "an occurrence makes no difference there");
    }

    [TestCase(1, false)]
    [TestCase(2, true)]
    [TestCase(3, true)]
    public async Task Meeting_says_whether_people_register_for_occurrences(int registrationType, bool byOccurrence)
    {
        await using var zoom = await ZoomSimulator.StartAsync(new() { Time = clock });
        await using var bench = ZoomBench.On(zoom);
        Register(zoom, registrationType);

        var settings = (await bench.Zoom.GetMeetingAsync(Meeting, CancellationToken.None)).Value!;

        Assert.That(settings.IsByOccurrence, Is.EqualTo(byOccurrence));
        Assert.That(settings.Occurrences, Is.EqualTo(new[] { "1", "2", "3" }));
    }

    private static SimRegistrant Register(ZoomSimulator zoom, int registrationType)
    {
        var meeting = zoom.AddMeeting(Meeting.Id);
        meeting.RegistrationType = registrationType;
        meeting.Occurrences = [.. Enumerable.Range(1, 3).Select(day => new SimOccurrence($"{day}", meeting.StartTime.AddDays(day)))];
        return zoom.RegisterFor(meeting.Id, ["1", "2"], "ana@example.com", "Ana", null);
    }

    private static Task<StatusAnswer> ApproveAsync(ZoomBench bench, SimRegistrant registrant, string? occurrence) =>
        bench.Zoom.SetStatusAsync(Meeting, occurrence, ZoomAction.Approve, [new(registrant.Id, registrant.Email)], idOnly: false, CancellationToken.None);

    private static async Task<IEnumerable<string>> ApprovedAsync(ZoomBench bench, string occurrence) =>
        (await bench.Zoom.ListAsync(Meeting, occurrence, ZoomStatus.Approved, "", Urgency.ReadBack, CancellationToken.None)).Value!.Registrants.Select(one => one.Key.RegistrantId);
}
