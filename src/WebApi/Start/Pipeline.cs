using ZoomApprover.Application.Configuration;
using ZoomApprover.WebApi.Swagger;
using ZoomApprover.WebApi.Telemetry;

namespace ZoomApprover.WebApi.Start;

/// <summary>What a request passes. No redirect, host filter or content-type rule stands before the webhook.</summary>
internal static class Pipeline
{
    public static void UseZoomApprover(this WebApplication app, Settings settings)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        if (settings.Admin.SwaggerEnabled)
        {
            SwaggerPage.Use(app, settings);
        }

        app.UseAuthentication();
        app.UseAuthorization();
        app.MapControllers();
        app.MapMetrics();
    }
}
