using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.WebApi.Configuration.Sections;
using ZoomApprover.WebApi.Webhooks;

namespace ZoomApprover.WebApi.Swagger;

/// <summary>Describes the body that the webhook reads raw, and how to sign it.</summary>
internal sealed class WebhookOperation(Settings settings, Sample sample) : IOperationFilter
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor is not ControllerActionDescriptor action || action.ControllerTypeInfo != typeof(ZoomWebhookController))
        {
            return;
        }

        operation.Description = Signing();
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [JsonOnly.Json] = new()
                {
                    Schema = context.SchemaGenerator.GenerateSchema(typeof(WebhookDelivery), context.SchemaRepository),
                    Examples = Deliveries(),
                },
            },
        };
        DescribeAnswers(operation.Responses!);
    }

    private string Signing()
    {
        var (english, spanish) = settings.Zoom.WebhookSecretToken == ZoomCredentials.DevelopmentSecret
            ? ($" Now it is `{ZoomCredentials.DevelopmentSecret}`.", $" Ahora es `{ZoomCredentials.DevelopmentSecret}`.")
            : ("", "");
        return "Every delivery is signed: header `x-zm-request-timestamp` holds the seconds since 1970, header `x-zm-signature` holds `v0=` and the hex "
            + "HMAC-SHA256 of `v0:{timestamp}:{body}` under Zoom's secret token. **Execute** signs in this page and never sends the token: "
            + "press **Authorize** and enter it under `webhookSecret`." + english
            + "\n\nCada aviso va firmado: `x-zm-request-timestamp` lleva los segundos desde 1970 y `x-zm-signature` lleva `v0=` y el HMAC-SHA256 en hexadecimal "
            + "de `v0:{timestamp}:{body}` con el token secreto de Zoom. **Execute** firma en esta página y nunca envía el token: "
            + "pulse **Authorize** y escríbalo en `webhookSecret`." + spanish;
    }

    private Dictionary<string, IOpenApiExample> Deliveries() => new()
    {
        ["good"] = Example("A good code · Un código válido", Delivery(Sample.Registrant, "Ana", "Muñoz", Sample.Code)),
        ["again"] = Example("The same code again · El mismo código otra vez", Delivery("sample-again", "Luis", "Pérez", Sample.Code)),
        ["unknown"] = Example("An unknown code · Un código desconocido", Delivery("sample-unknown", "Eva", "Ruiz", Sample.UnknownCode)),
        ["cancelled"] = Example("The first guest cancels · La primera persona cancela", Cancellation()),
    };

    private WebhookDelivery Delivery(string registrant, string firstName, string lastName, string code) => new()
    {
        Name = $"{sample.Kind}.registration_created",
        Payload = new()
        {
            Subject = new()
            {
                Id = sample.MeetingId,
                Registrant = new()
                {
                    Id = registrant,
                    FirstName = firstName,
                    LastName = lastName,
                    Email = $"{firstName.ToLowerInvariant()}@example.com",
                    Status = "pending",
                    CustomQuestions = [new() { Title = sample.Question, Value = code }],
                },
            },
        },
    };

    private WebhookDelivery Cancellation() => new()
    {
        Name = $"{sample.Kind}.registration_cancelled",
        Payload = new() { Subject = new() { Id = sample.MeetingId, Registrant = new() { Id = Sample.Registrant, FirstName = "Ana", Email = "ana@example.com" } } },
    };

    private static void DescribeAnswers(OpenApiResponses answers)
    {
        answers["200"].Description = "The delivery is genuine; whatever it holds is dealt with or noted, and Zoom need not come again. Zoom's handshake is answered with plainToken and encryptedToken.";
        answers["200"].Content![JsonOnly.Json].Examples = new Dictionary<string, IOpenApiExample>
        {
            ["good"] = Example("A good code", new WebhookAnswer("approved")),
            ["again"] = Example("The same code again", new WebhookAnswer("waiting", nameof(WaitingReason.CodeAlreadyUsed))),
            ["unknown"] = Example("An unknown code", new WebhookAnswer("waiting", nameof(WaitingReason.UnknownCode))),
            ["cancelled"] = Example("The first guest cancels", new WebhookAnswer("waiting", "ReadFromZoomFirst")),
        };
        answers["401"].Description = "The signature is missing or wrong; nothing was read.";
        answers["503"].Description = "It could not be recorded now; Zoom comes again.";
    }

    private static OpenApiExample Example<T>(string summary, T value) => new() { Summary = summary, Value = JsonSerializer.SerializeToNode(value, Web) };
}
