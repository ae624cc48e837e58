using ZoomApprover.Domain.Meetings;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

[Parallelizable]
internal sealed class HappyWayTests
{
    [Test]
    public async Task Registrant_with_a_good_code_is_approved_in_Zoom_and_confirmed_by_reading_back()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", "k7p2-m9x4-q1");

        var answer = await service.DeliverAsync(world.Meeting, ana);

        Assert.That(answer.GetProperty("outcome").GetString(), Is.EqualTo("approved"));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "confirmed");
        Assert.That(ana.Status, Is.EqualTo(SimRegistrant.Approved));
        Assert.That(world.Zoom.Approvals.Count(approval => approval.RegistrantId == ana.Id), Is.EqualTo(1));
        Assert.That(world.Zoom.Calls.Last(call => call.Endpoint is ZoomEndpoint.Registrant or ZoomEndpoint.Status).Endpoint, Is.EqualTo(ZoomEndpoint.Registrant), "read back after the call");
    }

    [Test]
    public async Task Webinar_registrant_is_approved_and_the_sheet_says_so()
    {
        await using var world = await World.WithSheetAsync("K7P2M9X4Q1", "AAAAABBBBB");
        var webinar = world.Zoom.AddMeeting(99988877766, SimKind.Webinar);
        world.Settings = world.Settings with { Meetings = World.Managed((MeetingKind.Webinar, webinar.Id, "1")) };
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", "K7P2M9X4Q1", webinar);

        var answer = await service.DeliverAsync(webinar, ana);

        Assert.That(answer.GetProperty("outcome").GetString(), Is.EqualTo("approved"));
        await Wait.UntilAsync(() => (string?)world.Tab.Value("K7P2M9X4Q1", "registrant_status") == "REGISTERED", "the mark stands");
        Assert.That(world.Tab.Value("K7P2M9X4Q1", "registrant_id"), Is.EqualTo(ana.Id));
        Assert.That((string?)world.Tab.Value("K7P2M9X4Q1", "registrant_data"), Does.Contain("ana@example.com").And.Not.Contain("https://"));
        Assert.That(world.Tab.Value("AAAAABBBBB", "registrant_status"), Is.Null, "nobody else's row was touched");
        Assert.That(world.Tab.FormulaCells, Is.Empty);
        await Wait.UntilAsync(async () => (await service.GetAsync("/api/status")).GetProperty("list").GetProperty("marksOwed").GetInt32() == 0, "the mark is verified");
        Transcript(world, webinar, ana, answer.GetRawText());
    }

    [Test]
    public async Task Registrant_who_was_missed_while_the_service_was_away_is_found_at_the_start()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        var ana = world.Register("ana", "K7P2M9X4Q1");

        await using var service = await world.StartAsync();

        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "found and approved");
        Assert.That((await service.RegistrationAsync(world.Meeting, ana))!.Value.GetProperty("source").GetString(), Is.EqualTo("sweep"));
    }

    [Test]
    public async Task Guest_who_mistyped_registers_again_with_the_right_code_and_is_approved()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", "K7P2M9X4Q7");
        await service.DeliverAsync(world.Meeting, ana);
        Assert.That(await service.ReasonAsync(world.Meeting, ana), Is.EqualTo("UnknownCode"));

        world.Register("ana", "K7P2M9X4Q1");
        var body = ZoomSender.RegistrationCreated(world.Meeting, ana, new DeliveryShape { At = DateTimeOffset.UtcNow.AddSeconds(1) });
        var answer = await service.Sender.DeliverAsync(body);

        Assert.That(answer.Body, Does.Contain("approved"));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "approved with the right code");
    }

    [Test]
    public async Task Code_added_to_the_list_admits_the_one_who_waits_for_it()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", "ZZZZZ55555");
        await service.DeliverAsync(world.Meeting, ana);
        Assert.That(await service.StatusAsync(world.Meeting, ana), Is.EqualTo("waiting"));

        world.WriteCsv("K7P2M9X4Q1,1,,,", "ZZZZZ55555,1,,,");

        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "admitted by the new row");
    }

    // for people: what one registration did, in order
    private static void Transcript(World world, SimMeeting meeting, SimRegistrant registrant, string answer)
    {
        var zoom = world.Zoom.Calls.Select(call => (call.Time, Line: $"Zoom   {call.Method} {call.Path} {call.Body} -> {call.Status}"));
        var sheets = world.Sheets!.Calls.Select(call => (Time: call.At, Line: $"Google {call.Method} {Uri.UnescapeDataString(call.Path)} -> {call.Status}"));
        var cells = world.Tab.History.Where(change => change.ByService).Select(change => (Time: change.At, Line: $"Sheet  row of {change.Key}, column {change.Column}: '{change.OldValue}' -> '{change.NewValue}'"));
        TestContext.Out.WriteLine($"webhook {meeting.Kind} {meeting.Id}, registrant {registrant.Id} -> 200 {answer}");
        foreach (var (time, line) in zoom.Concat(sheets).Concat(cells).OrderBy(line => line.Time))
        {
            TestContext.Out.WriteLine($"{time:HH:mm:ss.fff} {line}");
        }
    }
}
