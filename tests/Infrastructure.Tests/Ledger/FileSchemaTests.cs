using Microsoft.Data.Sqlite;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Ledger.Sqlite;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>The schema of a ledger in a file, from version to version.</summary>
internal sealed class FileSchemaTests
{
    [Test]
    public async Task Schema_of_a_newer_version_is_refused_and_named()
    {
        await using var ledger = await A.Ledger();
        ledger.Execute("insert into schema_versions (ScriptName, Applied) values ('Sqlite/0099_Later.sql', datetime('now'))");

        Assert.That(
            () => LedgerSchema.Upgrade((SqliteConnection)ledger.Connection),
            Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("newer version").And.Message.Contains("0099_Later"));
    }

    [Test]
    public async Task Upgrading_twice_changes_nothing()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        var scripts = ledger.Scalar<int>("select count(*) from schema_versions");

        LedgerSchema.Upgrade((SqliteConnection)ledger.Connection);

        Assert.That(ledger.Scalar<int>("select count(*) from schema_versions"), Is.EqualTo(scripts));
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }

    [Test]
    public void Script_that_fails_is_refused_with_its_name()
    {
        using var folder = new TempFolder();
        using var file = LedgerFile.Open($"Data Source={folder.File}", new MountTable(""), false);
        using var connection = file.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "create table claims (x text)";
        command.ExecuteNonQuery();

        Assert.That(() => LedgerSchema.Upgrade(connection), Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("Sqlite/0001_Ledger.sql"));
    }
}
