using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Refit;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Infrastructure.Zoom.Access;
using ZoomApprover.Infrastructure.Zoom.Sending;

namespace ZoomApprover.Infrastructure.Zoom;

/// <summary>Wires <see cref="IZoomRegistrants"/>. Expects a TimeProvider and logging.</summary>
public static class ZoomRegistration
{
    public static IServiceCollection AddZoom(this IServiceCollection services, ZoomSettings settings)
    {
        AddAccess(services, settings);
        AddApi(services, settings);
        return services.AddSingleton<IZoomRegistrants, ZoomRegistrants>();
    }

    private static void AddAccess(IServiceCollection services, ZoomSettings settings)
    {
        services.AddSingleton(provider => new ZoomTokens(
            provider.GetRequiredService<IZoomOAuthApi>(), settings.AccountId, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ZoomTokens>>()));

        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.ClientId}:{settings.ClientSecret}"));
        var oauth = services.AddRefitGeneratedClient<IZoomOAuthApi>(Wire())
            .ConfigureHttpClient(client => client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials));
        AddSending(oauth, settings.OAuthBaseUrl, "zoom-oauth");
    }

    /// <summary>From outside in: token, pace, then what belongs to one attempt.</summary>
    private static void AddApi(IServiceCollection services, ZoomSettings settings)
    {
        services.AddSingleton(provider => new ZoomPace(settings.Plan, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<CallMeter>();
        services.AddTransient<ZoomAccessToken>().AddTransient<PacedCalls>();

        var api = services.AddRefitGeneratedClient<IZoomApi>(Wire())
            .AddHttpMessageHandler<ZoomAccessToken>()
            .AddHttpMessageHandler<PacedCalls>();
        AddSending(api, settings.ApiBaseUrl, "zoom");
        api.AddHttpMessageHandler(provider => Counted(provider.GetRequiredService<CallMeter>(), settings.Plan));
    }

    private static CountedCalls Counted(CallMeter meter, ZoomPlan plan)
    {
        foreach (var label in Enum.GetValues<ZoomLabel>())
        {
            meter.Limit(KindOf(label), ZoomLimits.PerSecond(plan, label));
        }

        return new CountedCalls(meter, request => KindOf(ZoomLimits.LabelOf(request)));
    }

    private static CallKind KindOf(ZoomLabel label) => new("zoom", label == ZoomLabel.Medium ? "medium" : "light");

    /// <summary>One attempt, the same for both hosts. The handlers live as long as the process; connections are renewed for DNS.</summary>
    private static void AddSending(IHttpClientBuilder client, Uri baseUrl, string pipeline)
    {
        client
            .ConfigureHttpClient(http => (http.BaseAddress, http.Timeout) = (baseUrl, Timeout.InfiniteTimeSpan)) // the attempt has its own
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers() // they log URIs
            .AddResilienceHandler(pipeline, ZoomResilience.Configure);
        client.AddHttpMessageHandler(() => new WholeBody());
    }

    private static RefitSettings Wire() => new(new SystemTextJsonContentSerializer(StatusUpdateJson.Plain())) { MaxExceptionContentLength = 64 * 1024 };
}
