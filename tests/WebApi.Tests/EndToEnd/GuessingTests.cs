using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Registrations.JudgeHeld;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Metrics;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

/// <summary>Somebody tries one code after the other, and a person is told, through the front door.</summary>
[Parallelizable]
internal sealed class GuessingTests
{
    private static readonly string[] Good = [.. Enumerable.Range(0, 9).Select(number => $"GOOD{number}K7P2M")];

    [Test]
    public async Task Guesses_are_told_hold_back_who_slipped_and_end_when_a_person_opens()
    {
        await using var world = await World.WithCsvAsync(Good);
        await using var service = await world.StartAsync();
        await HonestAsync(world, service);
        using var early = await OpenAsync(service, World.MeetingId);
        await service.DeliverAsync(world.Meeting, world.Register("slip", "WRONG12345"));
        await GuessAsync(world, service, 0, 8);
        var nine = await service.ProblemsAsync();
        await GuessAsync(world, service, 8, 9);
        var ten = await service.ProblemsAsync();
        await GuessAsync(world, service, 9, 19);
        var status = await service.GetAsync("/api/status");

        var first = await service.DeliverAsync(world.Meeting, world.Register("first", Good[0]));
        var (slip, held) = await AgainAsync(world, service, "slip", Good[1]);
        var (byHand, _) = await AgainAsync(world, service, "guess3", Good[2]);
        using var approved = await service.Api.PostAsJsonAsync($"/api/registrations/meeting/{World.MeetingId}/{byHand.Id}/approve", new { code = Good[2] });
        using var stranger = await OpenAsync(service, 999);
        using var opened = await OpenAsync(service, World.MeetingId);

        Assert.That((nine.Contains("CodesGuessed"), ten.Contains("CodesGuessed")), Is.EqualTo((false, true)));
        var guessing = status.GetProperty("guessing").EnumerateArray().Single();
        Assert.That((guessing.GetProperty("meetingId").GetString(), guessing.GetProperty("stopped").GetBoolean(), guessing.GetProperty("inADay").GetInt32()), Is.EqualTo((World.MeetingId.ToString(CultureInfo.InvariantCulture), true, 20)));
        Assert.That(status.GetProperty("problems").EnumerateArray().Select(one => one.GetProperty("text").GetString()), Has.Some.StartsWith($"Somebody is guessing codes of meeting {World.MeetingId}: at least 20"));
        Assert.That(first.GetProperty("outcome").GetString(), Is.EqualTo("approved"));
        Assert.That((held.GetProperty("outcome").GetString(), held.GetProperty("reason").GetString()), Is.EqualTo(("waiting", "TooManyTries")));
        Assert.That((approved.StatusCode, stranger.StatusCode, early.StatusCode, opened.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Conflict, HttpStatusCode.OK)));
        Assert.That((await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("judgedAgain").GetInt32(), Is.EqualTo(1));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, slip) == "approved", "who was held back is in");
        Assert.That((await service.GetAsync("/api/status")).GetProperty("guessing").GetArrayLength(), Is.Zero);
        Assert.That(await service.ProblemsAsync(), Has.None.StartsWith("CodesGuessed"));
    }

    [Test]
    public async Task Whole_list_that_is_weak_waits_where_that_is_wished_until_an_hour_was_quiet()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using var world = await World.WithCsvAsync(clock, "1234567890", "1234567891", "1234567892");
        await using var service = await Service.StartAsync(world.Settings with { Guessing = new GuessingSettings { StopWeakLists = true } }, steppedBy: clock);
        var before = await service.DeliverAsync(world.Meeting, world.Register("early", "1234567890"));
        for (var i = 0; i < 20; i++)
        {
            await service.DeliverAsync(world.Meeting, world.Register($"guess{i}", $"12345680{i:D2}"));
        }

        var first = world.Register("first", "1234567891");
        var held = await service.DeliverAsync(world.Meeting, first);
        await service.GetAsync("/api/status");
        var counted = (service.Gauge(GuessMetrics.InBurst), service.Gauge(GuessMetrics.InMemory), service.Gauge(GuessMetrics.Stopped));
        await service.SendAsync(new JudgeHeld());
        var still = await service.ReasonAsync(world.Meeting, first);
        clock.Advance(TimeSpan.FromHours(1));
        await service.SendAsync(new JudgeHeld());

        Assert.That((before.GetProperty("outcome").GetString(), held.GetProperty("reason").GetString(), still), Is.EqualTo(("approved", "TooManyTries", "TooManyTries")));
        Assert.That(counted, Is.EqualTo((20, 20, 1)));
        Assert.That(await service.StatusAsync(world.Meeting, first), Is.EqualTo("approving"));
    }

    // twenty people who have no code, however they say it
    private static async Task HonestAsync(World world, Service service)
    {
        string[] words = ["none", "no tengo uno", "university", "0612345678", "Maria asked me to come"];
        for (var i = 0; i < 20; i++)
        {
            await service.DeliverAsync(world.Meeting, world.Register($"honest{i}", i % words.Length == 3 ? $"06123456{i:D2}" : words[i % words.Length]));
        }

        var (_, came) = await AgainAsync(world, service, "honest3", Good[8]);
        Assert.That(came.GetProperty("outcome").GetString(), Is.EqualTo("approved"), "nobody is stopped");
        Assert.That((await service.GetAsync("/api/status")).GetProperty("guessing").GetArrayLength(), Is.Zero);
    }

    private static async Task GuessAsync(World world, Service service, int from, int until)
    {
        for (var i = from; i < until; i++)
        {
            await service.DeliverAsync(world.Meeting, world.Register($"guess{i}", $"GUESS{i:D2}XYZ"));
        }
    }

    /// <summary>The same address registers once more.</summary>
    private static async Task<(SimRegistrant Registrant, JsonElement Answer)> AgainAsync(World world, Service service, string name, string code)
    {
        var registrant = world.Register(name, code);
        var answer = await service.Sender.DeliverAsync(ZoomSender.RegistrationCreated(world.Meeting, registrant, new DeliveryShape { At = DateTimeOffset.UtcNow.AddSeconds(1) }));
        return (registrant, JsonDocument.Parse(answer.Body).RootElement);
    }

    private static Task<HttpResponseMessage> OpenAsync(Service service, long meeting) => service.Api.PostAsync(new Uri($"/api/meetings/{meeting}/guessing/open", UriKind.Relative), null);
}
