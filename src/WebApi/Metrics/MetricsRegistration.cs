using System.Diagnostics.Metrics;

namespace ZoomApprover.WebApi.Metrics;

internal static class MetricsRegistration
{
    public static IServiceCollection AddServiceMetrics(this IServiceCollection services) => services
        .AddSingleton(provider => provider.GetRequiredService<IMeterFactory>().Create(ServiceMetrics.MeterName)) // the factory disposes of it
        .AddSingleton<LossMetrics>()
        .AddSingleton<GuessMetrics>()
        .AddSingleton<LedgerMetrics>()
        .AddSingleton<PassMetrics>()
        .AddSingleton<CallMetrics>()
        .AddSingleton<ProblemMetrics>()
        .AddSingleton<DeliveryMetrics>()
        .AddSingleton<ServiceMetrics>();
}
