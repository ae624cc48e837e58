using System.Net;
using System.Text.Json;
using MediatR;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Meetings.CheckMeetings;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Metrics;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

/// <summary>What is found by reading Zoom again and again, and what that says about deliveries.</summary>
internal sealed class SweepTests
{
    private World world = null!;

    [SetUp]
    public async Task BeginAsync()
    {
        world = await World.WithCsvAsync("K7P2M9X4Q1", "SECONDCODE");
        world.Settings = world.Settings with { Sweep = new SweepSettings { Interval = TimeSpan.FromSeconds(1) } };
    }

    [TearDown]
    public async Task EndAsync() => await world.DisposeAsync();

    [Test]
    public async Task Registration_that_nobody_delivered_is_found_approved_and_awaited_until_its_delivery_comes()
    {
        await using var service = await StartAsync();
        var ana = world.Register("ana", "K7P2M9X4Q1");

        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "found by a sweep");
        Assert.That(Losses(await service.GetAsync("/api/status")), Is.EqualTo((1, 0)));
        await service.DeliverAsync(world.Meeting, ana);

        Assert.That(Losses(await service.GetAsync("/api/status")), Is.EqualTo((0, 0)));
        Assert.That(world.Zoom.Approvals, Has.Count.EqualTo(1), "decided once");
    }

    [Test]
    public async Task Delivery_that_never_comes_is_missed_with_its_likely_cause_until_it_comes_after_all()
    {
        await using var service = await StartAsync();
        var ana = world.Register("ana", "K7P2M9X4Q1");
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "found by a sweep");
        LetTimePass();

        var status = await service.GetAsync("/api/status");

        Assert.That(Losses(status), Is.EqualTo((0, 1)));
        Assert.That(Kinds(status, "causes"), Is.EqualTo(new[] { "NoDelivery" }));
        Assert.That(Kinds(status, "problems"), Does.Contain("DeliveriesMissed"));
        Assert.That(await ReadyAsync(service), Does.Contain("degraded"));
        Assert.That(service.Gauge(LossMetrics.Missed), Is.EqualTo(1));

        await service.DeliverAsync(world.Meeting, ana);
        Assert.That(Losses(await service.GetAsync("/api/status")), Is.EqualTo((0, 0)));
        Assert.That(service.Gauge(LossMetrics.Missed), Is.Zero);
        Assert.That(await service.ProblemsAsync(), Does.Not.Contain("DeliveriesMissed"));
    }

    [Test]
    public async Task Missed_delivery_is_still_missed_after_a_restart()
    {
        await using (var before = await StartAsync())
        {
            var ana = world.Register("ana", "K7P2M9X4Q1");
            await Wait.UntilAsync(async () => await before.StatusAsync(world.Meeting, ana) == "approved", "found by a sweep");
        }

        LetTimePass();
        await using var service = await world.StartAsync();

        Assert.That(Losses(await service.GetAsync("/api/status")), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task What_people_decide_in_Zoom_is_recorded_by_the_next_sweep()
    {
        await using var service = await StartAsync();
        var (ana, ben) = (world.Register("ana", "no code"), world.Register("ben", "none either"));
        await service.DeliverAsync(world.Meeting, ana);
        await service.DeliverAsync(world.Meeting, ben);

        world.Zoom.SetStatus(World.MeetingId, ana.Id, SimRegistrant.Approved);
        world.Zoom.SetStatus(World.MeetingId, ben.Id, SimRegistrant.Denied);

        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "the approval is recorded");
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ben) == "denied", "the denial is recorded");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Registration_that_arrives_approved_is_recorded_its_code_blocked_and_the_open_gate_shown_until_it_is_closed(bool delivered)
    {
        await using var service = await StartAsync();
        world.Meeting.ApprovalType = 0;
        var ana = world.Register("ana", "K7P2M9X4Q1");
        if (delivered)
        {
            await service.DeliverAsync(world.Meeting, ana);
        }

        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "recorded");
        await CheckAsync(service);
        Assert.That(await service.ProblemsAsync(), Does.Contain("MeetingGateOpen"));
        world.Meeting.ApprovalType = 1;
        await CheckAsync(service);
        Assert.That(await service.ProblemsAsync(), Does.Not.Contain("MeetingGateOpen"));

        var eve = world.Register("eve", "K7P2M9X4Q1");
        await service.DeliverAsync(world.Meeting, eve);
        Assert.That(await service.ReasonAsync(world.Meeting, eve), Is.EqualTo("CodeAlreadyUsed"));
    }

    [Test]
    public async Task Code_that_admitted_two_people_in_Zoom_is_shown_after_a_restart_too()
    {
        await using (var before = await StartAsync())
        {
            var ana = world.Register("ana", "K7P2M9X4Q1");
            await before.DeliverAsync(world.Meeting, ana);
            await Wait.UntilAsync(async () => await before.StatusAsync(world.Meeting, ana) == "approved", "approved");
            var eve = world.Register("eve", "K7P2M9X4Q1");
            world.Zoom.SetStatus(World.MeetingId, eve.Id, SimRegistrant.Approved);
            await Wait.UntilAsync(async () => (await before.ProblemsAsync()).Contains("CodeApprovedTwice"), "the second is seen");
        }

        await using var service = await world.StartAsync();

        Assert.That(await service.ProblemsAsync(), Does.Contain("CodeApprovedTwice"));
    }

    [Test]
    public async Task Without_webhooks_registrants_are_found_by_reading_and_whoever_delivers_is_told_to_come_again()
    {
        world.Settings = world.Settings with { Zoom = world.Settings.Zoom with { Webhooks = false, WebhookSecretToken = "" } };
        await using var service = await StartAsync();
        var sender = new ZoomSender(service.Anybody, new Uri(service.Address, "/webhooks/zoom"), World.Secret);
        var ana = world.Register("ana", "K7P2M9X4Q1");

        var delivery = await sender.DeliverAsync(ZoomSender.RegistrationCreated(world.Meeting, ana));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "found by a sweep");

        Assert.That(delivery.Status, Is.EqualTo((int)HttpStatusCode.ServiceUnavailable), "Zoom repeats it: a 4xx would be the end of it");
        Assert.That(await sender.HandshakeAsync(), Is.False);
        var status = await service.GetAsync("/api/status");
        Assert.That(status.GetProperty("deliveries").GetProperty("webhooks").GetBoolean(), Is.False);
        Assert.That(status.GetProperty("missedDeliveries").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(await ReadyAsync(service), Is.EqualTo("{\"status\":\"ready\"}"));
    }

    private async Task<Service> StartAsync()
    {
        var service = await world.StartAsync();
        await service.FirstReadingAsync();
        return service;
    }

    // what is in the ledger happened two hours earlier than it did
    private void LetTimePass()
    {
        using var connection = new SqliteConnection($"Data Source={world.LedgerFile};Pooling=False;Default Timeout=10");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "update undelivered set registered_at = registered_at - 7200000; update expected set since = since - 7200000";
        command.ExecuteNonQuery();
    }

    private static Task<CheckReport> CheckAsync(Service service) => service.Services.GetRequiredService<IMediator>().Send(new CheckMeetings());

    private static (int Awaited, int Missed) Losses(JsonElement status) => (status.GetProperty("awaitedDeliveries").GetInt32(), status.GetProperty("missedDeliveries").GetInt32());

    private static IEnumerable<string> Kinds(JsonElement status, string list) => status.GetProperty(list).EnumerateArray().Select(one => one.GetProperty("kind").GetString()!);

    private static async Task<string> ReadyAsync(Service service) => await service.Anybody.GetStringAsync(new Uri("/health/ready", UriKind.Relative));
}
