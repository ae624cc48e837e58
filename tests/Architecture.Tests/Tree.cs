namespace ZoomApprover.Architecture.Tests;

/// <summary>The repository's files.</summary>
internal static class Tree
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static IReadOnlyList<string> Projects { get; } = [.. Files("*.csproj").Select(Relative).Order(StringComparer.Ordinal)];

    /// <summary>Source files below a folder, without what the build makes.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder) =>
        Files("*.cs").Where(file => Relative(file).StartsWith(folder + "/", StringComparison.Ordinal)).Select(file => (Relative(file), File.ReadAllText(file)));

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static IEnumerable<string> Files(string pattern) => new[] { "src", "tests" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
        .Where(file => !Relative(file).Split('/').Any(part => part is "bin" or "obj"));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException("No folder above holds ZoomApprover.sln."),
        _ when File.Exists(Path.Combine(folder.FullName, "ZoomApprover.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
