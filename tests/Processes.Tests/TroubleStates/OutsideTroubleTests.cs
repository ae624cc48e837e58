using ZoomApprover.TestBuild;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests.TroubleStates;

/// <summary>While the list, Zoom, Google or the clock is not as it should be, each genuine delivery is kept. Twenty times as fast as real.</summary>
internal sealed class OutsideTroubleTests
{
    private const int Rate = 20;

    private readonly FastClock zooms = new(Rate, DateTimeOffset.UtcNow);
    private WrongClock ours = null!;

    [SetUp]
    public void SetTheClock() => ours = new WrongClock(zooms);

    [TestCase(1)]
    [TestCase(-1)]
    public async Task Clock_is_a_day_off(int days)
    {
        await using var world = await World.WithCsvAsync(zooms, Crowd.Codes);
        await using var service = await Service.StartAsync(world.Settings, clock: ours);
        await service.FirstReadingAsync();
        using var crowd = new Crowd(world, service.Address, zooms);
        ours.Off = TimeSpan.FromDays(days);

        await AllAreTakenAsync(crowd);
        ours.Off = TimeSpan.Zero;

        await crowd.AllAreDecidedAsync();
    }

    [Test]
    public async Task Clock_is_set_back_a_day_while_calls_are_owed()
    {
        await using var world = await World.WithCsvAsync(zooms, Crowd.Codes);
        await using var service = await Service.StartAsync(world.Settings, clock: ours);
        await service.FirstReadingAsync();
        await world.Zoom.StopAsync();
        ours.Off = TimeSpan.FromDays(1);
        using var crowd = new Crowd(world, service.Address, ours);

        await AllAreTakenAsync(crowd);
        ours.Off = TimeSpan.Zero;
        await world.Zoom.RestartAsync();

        await crowd.AllAreDecidedAsync();
    }

    [Test]
    public async Task List_was_never_read()
    {
        await using var world = await World.WithSheetAsync(zooms, Crowd.Codes);
        await world.Sheets!.StopAsync();
        await using var service = await Service.StartAsync(world.Settings, clock: ours);
        await service.FirstReadingAsync();
        using var crowd = new Crowd(world, service.Address, zooms);

        await AllAreTakenAsync(crowd);
        await world.Sheets.RestartAsync();

        await crowd.AllAreDecidedAsync();
    }

    [Test]
    public async Task Zoom_is_unreachable()
    {
        await using var world = await World.WithCsvAsync(zooms, Crowd.Codes);
        await using var service = await Service.StartAsync(world.Settings, clock: ours);
        await service.FirstReadingAsync();
        using var crowd = new Crowd(world, service.Address, zooms);
        await world.Zoom.StopAsync();

        await AllAreTakenAsync(crowd);
        await Wait.UntilAsync(async () => (await service.ProblemsAsync()).Contains("ZoomUnreachable"), "the trouble is shown");
        await world.Zoom.RestartAsync();

        await crowd.AllAreDecidedAsync();
    }

    [Test]
    public async Task Google_is_unreachable()
    {
        await using var world = await World.WithSheetAsync(zooms, Crowd.Codes);
        await using var service = await Service.StartAsync(world.Settings, clock: ours);
        await service.FirstReadingAsync();
        await Wait.UntilAsync(async () => (await service.GetAsync("/api/status")).GetProperty("list").GetProperty("readAt").ValueKind == System.Text.Json.JsonValueKind.String, "the list is read");
        using var crowd = new Crowd(world, service.Address, zooms);
        await world.Sheets!.StopAsync();

        await AllAreTakenAsync(crowd);
        await world.Sheets.RestartAsync();

        await crowd.AllAreDecidedAsync();
        await Wait.UntilAsync(() => Crowd.Codes.All(code => (string?)world.Tab.Value(code, "registrant_status") == "REGISTERED"), "the sheet says so");
    }

    [Test]
    public async Task All_fields_of_the_deliveries_have_moved()
    {
        await using var world = await World.WithCsvAsync(zooms, Crowd.Codes);
        await using var service = await Service.StartAsync(world.Settings, clock: ours);
        await service.FirstReadingAsync();
        using var crowd = new Crowd(world, service.Address, zooms, moved: true);

        await AllAreTakenAsync(crowd);

        await crowd.AllAreDecidedAsync();
    }

    // on this clock the ledger's patience of two seconds is a tenth: a slow machine may answer 503, which comes again
    private static async Task AllAreTakenAsync(Crowd crowd)
    {
        var answers = await crowd.DeliverAsync();
        Assert.That(answers.Keys, Is.SubsetOf(new[] { 200, 503 }));
        Assert.That(answers[200], Is.GreaterThan(0));
    }
}
