using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Refit;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Infrastructure.Csv;

namespace ZoomApprover.Infrastructure.Sheets;

public static class ListsRegistration
{
    /// <summary>Registers <see cref="IInvitationList"/> for the configured source.</summary>
    public static IServiceCollection AddInvitationList(this IServiceCollection services, ListSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CallMeter>();
        return settings.Source switch
        {
            ListSource.CsvFile => services.AddSingleton<IInvitationList>(provider => new CsvInvitationList(settings, provider.GetRequiredService<TimeProvider>())),
            ListSource.GoogleSheet => services.AddGoogleSheet(settings),
            _ => throw new ArgumentOutOfRangeException(nameof(settings)),
        };
    }

    private static IServiceCollection AddGoogleSheet(this IServiceCollection services, ListSettings settings)
    {
        services.AddSheetsApi(settings.GoogleSheet);
        services.AddSingleton(new GoogleAccessToken(settings.GoogleSheet));
        services.AddTransient<GoogleBearer>();
        services.AddSingleton(provider => new SheetsConnection(
            provider.GetRequiredService<ISheetsApi>(), provider.GetRequiredService<GoogleAccessToken>(), settings.GoogleSheet, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new GoogleSheetInvitationList(
            settings, provider.GetRequiredService<SheetsConnection>(), provider.GetRequiredService<TimeProvider>()));
        return services.AddSingleton<IInvitationList>(provider => provider.GetRequiredService<GoogleSheetInvitationList>());
    }

    private static void AddSheetsApi(this IServiceCollection services, GoogleSheetSettings settings)
    {
        var client = services.AddRefitGeneratedClient<ISheetsApi>(new RefitSettings(new SystemTextJsonContentSerializer(SheetJson.Options)));
        client.RemoveAllLoggers(); // they write the spreadsheet's id and the tab's title
        client.ConfigureHttpClient(http =>
        {
            http.BaseAddress = settings.BaseUrl;
            http.Timeout = Timeout.InfiniteTimeSpan;
            http.DefaultRequestHeaders.UserAgent.ParseAdd("zoom-approver/1.0 (gzip)"); // Google packs its answers for these words
        });
        client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // addresses change
        });
        client.SetHandlerLifetime(Timeout.InfiniteTimeSpan); // the one client lives as long as we do
        client.AddResilienceHandler("sheets", (pipeline, context) => Guard(pipeline, context.ServiceProvider.GetRequiredService<TimeProvider>()));
        client.AddHttpMessageHandler<GoogleBearer>();
        client.AddHttpMessageHandler(provider => Counted(provider.GetRequiredService<CallMeter>()));
    }

    private static CountedCalls Counted(CallMeter meter)
    {
        var (read, write) = (new CallKind("sheets", "read"), new CallKind("sheets", "write"));
        meter.Limit(read, CallsPerMinute.OfGoogle / 60.0);
        meter.Limit(write, CallsPerMinute.OfGoogle / 60.0);
        return new CountedCalls(meter, request => request.Method == HttpMethod.Get ? read : write);
    }

    /// <summary>No retry: the next pass is the retry. A quota refusal is no sign of illness.</summary>
    private static void Guard(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, TimeProvider time)
    {
        pipeline.TimeProvider = time;
        pipeline
            .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
            {
                FailureRatio = 0.8,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromMinutes(2),
                BreakDuration = TimeSpan.FromSeconds(30),
                ShouldHandle = args => ValueTask.FromResult(
                    HttpClientResiliencePredicates.IsTransient(args.Outcome) && args.Outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests),
            })
            .AddTimeout(SheetsConnection.CallLimit);
    }
}
