using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations.MeasureLosses;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Tests.Fakes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Registrations;

internal sealed class MeasureLossesTests
{
    private readonly FakeTimeProvider time = new(A.Now);
    private readonly ILossLedger ledger = Substitute.For<ILossLedger>();
    private readonly LossMeter meter = new();
    private readonly LogBook<ProblemBoard> log = new();
    private readonly DeliveryWatch watch;
    private readonly ProblemBoard problems;

    public MeasureLossesTests() => (watch, problems) = (new DeliveryWatch(time), new ProblemBoard(log));

    [Test]
    public async Task Missed_deliveries_are_counted_shown_and_explained()
    {
        Counts(awaited: 2, missed: 3);
        watch.WrongSignature();

        var report = await MeasureAsync();

        Assert.That((report.Awaited, report.Missed), Is.EqualTo(((int?)2, (int?)3)));
        Assert.That(report.Causes, Is.EqualTo(new[] { LossCause.NoDelivery, LossCause.WrongSignatures }));
        Assert.That((meter.Awaited, meter.Missed), Is.EqualTo((2, 3)));
        Assert.That(problems.All.Single(), Has.Property(nameof(Problem.Kind)).EqualTo(ProblemKind.DeliveriesMissed));
        Assert.That(problems.All.Single().Details, Is.EqualTo(new[] { "3", "NoDelivery, WrongSignatures" }));
        await ledger.Received().CountAsync(A.Now.AddMinutes(-95), A.Now.AddDays(-7));
    }

    [Test]
    public async Task Awaited_deliveries_are_no_trouble_and_have_no_cause()
    {
        Counts(awaited: 2, missed: 0);

        var report = await MeasureAsync();

        Assert.That((report.Awaited, report.Missed, report.Causes.Count, problems.All.Count), Is.EqualTo(((int?)2, (int?)0, 0, 0)));
    }

    [Test]
    public async Task Each_change_is_one_line_in_the_log_and_the_trouble_ends_with_the_last_late_delivery()
    {
        watch.Registration();
        foreach (var missed in new[] { 1, 1, 1, 2, 2, 0, 0 })
        {
            Counts(awaited: 0, missed);
            await MeasureAsync();
        }

        Assert.That(log.Lines, Is.EqualTo(new[] { "Problem DeliveriesMissed: 1; ", "Problem DeliveriesMissed: 2; " }));
        Assert.That(problems.All, Is.Empty);
    }

    [Test]
    public async Task Handshake_is_written_down_once()
    {
        Counts(0, 0);
        watch.Handshake();
        await MeasureAsync();
        Counts(0, 0, handshake: A.Now);
        time.Advance(TimeSpan.FromHours(1));

        await MeasureAsync();

        await ledger.Received(1).KeepHandshakeAsync(A.Now);
    }

    [Test]
    public async Task Handshake_of_an_earlier_process_counts()
    {
        watch.Registration();
        Counts(0, missed: 1, handshake: A.Now.AddHours(-81));
        var old = await MeasureAsync();
        Counts(0, missed: 1, handshake: A.Now.AddHours(-79));

        var fresh = await MeasureAsync();

        Assert.That((old.Causes.Single(), fresh.Causes.Count), Is.EqualTo((LossCause.NoHandshake, 0)));
    }

    [Test]
    public async Task Deliveries_are_expected_for_every_managed_meeting()
    {
        Counts(0, 0);

        await MeasureAsync();

        await ledger.Received(1).ExpectAsync(Arg.Is<IReadOnlyCollection<MeetingKey>>(meetings => meetings.Order(Comparer<MeetingKey>.Create((one, other) => one.Id.CompareTo(other.Id)))
            .SequenceEqual(new[] { A.Meeting, A.Other })));
    }

    [TestCase(false, false)]
    [TestCase(true, true)]
    public async Task Nothing_is_measured_without_webhooks_or_in_a_dry_run(bool webhooks, bool dryRun)
    {
        Counts(awaited: 5, missed: 5);
        var settings = A.Settings();

        var report = await MeasureAsync(settings with { Zoom = settings.Zoom with { Webhooks = webhooks, DryRun = dryRun } });

        Assert.That((report.Awaited, report.Missed, report.Causes.Count, problems.All.Count), Is.EqualTo(((int?)null, (int?)null, 0, 0)));
        await ledger.Received(1).ExpectAsync(Arg.Is<IReadOnlyCollection<MeetingKey>>(meetings => meetings.Count == 0));
    }

    [Test]
    public async Task Full_disk_keeps_nobody_from_seeing_the_count()
    {
        Counts(awaited: 0, missed: 1);
        watch.Handshake();
        ledger.ExpectAsync(Arg.Any<IReadOnlyCollection<MeetingKey>>()).Returns(Task.FromException(new LedgerUnavailableException("full")));
        ledger.KeepHandshakeAsync(Arg.Any<DateTimeOffset>()).Returns(Task.FromException(new LedgerUnavailableException("full")));

        Assert.That((await MeasureAsync()).Missed, Is.EqualTo(1));
    }

    private void Counts(int awaited, int missed, DateTimeOffset? handshake = null) =>
        ledger.CountAsync(Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>()).Returns(new Losses(awaited, missed, A.Now.AddHours(-5), handshake));

    private Task<LossReport> MeasureAsync(Settings? settings = null) =>
        new MeasureLossesHandler(settings ?? A.Settings(), ledger, watch, meter, problems, time).Handle(new MeasureLosses(), CancellationToken.None);
}
