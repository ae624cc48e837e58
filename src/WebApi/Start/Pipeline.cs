using ZoomApprover.Application.Configuration;

namespace ZoomApprover.WebApi.Start;

/// <summary>What a request passes. No redirect, host filter or content-type rule stands before the webhook.</summary>
internal static class Pipeline
{
    public static void UseZoomApprover(this WebApplication app, Settings settings)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapControllers();
    }
}
