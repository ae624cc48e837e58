using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ZoomApprover.Application;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.WebApi.Access;
using ZoomApprover.WebApi.Metrics;
using ZoomApprover.WebApi.Webhooks;
using ZoomApprover.WebApi.Workers;

namespace ZoomApprover.Simulation.Tests.Service;

/// <summary>What the host hands to one process. Everything that the real service has once, a simulated process has once.</summary>
internal sealed class Handed
{
    public Settings Settings { get; set; } = null!;

    public TimeProvider Clock { get; set; } = null!;

    public SqlLedger Ledger { get; set; } = null!;

    public IZoomRegistrants Zoom { get; set; } = null!;

    public IInvitationList List { get; set; } = null!;
}

/// <summary>The service as the host puts it together, one scope a process, so that stories do not build it anew each time.</summary>
internal static class Composition
{
    private static readonly Type[] WorkerTypes =
        [.. typeof(PassLoop).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(PassLoop))).OrderBy(type => type.Name, StringComparer.Ordinal)];

    private static readonly DeliveryMetrics Deliveries = new(new Meter("simulation"));
    private static readonly ServiceProvider Provider = Build();

    /// <returns>A process without memory.</returns>
    public static IServiceProvider Start(Settings settings, TimeProvider clock, SqlLedger ledger, IZoomRegistrants zoom, IInvitationList list)
    {
        var process = Provider.CreateScope().ServiceProvider;
        var handed = process.GetRequiredService<Handed>();
        (handed.Settings, handed.Clock, handed.Ledger, handed.Zoom, handed.List) = (settings, clock, ledger, zoom, list);
        return process;
    }

    public static IEnumerable<PassLoop> Workers(IServiceProvider process) => WorkerTypes.Select(type => (PassLoop)process.GetRequiredService(type));

    private static ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddApplication();
        services.AddSingleton(provider => provider.GetRequiredService<Handed>().Settings)
            .AddSingleton(provider => provider.GetRequiredService<Handed>().Clock)
            .AddSingleton(provider => provider.GetRequiredService<Handed>().Zoom)
            .AddSingleton(provider => provider.GetRequiredService<Handed>().List)
            .AddLedger(new LedgerSettings { ConnectionString = "" }, "", dryRun: false)
            .AddSingleton(provider => provider.GetRequiredService<Handed>().Ledger) // instead of the one that would be opened
            .AddSingleton<WebhookMonitor>()
            .AddSingleton(_ => (ServiceMetrics)RuntimeHelpers.GetUninitializedObject(typeof(ServiceMetrics))) // nobody listens to meters here, and one lives as long as the process
            .AddSingleton(_ => Deliveries)
            .AddSingleton(provider => new AdminKey(provider.GetRequiredService<Settings>().Admin, "/"))
            .AddTransient<ZoomWebhookController>()
            .AddSingleton<Handed>();
        foreach (var worker in WorkerTypes)
        {
            services.AddSingleton(worker);
        }

        for (var i = 0; i < services.Count; i++)
        {
            services[i] = services[i].Lifetime == ServiceLifetime.Singleton ? Scoped(services[i]) : services[i];
        }

        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(typeof(ILogger<>), typeof(ErrorEar<>));
        return services.BuildServiceProvider();
    }

    private static ServiceDescriptor Scoped(ServiceDescriptor service) => service.ImplementationFactory is { } make
        ? new ServiceDescriptor(service.ServiceType, make, ServiceLifetime.Scoped)
        : service.ImplementationInstance is { } instance
            ? new ServiceDescriptor(service.ServiceType, _ => instance, ServiceLifetime.Scoped)
            : new ServiceDescriptor(service.ServiceType, service.ImplementationType!, ServiceLifetime.Scoped);
}
