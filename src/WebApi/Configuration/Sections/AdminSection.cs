using ZoomApprover.Application.Configuration;

namespace ZoomApprover.WebApi.Configuration.Sections;

internal static class AdminSection
{
    private const int LeastKey = 32;

    public static AdminSettings Read(IConfiguration configuration, StartContext context, FaultLog log)
    {
        var (admin, swagger) = (new Section(configuration, "Admin", log), new Section(configuration, "Swagger", log));
        var settings = new AdminSettings
        {
            ApiKey = ApiKey(admin),
            SwaggerEnabled = swagger.Flag("Enabled") ?? context.IsDevelopment,
        };
        admin.NameUnknown();
        swagger.NameUnknown();
        return settings;
    }

    private static string ApiKey(Section admin)
    {
        if (admin.Text("ApiKey") is not { } key || Secrets.IsPlaceholder(key))
        {
            return "";
        }

        if (key.Length < LeastKey || key.Any(letter => letter is <= ' ' or > '~'))
        {
            admin.Fault("ApiKey", Secrets.Hidden(key), new(
                $"Write at least {LeastKey} letters and digits without spaces (openssl rand -hex 32), or remove it: the service then makes its own.",
                $"Escriba al menos {LeastKey} letras y cifras sin espacios (openssl rand -hex 32), o quítela: el servicio crea entonces la suya."));
        }

        return key;
    }
}
