using Microsoft.Extensions.FileProviders;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using ZoomApprover.Application.Configuration;
using ZoomApprover.WebApi.Access;

namespace ZoomApprover.WebApi.Swagger;

/// <summary>The description of the API and a page to try it out, at <c>/swagger</c>. Needs no key, so it shows nothing that is secret.</summary>
internal static class SwaggerPage
{
    public const string Path = "/swagger";
    public const string ApiKey = "apiKey";

    /// <summary>Read by the signing script. No operation requires it: what is required, Swagger UI sends.</summary>
    public const string WebhookSecret = "webhookSecret";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void Add(IServiceCollection services) => services.AddSingleton<Sample>().AddSwaggerGen(swagger =>
    {
        Describe(swagger);
        swagger.SupportNonNullableReferenceTypes();
        swagger.DescribeAllParametersInCamelCase();
        swagger.SchemaFilter<OpenSchemas>();
        swagger.OperationFilter<JsonOnly>();
        swagger.OperationFilter<KeyRequirement>();
        swagger.OperationFilter<ApiExamples>();
        swagger.OperationFilter<WebhookOperation>();
    });

    /// <summary>Stands before authorization.</summary>
    public static void Use(IApplicationBuilder app, Settings settings) =>
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Path), page =>
        {
            page.Use(SetHeaders);
            page.UseStaticFiles(new StaticFileOptions
            {
                RequestPath = Path,
                FileProvider = new EmbeddedFileProvider(typeof(SwaggerPage).Assembly, $"{typeof(SwaggerPage).Namespace}.Page"),
            });
            page.UseSwagger();
            page.UseSwaggerUI(ui =>
            {
                ui.DocumentTitle = "Zoom Approver";
                ui.SwaggerEndpoint("v1/swagger.json", "Zoom Approver");
                ui.EnableTryItOutByDefault();
                ui.ConfigObject.AdditionalItems["webhookPath"] = settings.Zoom.WebhookPath;
                ui.InjectJavascript("swagger-sign.js", "module");
            });
        });

    private static void Describe(SwaggerGenOptions swagger)
    {
        var assembly = typeof(SwaggerPage).Assembly;
        swagger.SwaggerDoc("v1", new OpenApiInfo
        {
            Title = "Zoom Approver",
            Version = assembly.GetName().Version!.ToString(3),
            Description = "Admits those who register for a Zoom meeting or webinar with an invitation code that is free, each code once. "
                + "Press Authorize and enter the key of the API; to try out the webhook, enter Zoom's secret token too."
                + "\n\nAdmite a quienes se inscriben en una reunión o un seminario web de Zoom con un código de invitación libre, cada código una vez. "
                + "Pulse Authorize y escriba la clave de la API; para probar el webhook, también el token secreto de Zoom.",
        });
        if (System.IO.Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml") is var comments && File.Exists(comments))
        {
            swagger.IncludeXmlComments(comments, includeControllerXmlComments: true);
        }

        swagger.AddSecurityDefinition(ApiKey, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiKeyAuthentication.Header,
            Description = "The key of the API: Admin:ApiKey of the configuration, or the one in the file that the log names at the start.\n\n"
                + "La clave de la API: Admin:ApiKey de la configuración, o la del archivo que el registro nombra al arrancar.",
        });
        swagger.AddSecurityDefinition(WebhookSecret, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = "x-zm-signature",
            Description = "Zoom's secret token (Zoom:WebhookSecretToken). It signs in this page and is never sent.\n\n"
                + "El token secreto de Zoom (Zoom:WebhookSecretToken). Firma en esta página y nunca se envía.",
        });
    }

    private static Task SetHeaders(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";

        // the document can change with the configuration, the page with a release
        http.Response.Headers.CacheControl = http.Request.Path.Value!.EndsWith("/swagger.json", StringComparison.OrdinalIgnoreCase) ? "no-store" : "no-cache";
        return next(http);
    }
}
