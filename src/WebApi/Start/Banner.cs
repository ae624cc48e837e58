using ZoomApprover.Application.Configuration;
using ZoomApprover.WebApi.Access;
using ZoomApprover.WebApi.Configuration.Sections;

namespace ZoomApprover.WebApi.Start;

/// <summary>What a person who has just started the service should read.</summary>
internal static partial class Banner
{
    public static void Print(ILogger logger, Settings settings, string ledger, AdminKey key, IEnumerable<string> addresses, IEnumerable<string> warnings, bool isDevelopment)
    {
        var address = addresses.FirstOrDefault() ?? "http://localhost:5000";
        LogPlaces(logger, settings.Home, ledger, settings.List.Source, settings.List.Name);
        if (!key.IsConfigured)
        {
            LogKey(logger, key.File);
        }

        foreach (var warning in warnings)
        {
            LogWarning(logger, warning);
        }

        if (settings.Zoom.DryRun)
        {
            LogDryRun(logger);
        }

        if (!settings.Zoom.Webhooks)
        {
            LogNoWebhooks(logger, settings.Sweep.Interval.TotalMinutes);
        }

        if (settings.Admin.SwaggerEnabled)
        {
            LogSwagger(logger, address);
        }

        if (isDevelopment && settings.Zoom.WebhookSecretToken == ZoomCredentials.DevelopmentSecret)
        {
            LogSample(logger, SampleCommand(settings, address));
        }
    }

    /// <summary>One line for a shell that signs a sample registration and posts it.</summary>
    internal static string SampleCommand(Settings settings, string address)
    {
        var meeting = settings.Meetings.Values.First();
        var name = Registrations.RegistrationItem.Lower(meeting.Key.Kind);
        var body = $$$$$$"""{"event":"{{{{{{name}}}}}}.registration_created","payload":{"object":{"id":{{{{{{meeting.Key.Id}}}}}},"registrant":{"id":"sample-1","first_name":"Ana","email":"ana@example.com","status":"pending","custom_questions":[{"title":"Code","value":"ABCDE12345"}]}}}}""";
        return $"B='{body}'; T=$(date +%s); S=$(printf 'v0:%s:%s' \"$T\" \"$B\" | openssl dgst -sha256 -hmac '{settings.Zoom.WebhookSecretToken}' | sed 's/.*= *//'); "
            + $"curl -s {address}{settings.Zoom.WebhookPath} -H \"x-zm-request-timestamp: $T\" -H \"x-zm-signature: v0=$S\" -H 'content-type: application/json' -d \"$B\"; echo";
    }

    [LoggerMessage(LogLevel.Information, "Home folder {Home}; ledger {Ledger}; list {Source}, called {List}")]
    private static partial void LogPlaces(ILogger logger, string home, string ledger, ListSource source, string list);

    [LoggerMessage(LogLevel.Information, "The key to the API (header X-Api-Key) is in {File}")]
    private static partial void LogKey(ILogger logger, string file);

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);

    [LoggerMessage(LogLevel.Warning, "DRY RUN: registrations are decided and recorded, nothing is sent to Zoom or Google, nobody is admitted")]
    private static partial void LogDryRun(ILogger logger);

    [LoggerMessage(LogLevel.Information, "No webhooks (Zoom:Webhooks=false): Zoom's registrants are read every {Minutes} min, nobody is noticed sooner; the webhook path answers 503")]
    private static partial void LogNoWebhooks(ILogger logger, double minutes);

    [LoggerMessage(LogLevel.Information, "Try it in the browser: {Address}/swagger")]
    private static partial void LogSwagger(ILogger logger, string address);

    [LoggerMessage(LogLevel.Information, "Or paste this into another terminal; it signs a sample registration with the development secret and posts it:\n{Command}")]
    private static partial void LogSample(ILogger logger, string command);
}
