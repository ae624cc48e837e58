using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

/// <summary>People act in Zoom, and Zoom tells of it.</summary>
[Parallelizable]
internal sealed class DepartureTests
{
    [Test]
    public async Task Guest_who_cancels_gives_the_code_back_and_another_comes_in_with_it()
    {
        await using var world = await World.WithSheetAsync("K7P2M9X4Q1");
        world.Settings = world.Settings with { Codes = world.Settings.Codes with { FreeOnCancel = true } };
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", "K7P2M9X4Q1");
        await service.DeliverAsync(world.Meeting, ana);
        await Wait.UntilAsync(() => (string?)world.Tab.Value("K7P2M9X4Q1", "registrant_id") == ana.Id, "the code is marked as hers");
        world.Zoom.SetStatus(World.MeetingId, ana.Id, SimRegistrant.Denied);

        var answer = await service.Sender.DeliverAsync(ZoomSender.Event("registration_cancelled", world.Meeting, ana, new DeliveryShape { Operator = false, At = DateTimeOffset.UtcNow }));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "cancelled", "Zoom was read");
        var eva = world.Register("eva", "K7P2M9X4Q1"); // not before: whoever a sweep finds with a used code waits for a person
        var second = await service.DeliverAsync(world.Meeting, eva);

        Assert.That(answer.Body, Does.Contain("ReadFromZoomFirst"));
        Assert.That(second.GetProperty("outcome").GetString(), Is.EqualTo("approved"));
        await Wait.UntilAsync(() => (string?)world.Tab.Value("K7P2M9X4Q1", "registrant_id") == eva.Id, "the mark follows the code");
        var history = (await service.GetAsync($"/api/registrations/meeting/{World.MeetingId}/{ana.Id}")).GetProperty("history").EnumerateArray().Last();
        Assert.That((history.GetProperty("event").GetString(), history.GetProperty("actor").GetString()), Is.EqualTo(("Released", "registrant")));
    }

    [Test]
    public async Task Person_who_approves_in_Zoom_is_heard_at_once_and_the_code_is_blocked()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1", "AAAAABBBBB");
        world.WriteCsv("K7P2M9X4Q1,2,,,", "AAAAABBBBB,1,,,");
        await using var service = await world.StartAsync();
        await service.FirstReadingAsync();
        var ana = world.Register("ana", "K7P2M9X4Q1");
        var wrongSession = await service.DeliverAsync(world.Meeting, ana);
        world.Zoom.SetStatus(World.MeetingId, ana.Id, SimRegistrant.Approved);

        await service.Sender.DeliverAsync(ZoomSender.Event("registration_approved", world.Meeting, ana));

        Assert.That(wrongSession.GetProperty("reason").GetString(), Is.EqualTo("WrongSession"));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "adopted");
        Assert.That((await service.RegistrationAsync(world.Meeting, ana))!.Value.GetProperty("code").GetString(), Is.EqualTo("K7P2M9X4Q1"));
        Assert.That(world.Zoom.Approvals, Is.Empty, "the person did it");
    }

    [TestCase("meeting.registration_approved", "{}")]
    [TestCase("webinar.registration_cancelled", "{\"id\":86012345678}")]
    [TestCase("meeting.registration_denied", "{\"id\":86012345678,\"registrant\":{\"id\":\"\"}}")]
    public async Task Notice_that_cannot_be_read_is_answered_and_Zoom_is_read(string name, string subject)
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        await using var service = await world.StartAsync();
        await service.FirstReadingAsync();
        var ana = world.Register("ana", "K7P2M9X4Q1");

        var result = await service.Sender.DeliverAsync(System.Text.Encoding.UTF8.GetBytes($"{{\"event\":\"{name}\",\"event_ts\":1,\"payload\":{{\"object\":{subject}}}}}"));

        Assert.That(result.Status, Is.EqualTo(200));
        Assert.That(result.Body, Does.Contain("unreadable"));
        if (!name.StartsWith("webinar", StringComparison.Ordinal))
        {
            await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "found by reading the meeting");
        }
    }

    [Test]
    public async Task Notice_about_a_meeting_that_is_not_managed_is_left_alone()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        await using var service = await world.StartAsync();
        var other = world.Zoom.AddMeeting(81111111111);

        var result = await service.Sender.DeliverAsync(ZoomSender.Event("registration_cancelled", other, world.Register("ana", "K7P2M9X4Q1", other)));

        Assert.That(result.Body, Does.Contain("MeetingNotConfigured"));
        Assert.That(world.Zoom.Calls.Any(call => call.MeetingId == other.Id), Is.False);
    }
}
