using System.Net.Http.Json;
using System.Text.Json;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests;

[Parallelizable]
internal sealed class LogTests
{
    [Test]
    public async Task Every_line_is_json_and_nobody_stands_in_it()
    {
        await using var world = await World.WithCsvAsync("KANARYCODE", "KANARYMORE");
        await using var service = await ServiceProcess.StartReadyAsync(ServiceProcess.Environment(world, ServiceProcess.FreePort()));
        using var client = new HttpClient();
        var sender = new ZoomSender(client, new Uri(service.Address, "/webhooks/zoom"), World.Secret);
        var good = world.Register("kanaryone", "KANARYCODE");
        var second = world.Register("kanarytwo", "KANARYCODE");
        var unknown = world.Register("kanarythree", "KANARYNONE");

        foreach (var one in new[] { good, second, unknown })
        {
            Assert.That((await sender.DeliverAsync(ZoomSender.RegistrationCreated(world.Meeting, one))).Status, Is.EqualTo(200));
        }

        await sender.DeliverAsync(ZoomSender.RegistrationCreated(world.Meeting, good), new DeliveryOverrides { Signature = "v0=" + new string('0', 64) });
        await sender.DeliverAsync(ZoomSender.RegistrationCreated(world.Meeting, good), new DeliveryOverrides { Skew = TimeSpan.FromHours(-1) });
        await sender.DeliverAsync("""{"event":"meeting.registration_created","payload":{"object":{"id":"kanary","registrant":{"email":"kanary@example.com"}}}}"""u8.ToArray());
        await Wait.UntilAsync(() => good.Status == SimRegistrant.Approved, "Zoom admits the first");
        await PostAsync(service, "/api/registrations/search", new { text = "kanaryone" });
        await PostAsync(service, $"/api/registrations/meeting/{World.MeetingId}/{unknown.Id}/approve", new { code = "KANARYMORE" });
        await PostAsync(service, "/api/invitations/release", new { code = "KANARYCODE" });
        await Wait.UntilAsync(() => unknown.Status == SimRegistrant.Approved, "Zoom admits the third");
        var end = await service.TerminateAsync();

        Assert.That(end.Errors, Is.Empty);
        Assert.That(service.Output, Is.Not.Empty);
        Assert.That(service.Output, Is.All.Matches<string>(IsObject));
        var secrets = new[] { World.Secret, world.Zoom.ClientSecret, Service.Key, "kanary", "@example.com", "Canaria", "tk=" };
        Assert.That(service.Output.Select(Decoded).Where(line => secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase))), Is.Empty);
        Assert.That(service.Output.Where(line => line.Contains("Request starting", StringComparison.Ordinal)), Is.Empty, "the levels of appsettings.json count wherever the service is started");
    }

    private static async Task PostAsync(ServiceProcess service, string path, object body)
    {
        using var answer = await service.Api.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    private static bool IsObject(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // escapes could hide a name
    private static string Decoded(string line)
    {
        using var document = JsonDocument.Parse(line);
        return line + Texts(document.RootElement);
    }

    private static string Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => string.Join('\n', element.EnumerateObject().Select(field => field.Name + '\n' + Texts(field.Value))),
        JsonValueKind.Array => string.Join('\n', element.EnumerateArray().Select(Texts)),
        JsonValueKind.String => element.GetString()!,
        _ => element.GetRawText(),
    };
}
