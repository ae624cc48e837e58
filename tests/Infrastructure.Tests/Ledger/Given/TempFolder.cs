namespace ZoomApprover.Infrastructure.Tests.Ledger.Given;

/// <summary>A folder that is gone after the test.</summary>
/// <param name="above">Where it is made; null: where temporary files are.</param>
internal sealed class TempFolder(string? above = null) : IDisposable
{
    public string Path { get; } = above is null
        ? Directory.CreateTempSubdirectory("ledger-").FullName
        : Directory.CreateDirectory(System.IO.Path.Combine(above, System.IO.Path.GetRandomFileName())).FullName;

    public string File => System.IO.Path.Combine(Path, "ledger.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
