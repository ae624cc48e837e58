using Microsoft.Extensions.DependencyInjection;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

/// <summary>Each reason to wait, through the front door.</summary>
[Parallelizable]
internal sealed class ReasonTests
{
    private World world = null!;
    private Service service = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync();
        await File.WriteAllLinesAsync(Path.Combine(world.Home, "codes.csv"),
        [
            "registrant_key,time_id,registrant_status,expires",
            "GOODCODE01,1,,2200-12-31", "GOODCODE02,1,,", "OTHERSESS1,2,,", "SPENTBYMAN,1,usado,", "TWICECODE1,1,,", "twice-code-1,1,,",
            "EXPIREDONE,1,,2020-01-31", "ODDEXPIRY1,1,,mañana",
        ]);
        service = await world.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await service.DisposeAsync();
        await world.DisposeAsync();
    }

    [TestCase("no-code", "sin código", "NoCode")]
    [TestCase("unknown", "UNKNOWN001", "UnknownCode")]
    [TestCase("several", "GOODCODE01 GOODCODE02", "SeveralCodes")]
    [TestCase("session", "OTHERSESS1", "WrongSession")]
    [TestCase("spent", "SPENTBYMAN", "CodeAlreadyUsed")]
    [TestCase("ambiguous", "TWICECODE1", "AmbiguousCode")]
    [TestCase("expired", "EXPIREDONE", "CodeExpired")]
    [TestCase("odd-expiry", "ODDEXPIRY1", "CodeOnHold")]
    public async Task Registrant_waits_with_the_reason(string name, string answer, string reason)
    {
        var registrant = world.Register(name, answer);

        var body = await service.DeliverAsync(world.Meeting, registrant);

        Assert.That(body.GetProperty("outcome").GetString(), Is.EqualTo("waiting"));
        Assert.That(body.GetProperty("reason").GetString(), Is.EqualTo(reason));
        Assert.That(await service.ReasonAsync(world.Meeting, registrant), Is.EqualTo(reason));
        Assert.That(registrant.Status, Is.EqualTo(SimRegistrant.Pending));
    }

    [Test]
    public async Task Doubled_code_is_named_as_a_problem()
    {
        Assert.That(await service.ProblemsAsync(), Does.Contain("ListCodeDoubled"));
    }

    [Test]
    public async Task Phone_number_of_ten_digits_does_not_spoil_a_good_code()
    {
        var registrant = world.Zoom.Register(
            World.MeetingId, "phone@example.com", "Tel", null, new SimAnswer("Teléfono", "6001234567"), new SimAnswer("Código", "GOODCODE01"));

        var body = await service.DeliverAsync(world.Meeting, registrant);

        Assert.That(body.GetProperty("outcome").GetString(), Is.EqualTo("approved"));
    }

    [Test]
    public async Task Registration_before_any_list_was_read_waits_and_is_admitted_when_it_is()
    {
        await using var other = await World.WithCsvAsync("K7P2M9X4Q1");
        File.Delete(Path.Combine(other.Home, "codes.csv"));
        await using var early = await Service.StartAsync(other.Settings);
        var ana = other.Register("ana", "K7P2M9X4Q1");

        var body = await early.DeliverAsync(other.Meeting, ana);
        Assert.That(body.GetProperty("reason").GetString(), Is.EqualTo("ListUnavailable"));
        Assert.That(await early.ProblemsAsync(), Does.Contain("ListFileMissing").And.Contain("ListNeverRead"));
        other.WriteCsv("K7P2M9X4Q1,1,,,");

        await Wait.UntilAsync(async () => await early.StatusAsync(other.Meeting, ana) == "approved", "admitted once the list is there");
    }

    [Test]
    public async Task Meeting_that_is_not_configured_is_answered_and_named_once()
    {
        var stranger = world.Zoom.AddMeeting(81111111111);
        var registrant = world.Zoom.Register(stranger.Id, "x@example.com", "X", null, new SimAnswer("Código", "GOODCODE02"));

        var body = await service.DeliverAsync(stranger, registrant);
        await service.DeliverAsync(stranger, registrant);

        Assert.That(body.GetProperty("outcome").GetString(), Is.EqualTo("ignored"));
        Assert.That(await service.RegistrationAsync(stranger, registrant), Is.Null);
        Assert.That((await service.ProblemsAsync()).Count(problem => problem == "MeetingNotConfigured"), Is.EqualTo(1));
    }

    [Test]
    public async Task List_without_its_header_is_named_until_it_is_mended_and_the_copy_before_decides()
    {
        await using var other = await World.WithCsvAsync("K7P2M9X4Q1");
        await using var lasting = await other.StartAsync();
        var path = Path.Combine(other.Home, "codes.csv");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("registrant_key", "clave", StringComparison.Ordinal));
        await Wait.UntilAsync(async () => (await lasting.ProblemsAsync()).Contains("ListHeaderMissing"), "the missing header is named");
        var lists = lasting.Services.GetRequiredService<ZoomApprover.Application.State.Signals>().List;
        for (var pass = 0; pass < 5; pass++)
        {
            lists.Raise(); // further readings of the unchanged file
            Assert.That(await lasting.ProblemsAsync(), Does.Contain("ListHeaderMissing"));
        }

        var answer = await lasting.DeliverAsync(other.Meeting, other.Register("ana", "K7P2M9X4Q1"));
        other.WriteCsv("K7P2M9X4Q1,1,,,");

        Assert.That(answer.GetProperty("outcome").GetString(), Is.EqualTo("approved"));
        await Wait.UntilAsync(async () => !(await lasting.ProblemsAsync()).Contains("ListHeaderMissing"), "mended");
    }
}
