using Microsoft.AspNetCore.Mvc.ApplicationModels;
using ZoomApprover.Application.Configuration;

namespace ZoomApprover.WebApi.Webhooks;

/// <summary>Puts the webhook where the configuration wants it. A trailing slash makes no difference to routing.</summary>
internal sealed class WebhookRoute(Settings settings) : IControllerModelConvention
{
    public const string Template = "/webhooks/zoom";

    public void Apply(ControllerModel controller)
    {
        if (controller.ControllerType != typeof(ZoomWebhookController))
        {
            return;
        }

        foreach (var selector in controller.Actions.SelectMany(action => action.Selectors))
        {
            if (selector.AttributeRouteModel is { } route)
            {
                route.Template = settings.Zoom.WebhookPath;
            }
        }
    }
}
