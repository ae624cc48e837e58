using Microsoft.Extensions.Configuration;
using ZoomApprover.Application.Configuration;
using ZoomApprover.WebApi.Configuration;

namespace ZoomApprover.WebApi.Tests.Configuration;

/// <summary>A configuration that is good as it is; a test names what it changes (null removes a key).</summary>
internal static class Given
{
    public const string Home = "/srv/approver";

    private static readonly Dictionary<string, string?> Good = new()
    {
        ["Zoom:AccountId"] = "account-abcdefgh",
        ["Zoom:ClientId"] = "client-abcdefgh",
        ["Zoom:ClientSecret"] = "cs-4f8a1c9d7e",
        ["Zoom:WebhookSecretToken"] = "wt-77b1e0a2c3",
        ["Meetings:86412345678:Session"] = "1",
    };

    public static StartContext Production { get; } = new() { Home = Home, ConfigFile = "/srv/approver/config/config.json" };

    public static StartContext Development { get; } = Production with { IsDevelopment = true };

    public static SettingsReading Read(params (string Key, string? Value)[] changes) => Read(Production, changes);

    public static SettingsReading Read(StartContext context, params (string Key, string? Value)[] changes)
    {
        var values = new Dictionary<string, string?>(Good, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in changes)
        {
            values[key] = value;
        }

        return Only(context, [.. values.Where(pair => pair.Value is not null).Select(pair => (pair.Key, pair.Value))]);
    }

    /// <summary>Nothing but these keys.</summary>
    public static SettingsReading Only(StartContext context, params (string Key, string? Value)[] values) => SettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))).Build(), context);

    public static Settings Settings(params (string Key, string? Value)[] changes)
    {
        var reading = Read(changes);
        Assert.That(reading.Faults, Is.Empty);
        return reading.Settings!;
    }
}
