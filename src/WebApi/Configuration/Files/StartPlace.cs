namespace ZoomApprover.WebApi.Configuration.Files;

/// <summary>Where the service was started: what the home folder and the configuration file are found from. The working directory is not part of it.</summary>
internal sealed record StartPlace(string ContentRoot, bool IsDevelopment)
{
    private const string Solution = "ZoomApprover.sln";

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;
    public string ApplicationFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>Where the image of the old script had its file.</summary>
    public string OldImageFile { get; init; } = "/usr/src/app/config/config.json";

    /// <summary>Absolute; null when ZOOMAPPROVER_CONFIG is not set.</summary>
    public string? ExplicitConfigFile => NonBlank("ZOOMAPPROVER_CONFIG") is { } path
        ? Path.GetFullPath(path, ExplicitHome ?? RepositoryRoot ?? ContentRoot)
        : null;

    private string? ExplicitHome => NonBlank("ZOOMAPPROVER_HOME") is { } home ? Path.GetFullPath(home, ContentRoot) : null;

    /// <summary>Null outside Development, and when no solution stands above the content root.</summary>
    private string? RepositoryRoot
    {
        get
        {
            var folder = IsDevelopment ? new DirectoryInfo(ContentRoot) : null;
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                folder = folder.Parent;
            }

            return folder?.FullName;
        }
    }

    public IReadOnlyList<string> ConfigFileCandidates()
    {
        if (ExplicitConfigFile is { } only)
        {
            return [only];
        }

        string?[] folders = ExplicitHome is { } home ? [home] : [RepositoryRoot, ContentRoot, ApplicationFolder];
        return [.. folders.OfType<string>().Select(folder => Path.Combine(Path.GetFullPath(folder), "config", "config.json")).Append(OldImageFile).Distinct()];
    }

    /// <summary>ZOOMAPPROVER_HOME, else in Development the repository root, else the folder above the file's folder, else the content root.</summary>
    public string Home(string? configFile) =>
        ExplicitHome ?? RepositoryRoot ?? Above(configFile) ?? Path.GetFullPath(ContentRoot);

    private static string? Above(string? configFile)
    {
        var folder = Path.GetDirectoryName(configFile);
        return string.IsNullOrEmpty(folder) ? null : Path.GetDirectoryName(folder) ?? folder;
    }

    private string? NonBlank(string variable) => Variable(variable)?.Trim() is { Length: > 0 } text ? text : null;
}
