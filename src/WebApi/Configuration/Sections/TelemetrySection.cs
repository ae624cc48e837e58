using ZoomApprover.Application.Configuration;

namespace ZoomApprover.WebApi.Configuration.Sections;

internal static class TelemetrySection
{
    private const string Key = "OtlpEndpoint";

    /// <summary>OpenTelemetry's own name for the same; ours wins.</summary>
    private const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static TelemetrySettings Read(IConfiguration configuration, FaultLog log)
    {
        var telemetry = new Section(configuration, "Telemetry", log);
        var settings = new TelemetrySettings
        {
            MetricsPort = telemetry.Number("MetricsPort", 0, 65535) ?? 0,
            OtlpEndpoint = telemetry.Text(Key) is { } text
                ? Address($"Telemetry:{Key}", text, log)
                : configuration[Variable]?.Trim() is { Length: > 0 } common ? Address(Variable, common, log) : null,
        };
        telemetry.NameUnknown();
        return settings;
    }

    private static Uri? Address(string key, string text, FaultLog log)
    {
        var isPlain = !text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '@' or '?' or '#' or '\\');
        if (isPlain && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        log.Add(new(key, text.AsSpan().ContainsAny('@', '?', '#') ? Secrets.Hidden(text) : log.Shown(text), new(
            "Write the address of an OpenTelemetry collector, http://collector:4317 for example, without user, query or fragment (a key for it goes into OTEL_EXPORTER_OTLP_HEADERS), or remove it.",
            "Escriba la dirección de un colector de OpenTelemetry, por ejemplo http://collector:4317, sin usuario, consulta ni fragmento (una clave para él va en OTEL_EXPORTER_OTLP_HEADERS), o quítela.")));
        return null;
    }
}
