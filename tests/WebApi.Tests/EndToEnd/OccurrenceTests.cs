using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Registrations.SendApprovals;
using ZoomApprover.Application.Registrations.SweepRegistrants;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

/// <summary>Guests of a recurring meeting who register for occurrences. The clock is the test's.</summary>
internal sealed class OccurrenceTests
{
    private const string Code = "K7P2M9X4Q1";

    private readonly FakeTimeProvider clock = new(new(2027, 1, 12, 10, 0, 0, TimeSpan.Zero));
    private World world = null!;
    private Service service = null!;

    [SetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync(clock, Code);
        world.Meeting.Occurrences = [.. Enumerable.Range(1, 3).Select(day => new SimOccurrence($"{day}", world.Meeting.StartTime.AddDays(day)))];
        world.Meeting.RegistrationType = 3;
        service = await Service.StartAsync(world.Settings, steppedBy: clock);
        await service.SendAsync(new SweepRegistrants());
    }

    [TearDown]
    public async Task StopAsync()
    {
        await service.DisposeAsync();
        await world.DisposeAsync();
    }

    [TestCase(2)]
    [TestCase(3)]
    public async Task Each_occurrence_is_approved_by_its_own_call_and_read_back_by_itself(int registrationType)
    {
        world.Meeting.RegistrationType = registrationType;
        var ana = Register("1", "3");

        await service.DeliverAsync(world.Meeting, ana);
        await PassesAsync();

        Assert.That(ana.ByOccurrence.Values, Is.All.EqualTo(SimRegistrant.Approved));
        Assert.That(world.Zoom.Approvals.Select(one => one.Occurrence), Is.EqualTo(new[] { "1", "3" }));
        Assert.That(await OwedAsync(), Is.Zero);
        Assert.That(await service.StatusAsync(world.Meeting, ana), Is.EqualTo("approved"));
    }

    [Test]
    public async Task Further_occurrence_is_approved_with_the_code_that_is_spent_already()
    {
        var ana = Register("1");
        await service.DeliverAsync(world.Meeting, ana);
        await PassesAsync();
        Register("2");

        await service.DeliverAsync(world.Meeting, ana);
        await PassesAsync();

        Assert.That(ana.ByOccurrence.Values, Is.EqualTo(new[] { SimRegistrant.Approved, SimRegistrant.Approved }));
        Assert.That((await service.RegistrationAsync(world.Meeting, ana))!.Value.GetProperty("generation").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task Missed_delivery_of_occurrences_is_found_by_the_sweep()
    {
        var ana = Register("2", "3");

        await SweepAsync();
        await PassesAsync();

        Assert.That(ana.ByOccurrence.Values, Is.All.EqualTo(SimRegistrant.Approved));
    }

    [Test]
    public async Task Who_is_out_of_one_occurrence_is_still_in_for_the_other()
    {
        var ana = Register("1", "2");
        await service.DeliverAsync(world.Meeting, ana);
        await PassesAsync();

        world.Zoom.SetStatus(World.MeetingId, ana.Id, SimRegistrant.Denied, "1");
        await SweepAsync();
        var partly = await service.StatusAsync(world.Meeting, ana);
        world.Zoom.SetStatus(World.MeetingId, ana.Id, SimRegistrant.Denied, "2");
        await SweepAsync();

        Assert.That(partly, Is.EqualTo("approved"));
        Assert.That(await service.StatusAsync(world.Meeting, ana), Is.EqualTo("denied"));
    }

    [Test]
    public async Task Guest_of_all_occurrences_is_approved_by_one_call_without_naming_any()
    {
        world.Meeting.RegistrationType = 1;
        await using var other = await Service.StartAsync(world.Settings with { Ledger = world.Settings.Ledger with { ConnectionString = $"Data Source={world.Home}/other.db" } }, steppedBy: clock);
        await other.SendAsync(new SweepRegistrants());
        var ana = world.Register("ana", Code);

        await other.DeliverAsync(world.Meeting, ana);
        clock.Advance(TimeSpan.FromSeconds(1));
        await other.SendAsync(new SendApprovals());

        Assert.That(ana.Status, Is.EqualTo(SimRegistrant.Approved));
        Assert.That(world.Zoom.Approvals.Single().Occurrence, Is.Null);
        Assert.That(await other.StatusAsync(world.Meeting, ana), Is.EqualTo("approved"));
    }

    private SimRegistrant Register(params string[] occurrences) =>
        world.Zoom.RegisterFor(World.MeetingId, occurrences, "ana@example.com", "Ana", "Canaria", new SimAnswer("Código de invitación", Code));

    private async Task SweepAsync()
    {
        clock.Advance(TimeSpan.FromMinutes(6));
        await service.SendAsync(new SweepRegistrants());
    }

    private async Task PassesAsync()
    {
        for (var pass = 0; pass < 6; pass++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await service.SendAsync(new SendApprovals());
        }
    }

    private async Task<int> OwedAsync() => (await service.GetAsync("/api/status")).GetProperty("zoom").GetProperty("owed").GetInt32();
}
