using ZoomApprover.Application.Configuration;
using ZoomApprover.WebApi.Configuration.Sections;

namespace ZoomApprover.WebApi.Configuration;

/// <param name="Settings">Null when there is a fault.</param>
/// <param name="Warnings">For the log; they do not stop the start.</param>
internal sealed record SettingsReading(Settings? Settings, IReadOnlyList<ConfigurationFault> Faults, IReadOnlyList<string> Warnings);

/// <summary>Reads and checks the whole configuration at once: every fault is listed, never only the first.</summary>
internal static class SettingsReader
{
    public static SettingsReading Read(IConfiguration configuration, StartContext context)
    {
        if (!context.FileIsUsable)
        {
            return new(null, context.FileFaults, context.Warnings);
        }

        var log = new FaultLog(configuration);
        var zoom = ZoomSection.Read(configuration, context, log);
        var settings = new Settings
        {
            Zoom = zoom,
            List = ListSection.Read(configuration, context, zoom.DryRun, log),
            Codes = CodesSection.Read(configuration, log),
            Meetings = MeetingsSection.Read(configuration, context, log),
            Sweep = SweepSection.Read(configuration, zoom.Webhooks, log),
            Guessing = GuessingSection.Read(configuration, log),
            Ledger = LedgerSection.Read(configuration, context, log),
            Admin = AdminSection.Read(configuration, context, log),
            Telemetry = TelemetrySection.Read(configuration, log),
            Home = context.Home,
        };
        var faults = WithoutFile(context, [.. context.FileFaults, .. log.Faults]);
        return new(faults.Count == 0 ? settings : null, faults, [.. context.Warnings, .. log.Warnings]);
    }

    // everything may come from the environment, so a missing file is worth a word only when something is missing
    private static IReadOnlyList<ConfigurationFault> WithoutFile(StartContext context, IReadOnlyList<ConfigurationFault> faults)
    {
        if (faults.Count == 0 || context.ConfigFile is not null || context.Looked.Count == 0)
        {
            return faults;
        }

        var places = string.Join(", ", context.Looked);
        return [new("config/config.json", Words.Missing, new(
            $"Copy config/config.json.example to {context.Looked[0]} and fill it in. Looked at: {places}.",
            $"Copie config/config.json.example a {context.Looked[0]} y rellénelo. Se buscó en: {places}.")), .. faults];
    }
}
