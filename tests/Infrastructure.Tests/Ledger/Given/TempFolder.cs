namespace ZoomApprover.Infrastructure.Tests.Ledger.Given;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ledger-").FullName;

    public string File => System.IO.Path.Combine(Path, "ledger.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
