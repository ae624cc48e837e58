using System.Text.Json.Serialization;
using Microsoft.AspNetCore.HostFiltering;
using ZoomApprover.Application;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Sheets;
using ZoomApprover.Infrastructure.Zoom;
using ZoomApprover.WebApi.Access;
using ZoomApprover.WebApi.Errors;
using ZoomApprover.WebApi.Metrics;
using ZoomApprover.WebApi.Status;
using ZoomApprover.WebApi.Swagger;
using ZoomApprover.WebApi.Telemetry;
using ZoomApprover.WebApi.Webhooks;
using ZoomApprover.WebApi.Workers;

namespace ZoomApprover.WebApi.Start;

/// <summary>Everything the service is made of.</summary>
internal static class ServiceRegistration
{
    public static void AddZoomApprover(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddApplication();
        builder.Services.AddLedger(settings.Ledger, settings.List.Name, settings.Zoom.DryRun, settings.Codes.Format);
        builder.Services.AddInvitationList(settings.List);
        builder.Services.AddZoom(settings.Zoom);
        AddEdge(builder.Services, settings);
        AddWorkers(builder.Services, settings);
        builder.AddExporters(settings.Telemetry);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));
    }

    private static void AddEdge(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<WebhookMonitor>();
        services.AddSingleton<CurrentProblems>();
        services.AddServiceMetrics();
        services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"]); // a 400 for a host's name would lose a registration: Zoom never repeats 4xx
        services.AddSingleton(_ => new AdminKey(settings.Admin, settings.Ledger.Folder));
        ApiKeyAuthentication.Add(services);
        services.AddProblemDetails();
        services.AddExceptionHandler<Failures>();
        services.AddControllers(mvc => mvc.Conventions.Add(new WebhookRoute(settings)))
            .AddApplicationPart(typeof(WebhookRoute).Assembly)
            .AddJsonOptions(json => json.JsonSerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never);
        if (settings.Admin.SwaggerEnabled)
        {
            SwaggerPage.Add(services);
        }
    }

    // a dry run asks nothing of Zoom and tells it nothing
    private static void AddWorkers(IServiceCollection services, Settings settings)
    {
        var isShared = settings.Ledger.Engine == LedgerEngine.Postgres;
        AddPass<ListWorker>();
        AddPass<GuessWorker>();
        if (!settings.Zoom.DryRun)
        {
            AddPass<ZoomWorker>();
            AddPass<SweepWorker>();
            AddPass<HintWorker>();
            services.AddHostedService<CheckWorker>(); // only looks, and every process decides by what it finds
            AddPass<LossWorker>();
        }

        if (isShared)
        {
            services.AddHostedService<LeadWorker>();
        }

        void AddPass<T>()
            where T : PassLoop
        {
            if (isShared)
            {
                services.AddSingleton<PassLoop, T>(); // it begins when this process leads
            }
            else
            {
                services.AddHostedService<T>();
            }
        }
    }
}
