using System.Net.Http.Json;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Start;
using ZoomApprover.WebApi.Workers;

namespace ZoomApprover.WebApi.Tests.Hosting;

/// <summary>The real service in this process, on a real socket.</summary>
internal sealed class Service : IAsyncDisposable
{
    public const string Key = "canary-admin-key-7f3b9c5d1e2a4860";

    private readonly WebApplication app;
    private readonly HttpClient client;

    private Service(WebApplication app, Settings settings, TimeProvider clock)
    {
        this.app = app;
        Settings = settings;
        Address = new Uri(app.Urls.First());
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        Api = new HttpClient { BaseAddress = Address };
        Api.DefaultRequestHeaders.Add("X-Api-Key", Key);
        Sender = new ZoomSender(client, new Uri(Address, settings.Zoom.WebhookPath), settings.Zoom.WebhookSecretToken, clock) { Limit = TimeSpan.FromSeconds(60) };
    }

    public Settings Settings { get; }

    public Uri Address { get; }

    /// <summary>With the key.</summary>
    public HttpClient Api { get; }

    /// <summary>Without a key.</summary>
    public HttpClient Anybody => client;

    /// <summary>Zoom's side of the webhook.</summary>
    public ZoomSender Sender { get; }

    public IServiceProvider Services => app.Services;

    /// <param name="extra">A key of the host's own configuration.</param>
    /// <param name="steppedBy">The service's clock, and no worker runs: the test sends the passes itself. Null: as people run it.</param>
    /// <param name="clock">The service's clock, and the workers run by it. Null: the machine's.</param>
    public static async Task<Service> StartAsync(Settings settings, (string Key, string Value)? extra = null, TimeProvider? steppedBy = null, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder();
        if (extra is { } one)
        {
            builder.Configuration[one.Key] = one.Value;
        }

        builder.Logging.ClearProviders().AddProvider(LogStore.Suite).AddFilter<LogStore>(null, LogLevel.Trace);
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.AddZoomApprover(settings);
        if ((steppedBy ?? clock) is { } other)
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(other));
        }

        if (steppedBy is not null)
        {
            foreach (var worker in builder.Services.Where(one => one.ImplementationType?.IsSubclassOf(typeof(PassLoop)) == true).ToList())
            {
                builder.Services.Remove(worker);
            }
        }

        var app = builder.Build();
        try
        {
            await Opening.OpenAsync(app.Services, settings);
            app.UseZoomApprover(settings);
            await app.StartAsync();
            return new Service(app, settings, steppedBy ?? TimeProvider.System);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>One pass, or whatever else the application can be asked for.</summary>
    public Task<T> SendAsync<T>(IRequest<T> command) => app.Services.GetRequiredService<IMediator>().Send(command);

    /// <summary>Delivers a registration as Zoom does; answers the body of the 200.</summary>
    public async Task<JsonElement> DeliverAsync(SimMeeting meeting, SimRegistrant registrant, DeliveryOverrides? overrides = null)
    {
        var result = await Sender.DeliverAsync(ZoomSender.RegistrationCreated(meeting, registrant), overrides);
        Assert.That(result.Status, Is.EqualTo(200), result.Body);
        return JsonDocument.Parse(result.Body).RootElement;
    }

    public async Task<JsonElement> GetAsync(string path) => await Api.GetFromJsonAsync<JsonElement>(path);

    /// <summary>The registration as the API shows it; null when it is not there.</summary>
    public async Task<JsonElement?> RegistrationAsync(SimMeeting meeting, SimRegistrant registrant)
    {
        using var answer = await Api.GetAsync(new Uri($"/api/registrations/{meeting.Kind}/{meeting.Id}/{Uri.EscapeDataString(registrant.Id)}", UriKind.Relative));
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("registration") : null;
    }

    public async Task<string?> StatusAsync(SimMeeting meeting, SimRegistrant registrant) =>
        (await RegistrationAsync(meeting, registrant))?.GetProperty("status").GetString();

    public async Task<string?> ReasonAsync(SimMeeting meeting, SimRegistrant registrant) =>
        (await RegistrationAsync(meeting, registrant))?.GetProperty("reason").GetString();

    public async Task<IReadOnlyList<string>> ProblemsAsync() =>
        [.. (await GetAsync("/api/status")).GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("kind").GetString()!)];

    /// <summary>Zoom's registrants were read once since the start.</summary>
    public Task FirstReadingAsync() => Wait.UntilAsync(
        async () => (await GetAsync("/api/status")).GetProperty("zoom").GetProperty("notReadYet").GetArrayLength() == 0, "the first reading of Zoom");

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        Api.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
