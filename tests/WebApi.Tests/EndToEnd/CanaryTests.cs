using System.Net.Http.Json;
using Microsoft.Extensions.Logging;
using ZoomApprover.Simulators.Sheets;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

/// <summary>The whole suite is searched for leaks as it runs; here is what the other tests do not touch.</summary>
internal sealed class CanaryTests
{
    [Test]
    public void Planted_leak_is_found()
    {
        using var store = new LogStore();
        var logger = store.CreateLogger("planted");

        logger.Log(LogLevel.Trace, default, "code k7p2-m9x4-q1", null, (text, _) => text);
        logger.Log(LogLevel.Error, default, "failed", new InvalidOperationException("ana@example.com"), (text, _) => text);
        logger.BeginScope("Canaria");
        logger.Log(LogLevel.Information, default, "nothing to see", null, (text, _) => text);

        Assert.That(store.Canaries.Leaks, Has.Count.EqualTo(3));
        Assert.That(store.LineCount, Is.EqualTo(4));
    }

    [Test]
    public async Task Nothing_that_people_type_or_send_is_logged_even_when_it_fails()
    {
        await using var world = await World.WithSheetAsync("K7P2M9X4Q1", "SECONDCODE", "THIRDCODE3");
        await using var service = await world.StartAsync();
        await service.FirstReadingAsync();
        var ana = world.Register("ana", "UNKNOWN001");
        await service.DeliverAsync(world.Meeting, ana);
        await service.DeliverAsync(world.Meeting, world.Register("luis", "thirdcode3"));
        var path = $"/api/registrations/meeting/{World.MeetingId}/{ana.Id}";

        await PostAsync(service, "/api/registrations/search", new { text = "ana@example.com" });
        await PostAsync(service, "/api/registrations/search", new { text = "Canaria", page = -1 });
        await PostAsync(service, path + "/approve", new { code = "SECONDCODE and more" });
        world.Zoom.Faults.Next(ZoomEndpoint.Status, Fault.Ok200WithErrorBody);
        world.Sheets!.Faults.Next(SheetsEndpoint.Write, SheetsFault.HtmlBody, 2);
        await PostAsync(service, path + "/approve", new { code = "k7p2-m9x4-q1" });
        await PostAsync(service, "/api/invitations/release", new { code = "SECONDCODE" });
        await PostAsync(service, path + "/deny", new { confirm = true, note = "ana@example.com" });
        using (var broken = new StringContent("{\"text\":\"ana@example.com", System.Text.Encoding.UTF8, "application/json"))
        {
            await service.Api.PostAsync(new Uri("/api/registrations/search", UriKind.Relative), broken);
        }

        var lines = LogStore.Suite.LineCount;
        Assert.That(lines, Is.GreaterThan(100), "the search had something to search");
        Assert.That(LogStore.Suite.Canaries.Leaks, Is.Empty);
    }

    private static async Task PostAsync(Service service, string path, object body)
    {
        using var answer = await service.Api.PostAsJsonAsync(path, body);
        Assert.That((int)answer.StatusCode, Is.LessThan(500));
    }
}
