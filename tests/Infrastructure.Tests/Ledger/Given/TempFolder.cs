namespace ZoomApprover.Infrastructure.Tests.Ledger.Given;

/// <summary>A folder that is gone after the test, and a database in its stead where the test is about one.</summary>
/// <param name="above">Where it is made; null: where temporary files are.</param>
internal sealed class TempFolder(string? above = null) : IDisposable
{
    private string? database;

    public string Path { get; } = above is null
        ? Directory.CreateTempSubdirectory("ledger-").FullName
        : Directory.CreateDirectory(System.IO.Path.Combine(above, System.IO.Path.GetRandomFileName())).FullName;

    public string File => System.IO.Path.Combine(Path, "ledger.db");

    /// <summary>Rented when it is first asked for.</summary>
    public string Database => database ??= Databases.Rent();

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        if (database is not null)
        {
            Databases.GiveBack(database);
        }
    }
}
