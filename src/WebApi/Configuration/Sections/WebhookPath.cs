namespace ZoomApprover.WebApi.Configuration.Sections;

/// <summary>The path Zoom delivers to: plain letters only, so that it is the same in a route, in a proxy and in Zoom's form.</summary>
internal static class WebhookPath
{
    private static readonly string[] Taken = ["api", "swagger", "health"];

    public static bool IsGood(string path)
    {
        if (!path.StartsWith('/') || !path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_' or '.' or '~'))
        {
            return false;
        }

        var parts = path.TrimEnd('/').Split('/')[1..];
        return parts.All(part => part is not ("" or "." or "..")) && !Taken.Contains(parts.FirstOrDefault() ?? "", StringComparer.OrdinalIgnoreCase);
    }

    public static string Read(Section zoom, string standard)
    {
        var path = zoom.Text("WebhookPath");
        if (path is null || IsGood(path))
        {
            return path?.TrimEnd('/') switch { null => standard, "" => "/", var trimmed => trimmed };
        }

        zoom.Fault("WebhookPath", path.Contains('?') ? Secrets.Hidden(path) : zoom.Log.Shown(path), new(
            "Write a path such as /webhooks/zoom: it begins with /, has letters, digits, - and _ only, and is not under /api, /swagger or /health.",
            "Escriba una ruta como /webhooks/zoom: empieza con /, lleva solo letras, cifras, - y _, y no está bajo /api, /swagger ni /health."));
        return standard;
    }
}
