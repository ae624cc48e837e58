using System.Net.Http.Json;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Infrastructure.Zoom.Sending;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Start;
using ZoomApprover.WebApi.Workers;

namespace ZoomApprover.Hostile.Tests.Hosting;

/// <summary>
/// The real service on a real socket, with real calls to the simulated Zoom, but on a clock of the test's, and with its
/// passes run one by one by the test.
/// </summary>
internal sealed class SteppedService : IAsyncDisposable
{
    public const string Key = "hostile-admin-key-0123456789abcdef";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    /// <summary>What is seen so many times in a row is no step between two calls.</summary>
    private const int Looks = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication app;
    private readonly HttpClient client;
    private readonly VirtualClock clock;
    private readonly ZoomSimulator zoom;
    private readonly WatchedLedger ledger;
    private readonly WatchedZoom zoomAsked;

    private SteppedService(WebApplication app, Settings settings, VirtualClock clock, ZoomSimulator zoom, RefusedConnections refused)
    {
        (this.app, this.clock, this.zoom, Refused) = (app, clock, zoom, refused);
        (ledger, zoomAsked) = (app.Services.GetRequiredService<WatchedLedger>(), app.Services.GetRequiredService<WatchedZoom>());
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        Sender = new ZoomSender(client, new Uri(client.BaseAddress, settings.Zoom.WebhookPath), settings.Zoom.WebhookSecretToken, clock) { Limit = Patience };
    }

    /// <summary>Zoom's side of the webhook.</summary>
    public ZoomSender Sender { get; }

    public RefusedConnections Refused { get; }

    /// <summary>
    /// The same where more is asked than is under way: the others wait for an access token, or are between two steps. On a busy
    /// machine such a step may take longer: then time goes on too early, which costs a call its answer.
    /// </summary>
    public int LooksWhileSomeWait { get; set; } = 30;

    public SweepAgenda Agenda => app.Services.GetRequiredService<SweepAgenda>();

    public static async Task<SteppedService> StartAsync(Settings settings, VirtualClock clock, ZoomSimulator zoom)
    {
        var refused = new RefusedConnections();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.AddZoomApprover(settings);
        foreach (var worker in builder.Services.Where(one => one.ServiceType == typeof(IHostedService) && one.ImplementationType?.IsAssignableTo(typeof(PassLoop)) == true).ToList())
            builder.Services.Remove(worker);
        builder.Services.AddSingleton<TimeProvider>(clock);
        Watch<ICallLedger, WatchedLedger>(builder.Services, real => new WatchedLedger(real));
        Watch<IZoomRegistrants, WatchedZoom>(builder.Services, real => new WatchedZoom(real));
        builder.Services.ConfigureAll<HttpClientFactoryOptions>(all => all.HttpMessageHandlerBuilderActions.Add(one => one.AdditionalHandlers.Add(refused.Handler())));
        var app = builder.Build();
        await Opening.OpenAsync(app.Services, settings);
        app.UseZoomApprover(settings);
        await app.StartAsync();
        return new SteppedService(app, settings, clock, zoom, refused);
    }

    /// <summary>One pass. Time goes on only where nothing but time can: a wait for our turn, a call that stands still.</summary>
    public async Task<T> PassAsync<T>(IRequest<T> pass)
    {
        await zoom.Door;
        var context = new WatchedContext();
        var running = context.RunAsync(() => app.Services.GetRequiredService<IMediator>().Send(pass));
        for (var still = 0; !running.IsCompleted;)
        {
            still = OnlyTimeCanGoOn(context) ? still + 1 : 0;
            if (still >= (zoomAsked.Asked == zoom.StandingStill ? Looks : LooksWhileSomeWait))
            {
                await JumpAsync();
                still = 0;
            }

            await Task.WhenAny(running, Task.Delay(Look));
        }

        return await running;
    }

    /// <summary>Nothing is to be done until then.</summary>
    public async Task IdleUntilAsync(DateTimeOffset until)
    {
        clock.AdvanceTo(until);
        await zoom.Door;
    }

    public async Task<JsonElement> GetAsync(string path) => await client.GetFromJsonAsync<JsonElement>(path);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static void Watch<TPort, TWatched>(IServiceCollection services, Func<TPort, TWatched> around)
        where TPort : class
        where TWatched : class, TPort
    {
        var real = services.Last(one => one.ServiceType == typeof(TPort)).ImplementationType!;
        services.AddSingleton(provider => around((TPort)ActivatorUtilities.CreateInstance(provider, real)));
        services.AddSingleton<TPort>(provider => provider.GetRequiredService<TWatched>());
    }

    /// <summary>Every call that is under way stands still, no step of the pass runs, and none waits for the ledger.</summary>
    private bool OnlyTimeCanGoOn(WatchedContext context) =>
        clock.Waiting(ZoomResilience.AttemptTimeout) is > 0 and var calls && calls == zoom.StandingStill && !ledger.IsBusy && !context.IsBusy;

    // a call that was given up must be known as gone in Zoom before the next jump is thought of
    private async Task JumpAsync()
    {
        clock.Jump();
        await zoom.Door;
        using var patience = new CancellationTokenSource(Patience);
        while (zoom.StandingStill > clock.Waiting(ZoomResilience.AttemptTimeout))
            await Task.Delay(Look, patience.Token);
    }
}
