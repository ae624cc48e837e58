using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.WebApi.Tests.Configuration;
using ZoomApprover.WebApi.Webhooks;

namespace ZoomApprover.WebApi.Tests.Webhooks;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class WebhookMonitorTests
{
    private static readonly MeetingKey Meeting = new(MeetingKind.Meeting, 86412345678);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly DeliveryWatch watch;
    private readonly SweepAgenda agenda;
    private readonly WebhookMonitor monitor;

    public WebhookMonitorTests()
    {
        watch = new DeliveryWatch(time);
        agenda = new SweepAgenda(Given.Settings(), time, new Signals(time));
        monitor = new WebhookMonitor(new ProblemBoard(NullLogger<ProblemBoard>.Instance), agenda, watch, time);
        agenda.Done(Meeting, time.GetUtcNow());
        time.Advance(TimeSpan.FromMinutes(1));
    }

    [Test]
    public void First_delivery_recorded_after_others_could_not_be_has_Zoom_read_once()
    {
        monitor.NotRecorded();
        Assert.That(agenda.Due(), Is.Empty, "while nothing can be recorded a reading is of no use");

        monitor.Accepted();

        Assert.That(agenda.Due(), Is.EqualTo(new[] { Meeting }));
        agenda.Done(Meeting, time.GetUtcNow());
        time.Advance(TimeSpan.FromMinutes(1));
        monitor.Accepted();
        Assert.That(agenda.Due(), Is.Empty);
    }

    [Test]
    public void Wrong_signature_has_Zoom_read_and_is_remembered_as_a_likely_cause()
    {
        monitor.Refused(SignatureCheck.Wrong);

        Assert.That(agenda.Due(), Is.EqualTo(new[] { Meeting }));
        Assert.That((watch.WrongSignatureAt, watch.RegistrationAt), Is.EqualTo(((DateTimeOffset?)time.GetUtcNow(), (DateTimeOffset?)null)));
    }

    [Test]
    public void Stale_delivery_is_one_that_came_and_a_sign_of_a_wrong_clock()
    {
        monitor.Stale(TimeSpan.FromHours(1));

        Assert.That((watch.RegistrationAt, watch.SkewAt), Is.EqualTo(((DateTimeOffset?)time.GetUtcNow(), (DateTimeOffset?)time.GetUtcNow())));
    }
}
