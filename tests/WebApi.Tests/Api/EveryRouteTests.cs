using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ZoomApprover.Application.Configuration;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.Api;

/// <summary>Walks every route of the running service: a new one is asked for the key without anybody thinking of it.</summary>
internal sealed class EveryRouteTests
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    private World world = null!;
    private Service service = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync("K7P2M9X4Q1");
        service = await world.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await service.DisposeAsync();
        await world.DisposeAsync();
    }

    [Test]
    public void Routes_are_those_we_know()
    {
        Assert.That(Routes().Where(route => !route.EndsWith(" /webhooks/zoom", StringComparison.Ordinal)), Is.EquivalentTo(new[]
        {
            "POST /api/backup", "GET /api/invitations", "POST /api/invitations/generate", "POST /api/invitations/hold", "POST /api/invitations/release", "POST /api/meetings/{meetingId}/guessing/open", "GET /api/registrations", "POST /api/registrations/search",
            "GET /api/registrations/{kind}/{meetingId}/{registrantId}", "POST /api/registrations/{kind}/{meetingId}/{registrantId}/approve",
            "POST /api/registrations/{kind}/{meetingId}/{registrantId}/deny", "GET /api/status", "GET /health/leader", "GET /health/live", "GET /health/ready", "GET /metrics",
        }));
    }

    [Test]
    public async Task Each_but_the_webhook_and_the_health_refuses_whoever_has_no_key()
    {
        List<string> open = [];
        foreach (var route in Guarded())
        {
            foreach (var (how, key) in new (string, string[])[] { ("no key", []), ("wrong key", ["wrong"]), ("empty key", [""]), ("key twice", [Service.Key, Service.Key]), ("key and a comma", [Service.Key + ","]) })
            {
                using var answer = await SendAsync(route.Method, route.Path, key);
                if (!await IsRefusedAsync(answer))
                {
                    open.Add($"{route} with {how}: {(int)answer.StatusCode}");
                }
            }
        }

        Assert.That(open, Is.Empty);
    }

    [Test]
    public async Task Key_in_the_address_opens_nothing()
    {
        // a service with a key of its own: addresses are logged, and no log of this suite may hold the usual one
        const string key = "a-key-that-somebody-puts-into-the-address";
        await using var other = await World.WithCsvAsync();
        await using var guarded = await Service.StartAsync(other.Settings with { Admin = new AdminSettings { ApiKey = key } });
        foreach (var (method, path) in Guarded())
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"{path}?X-Api-Key={key}&api_key={key}&key={key}");
            using var answer = await guarded.Anybody.SendAsync(request);

            Assert.That(await IsRefusedAsync(answer), Is.True, $"{method} {path}");
        }
    }

    [Test]
    public async Task No_other_method_is_a_way_around_the_key()
    {
        foreach (var path in Guarded().Select(route => route.Path).Distinct())
        {
            foreach (var method in Methods)
            {
                using var answer = await SendAsync(method, path, []);

                Assert.That((int)answer.StatusCode, Is.AnyOf(401, 404, 405), $"{method} {path}");
            }
        }
    }

    [TestCase("/API/status")]
    [TestCase("/api/status/")]
    [TestCase("//api/status")]
    [TestCase("/api/./status")]
    [TestCase("/health/../api/status")]
    [TestCase("/api%2Fstatus")]
    public async Task Other_spelling_of_a_path_is_no_way_around_the_key(string path)
    {
        using var answer = await SendAsync("GET", path, []);

        Assert.That((int)answer.StatusCode, Is.AnyOf(401, 404));
    }

    [Test]
    public async Task Refusal_says_which_header_is_wanted_and_nothing_else()
    {
        using var answer = await SendAsync("GET", "/api/status", []);
        var body = await answer.Content.ReadAsStringAsync();

        Assert.That(body, Does.Contain("X-Api-Key").And.Not.Contain(Service.Key).And.Not.Contain("ZoomApprover."));
    }

    private static async Task<bool> IsRefusedAsync(HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.Unauthorized || answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return false;
        }

        using var details = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return details.RootElement.GetProperty("status").GetInt32() == 401;
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string[] keys)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(service.Address.GetLeftPart(UriPartial.Authority) + path));
        foreach (var key in keys)
        {
            request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        }

        return await service.Anybody.SendAsync(request);
    }

    private IEnumerable<string> Routes() => service.Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"], (endpoint, method) => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}")
        .Distinct();

    private IEnumerable<(string Method, string Path)> Guarded() => Routes().Select(route => route.Split(' '))
        .Where(parts => !parts[1].StartsWith("/health/", StringComparison.Ordinal) && parts[1] != "/webhooks/zoom")
        .Select(parts => (parts[0], parts[1].Replace("{kind}", "meeting", StringComparison.Ordinal).Replace("{meetingId}", "86012345678", StringComparison.Ordinal).Replace("{registrantId}", "r-1", StringComparison.Ordinal)));
}
