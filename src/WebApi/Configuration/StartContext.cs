namespace ZoomApprover.WebApi.Configuration;

/// <summary>What is known before the settings are read: where we are and what the configuration file looked like.</summary>
internal sealed record StartContext
{
    /// <summary>Absolute; every relative path of the configuration starts here.</summary>
    public required string Home { get; init; }
    public bool IsDevelopment { get; init; }

    /// <summary>Absolute path of the configuration file; null when none was found.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Every place that was looked at for the file, the first wins.</summary>
    public IReadOnlyList<string> Looked { get; init; } = [];

    /// <summary>False when nothing of the file could be used: then its own faults are all there is to say.</summary>
    public bool FileIsUsable { get; init; } = true;
    public IReadOnlyList<ConfigurationFault> FileFaults { get; init; } = [];

    /// <summary>The new file for a file of the old Python script; null when it is not one.</summary>
    public string? LegacyReplacement { get; init; }
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
