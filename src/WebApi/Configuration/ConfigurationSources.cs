using ZoomApprover.WebApi.Configuration.Files;
using ZoomApprover.WebApi.Configuration.Sections;

namespace ZoomApprover.WebApi.Configuration;

/// <summary>Puts the sources in their order: the file, the environment over it, the command line over both.</summary>
internal static class ConfigurationSources
{
    public static StartContext Add(IConfigurationBuilder configuration, StartPlace place, string[] arguments)
    {
        var looked = place.ConfigFileCandidates();
        var path = place.ExplicitConfigFile ?? looked.FirstOrDefault(Path.Exists);
        var file = path is null ? ConfigurationFile.None : ConfigurationFile.Read(path);

        configuration.AddInMemoryCollection(file.Values);
        configuration.AddEnvironmentVariables("ASPNETCORE_"); // again, or the file's Urls would win over ASPNETCORE_URLS
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(arguments);

        return new StartContext
        {
            Home = place.Home(path),
            IsDevelopment = place.IsDevelopment,
            ConfigFile = path,
            Looked = looked,
            FileIsUsable = file.IsUsable,
            FileFaults = file.Faults,
            LegacyReplacement = file.LegacyReplacement,
            Warnings = path is not null && HoldsSecrets(file) && IsReadableByAll(path)
                ? [$"{path} holds secrets and every user of this machine can read it: chmod 640 (or 600)"]
                : [],
        };
    }

    private static bool HoldsSecrets(ConfigurationFile file) => file.Values.Any(pair => pair.Value is { } value && (
        (Secrets.Keys.Contains(pair.Key, StringComparer.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(value) && !Secrets.IsPlaceholder(value))
        || (pair.Key.Equals(LedgerSection.FullKey, StringComparison.OrdinalIgnoreCase) && value.Contains("password", StringComparison.OrdinalIgnoreCase))));

    private static bool IsReadableByAll(string path) =>
        !OperatingSystem.IsWindows() && File.Exists(path) && File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead);
}
