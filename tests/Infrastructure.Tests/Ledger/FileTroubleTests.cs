using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>A disk that is full, or fails: what the writer does about its file.</summary>
internal sealed class FileTroubleTests
{
    private const string CountRegistrations = "select count(*) from registrations";

    [Test]
    public async Task Full_disk_stores_nothing_by_halves_and_says_so()
    {
        await using var ledger = await A.Ledger(byHand: true);
        Fill(ledger);

        var big = ledger.Record(A.Registrant("r-1").With(code: "K7P2", remark: new string('x', 100_000)));
        ledger.Writer.DrainOnce();

        Assert.That(() => big, Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("full"));
        Assert.Multiple(() =>
        {
            Assert.That(ledger.Writer.Trouble, Is.EqualTo("the disk is full"));
            Assert.That(ledger.Writer.IsFull, Is.True);
            Assert.That(ledger.Scalar<int>("select (select count(*) from registrations) + (select count(*) from claims) + (select count(*) from history)"), Is.Zero);
            Assert.That(ledger.End.Reasons, Is.Empty);
        });
    }

    [Test]
    public async Task Full_disk_fails_only_what_finds_no_room()
    {
        await using var ledger = await A.Ledger(byHand: true);
        Fill(ledger, spare: 2);
        var big = ledger.Record(A.Registrant("r-1").With(code: "K7P2", remark: new string('x', 100_000)));
        var small = ledger.Record(A.Registrant("r-2").With(code: "M3M3"));

        ledger.Writer.DrainOnce();

        await small;
        Assert.That(() => big, Throws.TypeOf<LedgerUnavailableException>());
        Assert.That(await ledger.Holder("K7P2"), Is.Null);
        Assert.That(ledger.Writer.Trouble, Is.Null);
    }

    [Test]
    public async Task Full_disk_is_tried_once_a_second_and_works_again_by_itself()
    {
        await using var ledger = await A.Ledger(byHand: true);
        Fill(ledger);
        RegistrantBuilder big = A.Registrant("r-1").With(code: "K7P2", remark: new string('x', 100_000));
        var first = ledger.Record(big);
        ledger.Writer.DrainOnce();

        var atOnce = ledger.Record(big);
        ledger.Time.Advance(TimeSpan.FromSeconds(1));
        var probe = ledger.Record(big);
        var besideTheProbe = ledger.Record(big);
        ledger.Writer.DrainOnce();
        ledger.Connection.Execute("pragma max_page_count = 1000000");
        ledger.Time.Advance(TimeSpan.FromSeconds(1));
        var withRoom = ledger.Record(big);
        ledger.Writer.DrainOnce();
        await withRoom;

        Assert.Multiple(() =>
        {
            Assert.That(new[] { first, atOnce, probe, besideTheProbe }.Select(task => task.IsFaulted), Is.All.True);
            Assert.That(ledger.Writer.Trouble, Is.Null);
            Assert.That(ledger.Scalar<int>(CountRegistrations), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Commit_that_fails_otherwise_ends_the_process_once_and_fails_everybody()
    {
        await using var ledger = await A.Ledger(byHand: true);
        raw.sqlite3_commit_hook(((SqliteConnection)ledger.Connection).Handle, _ => 1, null);
        var (first, second) = (ledger.Record(A.Registrant("r-1")), ledger.Record(A.Registrant("r-2")));
        ledger.Writer.DrainOnce();

        var after = ledger.Record(A.Registrant("r-3"));
        ledger.Writer.DrainOnce();

        Assert.Multiple(() =>
        {
            Assert.That(() => first, Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("nobody knows"));
            Assert.That(() => second, Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("nobody knows"));
            Assert.That(() => after, Throws.TypeOf<LedgerUnavailableException>());
            Assert.That(ledger.End.Reasons, Has.Count.EqualTo(1));
            Assert.That(ledger.End.Reasons[0], Does.Contain(ledger.Path).And.Contain("committing").And.Not.Contain("\n"));
            Assert.That(ledger.Writer.Trouble, Is.EqualTo("a commit ended in an unknown state"));
        });
    }

    [Test]
    public async Task Disk_that_fails_while_writing_ends_the_process_too()
    {
        await using var ledger = await A.Ledger(byHand: true);
        var good = ledger.Record(A.Registrant("r-1"));
        var broken = ledger.Inner.WriteAsync<int>(_ => throw new SqliteException("disk I/O error", 10, 1034));
        var behind = ledger.Record(A.Registrant("r-2"));

        ledger.Writer.DrainOnce();
        await Task.WhenAll(good, broken, behind).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        Assert.Multiple(() =>
        {
            Assert.That(new Task[] { good, broken, behind }.Select(task => task.Exception?.InnerException), Is.All.TypeOf<LedgerUnavailableException>());
            Assert.That(ledger.End.Reasons, Has.Count.EqualTo(1));
            Assert.That(ledger.Scalar<int>(CountRegistrations), Is.Zero);
        });
    }

    [Test]
    public async Task Failed_ledger_still_stops()
    {
        var ledger = await A.Ledger();
        Assert.That(() => ledger.Inner.WriteAsync<int>(_ => throw new SqliteException("disk I/O error", 10, 1034)), Throws.TypeOf<LedgerUnavailableException>());

        Assert.That(async () => await ledger.DisposeAsync(), Throws.Nothing);
    }

    private static void Fill(TestLedger ledger, int spare = 0)
    {
        var pages = ledger.Scalar<long>("pragma page_count");
        ledger.Connection.Execute($"pragma max_page_count = {pages + spare}");
    }
}
