using ZoomApprover.Application.Configuration;

namespace ZoomApprover.WebApi.Configuration.Sections;

internal static class ZoomSection
{
    private static readonly ZoomSettings Standard = new();

    public static ZoomSettings Read(IConfiguration configuration, StartContext context, FaultLog log)
    {
        var zoom = new Section(configuration, "Zoom", log);
        var credentials = ZoomCredentials.Read(zoom, context);
        var settings = new ZoomSettings
        {
            AccountId = credentials.AccountId,
            ClientId = credentials.ClientId,
            ClientSecret = credentials.ClientSecret,
            WebhookSecretToken = credentials.WebhookSecretToken,
            PreviousWebhookSecretToken = credentials.PreviousWebhookSecretToken,
            DryRun = credentials.DryRun,
            Webhooks = credentials.Webhooks,
            WebhookPath = WebhookPath.Read(zoom, Standard.WebhookPath),
            WebhookTolerance = zoom.Seconds("WebhookToleranceSeconds", 30, 3600) ?? Standard.WebhookTolerance,
            ApiBaseUrl = BaseUrl.OfZoom(zoom, "ApiBaseUrl", Standard.ApiBaseUrl),
            OAuthBaseUrl = BaseUrl.OfZoom(zoom, "OAuthBaseUrl", Standard.OAuthBaseUrl),
            Plan = zoom.Choice<ZoomPlan>("Plan") ?? Standard.Plan,
        };
        zoom.NameUnknown();
        return settings;
    }
}
