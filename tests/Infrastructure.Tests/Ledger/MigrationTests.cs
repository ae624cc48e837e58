using Dapper;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Ledger.Postgres;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>A ledger moves from its file into a database.</summary>
internal sealed class MigrationTests
{
    [Test]
    public async Task Everything_arrives_what_was_spent_stays_spent_and_the_file_is_set_aside()
    {
        using var folder = new TempFolder();
        await using (var ledger = await A.Ledger(folder: folder))
        {
            await ledger.Record(A.Registrant("r-1").With(code: "K7P2", remark: "nul \0 in it"));
            await ledger.Send("r-1");
            await ledger.Record(A.Registrant("r-2").With(candidates: ["K7P2"], waits: WaitingReason.CodeAlreadyUsed));
            await ledger.Desk.ReleaseAsync("K7P2");
            await ledger.Lists.SaveCopyAsync(new ListPlace("sheet", "1"), A.Noon, [new Invitation("K7P2", 2, new Session("1"))], []);
        }

        var moved = Run(folder);

        Assert.That(moved.Counts.ToDictionary(one => one.Table, one => one.Rows), Is.SupersetOf(new Dictionary<string, long> { ["registrations"] = 2, ["claims"] = 1, ["generations"] = 1, ["invitations"] = 1 }));
        Assert.That((File.Exists(folder.File), File.Exists(moved.Kept)), Is.EqualTo((false, true)));
        using var there = new OpenLedger(PostgresStore.Of(Databases.Running.ConnectionTo(folder.Database)), leads: false);
        Assert.That(await there.Registrants(), Is.EqualTo("r-1,r-2"));
        await there.Record("r-3");
        Assert.That(Databases.Ask<long>(folder, "select count(*) from history"), Is.EqualTo(moved.Counts.Single(one => one.Table == "history").Rows + 1), "its numbers go on");
        Assert.That(Databases.Ask<long>(folder, "select epoch from leader"), Is.EqualTo(1));
    }

    [Test]
    public async Task Every_table_of_a_file_is_moved()
    {
        using var folder = new TempFolder();
        IEnumerable<string> tables;
        await using (var ledger = await A.Ledger(folder: folder))
        {
            tables = ledger.Connection.Query<string>("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'schema_versions'");
        }

        Assert.That(Run(folder).Counts.Select(one => one.Table), Is.EquivalentTo(tables));
    }

    [Test]
    public async Task Database_with_a_ledger_in_it_is_refused_and_the_file_stays()
    {
        using var folder = new TempFolder();
        await using (await A.Ledger(folder: folder))
        {
        }

        Databases.Execute(folder, "insert into settings (name, value) values ('mode', 'live')");

        Assert.That(() => Run(folder), Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("there is a ledger in"));
        Assert.That(File.Exists(folder.File), Is.True);
    }

    [Test]
    public async Task Ledger_that_a_service_runs_on_is_not_moved()
    {
        using var folder = new TempFolder();
        await using var running = await A.Ledger(folder: folder);

        Assert.That(() => Run(folder), Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("in use by another process"));
    }

    private static Migrated Run(TempFolder folder) => LedgerMigration.Run(folder.File, Databases.Running.ConnectionTo(folder.Database), TimeProvider.System);
}
