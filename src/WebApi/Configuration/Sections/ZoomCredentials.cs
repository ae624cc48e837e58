namespace ZoomApprover.WebApi.Configuration.Sections;

/// <summary>Who we are for Zoom, and how Zoom signs. Half-filled credentials never start the service.</summary>
internal sealed record ZoomCredentials
{
    /// <summary>Well known, so it protects nothing; never accepted outside Development.</summary>
    public const string DevelopmentSecret = "development-secret-not-for-production";

    private const int LeastSecret = 8;
    private static readonly string[] App = ["AccountId", "ClientId", "ClientSecret"];
    private const string Token = "WebhookSecretToken";
    private const string Previous = "PreviousWebhookSecretToken";

    public string AccountId { get; private init; } = "";
    public string ClientId { get; private init; } = "";
    public string ClientSecret { get; private init; } = "";
    public string WebhookSecretToken { get; private init; } = "";
    public string PreviousWebhookSecretToken { get; private init; } = "";
    public bool DryRun { get; private init; }
    public bool Webhooks { get; private init; } = true;

    public static ZoomCredentials Read(Section zoom, StartContext context)
    {
        var given = App.Append(Token).Append(Previous).ToDictionary(key => key, key => Given(zoom, key));
        var dryRun = zoom.Flag("DryRun");
        var webhooks = zoom.Flag("Webhooks") ?? true;
        if (context.IsDevelopment && dryRun != false && given.Values.All(value => value is null))
        {
            CheckWayIn(zoom, webhooks, dryRun: true);
            return new() { WebhookSecretToken = DevelopmentSecret, DryRun = true };
        }

        var noApp = App.All(key => given[key] is null);
        var needed = App.Where(_ => !noApp || dryRun != true).Concat(webhooks ? [Token] : []);
        foreach (var key in needed.Where(key => given[key] is null))
        {
            NameMissing(zoom, key, mayTryOut: noApp && key != Token);
        }

        CheckWayIn(zoom, webhooks, dryRun ?? false);
        CheckTokens(zoom, given[Token], given[Previous], context.IsDevelopment);
        return new()
        {
            AccountId = given["AccountId"] ?? "",
            ClientId = given["ClientId"] ?? "",
            ClientSecret = given["ClientSecret"] ?? "",
            WebhookSecretToken = given[Token] ?? "",
            PreviousWebhookSecretToken = given[Previous] ?? "",
            DryRun = dryRun ?? false,
            Webhooks = webhooks,
        };
    }

    /// <summary>Nothing of it: there are secrets in it.</summary>
    public override string ToString() => nameof(ZoomCredentials);

    // null when missing or a placeholder
    private static string? Given(Section zoom, string key)
    {
        if (zoom.Text(key) is not { } value || Secrets.IsPlaceholder(value))
        {
            return null;
        }

        var isSecret = Secrets.Keys.Contains("Zoom:" + key);
        var seen = isSecret || zoom.Log.HoldsSecret(value) ? Secrets.Hidden(value) : Secrets.Masked(value);
        if (value.Any(letter => letter is <= ' ' or > '~' or '"' or '\''))
        {
            zoom.Fault(key, seen, new(
                "A space, quotation mark or other odd letter is in it: copy it again from Zoom, without quotation marks around it.",
                "Contiene un espacio, una comilla u otro carácter extraño: cópielo otra vez de Zoom, sin comillas alrededor."));
        }
        else if (isSecret && value.Length < LeastSecret)
        {
            zoom.Fault(key, seen, new($"A secret has at least {LeastSecret} characters: copy the whole of it.", $"Un secreto tiene al menos {LeastSecret} caracteres: cópielo entero."));
        }

        return value;
    }

    private static void NameMissing(Section zoom, string key, bool mayTryOut)
    {
        var place = key == Token ? "Feature → Secret Token" : "App Credentials";
        zoom.Fault(key, zoom.Text(key) is null ? Words.Missing : Secrets.Placeholder, new(
            $"Copy it from Zoom App Marketplace → Manage → your Server-to-Server OAuth app → {place}.{(mayTryOut ? " To try out without Zoom: Zoom:DryRun=true." : "")}",
            $"Cópielo de Zoom App Marketplace → Manage → su aplicación Server-to-Server OAuth → {place}.{(mayTryOut ? " Para probar sin Zoom: Zoom:DryRun=true." : "")}"));
    }

    private static void CheckWayIn(Section zoom, bool webhooks, bool dryRun)
    {
        if (!webhooks && dryRun)
        {
            zoom.Fault("Webhooks", "false", new(
                "A dry run reads nothing from Zoom, so without webhooks no registration would ever come: remove this key, or set Zoom:DryRun=false and fill in the App Credentials.",
                "Un ensayo no lee nada de Zoom, así que sin webhooks nunca llegaría una inscripción: quite esta clave, o ponga Zoom:DryRun=false y rellene las App Credentials."));
        }
    }

    private static void CheckTokens(Section zoom, string? token, string? previous, bool isDevelopment)
    {
        foreach (var (key, value) in new[] { (Token, token), (Previous, previous) })
        {
            if (value == DevelopmentSecret && !isDevelopment)
            {
                zoom.Fault(key, Secrets.Hidden(value), new("Everybody knows the development secret: use Zoom's.", "El secreto de desarrollo es público: use el de Zoom."));
            }
        }

        if (previous is not null && previous == token)
        {
            zoom.Fault(Previous, Secrets.Hidden(previous), new(
                $"It is the same as Zoom:{Token}: put the old secret here, or remove it.", $"Es igual a Zoom:{Token}: ponga aquí el secreto anterior o quítelo."));
        }
    }
}
