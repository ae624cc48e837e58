using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Ledger.Sqlite;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

internal sealed class LedgerFileTests
{
    // as a container shows it: a root of layers, one volume, one volume inside a folder with a blank, a share, scratch memory
    private const string Mounts = """
        1 0 0:50 / / rw,relatime - overlay overlay rw
        2 1 8:1 /volumes/data /app/data rw,relatime shared:5 master:1 - ext4 /dev/sda1 rw
        3 1 8:1 /x /mnt/my\040disk rw - xfs /dev/sdb rw
        4 1 0:60 / /mnt/share rw - nfs4 server:/export rw
        5 1 0:61 / /mnt/ssh rw - fuse.sshfs me@there: rw
        6 1 0:62 / /mnt/scratch rw - tmpfs tmpfs rw
        7 2 0:63 / /app/data/old rw - cifs //server/old rw
        """;

    [Test]
    public async Task Each_connection_is_durable_and_strict()
    {
        await using var ledger = await A.Ledger();

        using var connection = ledger.File.Connect();

        Assert.Multiple(() =>
        {
            Assert.That(connection.ExecuteScalar<string>("pragma journal_mode"), Is.EqualTo("wal"));
            Assert.That(connection.ExecuteScalar<int>("pragma synchronous"), Is.EqualTo(2));
            Assert.That(connection.ExecuteScalar<int>("pragma foreign_keys"), Is.EqualTo(1));
            Assert.That(connection.ExecuteScalar<int>("pragma secure_delete"), Is.EqualTo(1));
            Assert.That(connection.ExecuteScalar<int>("pragma trusted_schema"), Is.Zero);
        });
    }

    [Test]
    public async Task Kept_statement_is_compiled_once_whatever_it_is_given()
    {
        const int CompiledAgain = 5; // SQLITE_STMTSTATUS_REPREPARE
        await using var ledger = await A.Ledger();
        using var connection = ledger.File.Connect();
        connection.Handle!.enable_sqlite3_next_stmt(true);
        using var command = new SqliteCommand("select 1 from history where event = @event limit @most", connection); // event has a partial index
        var (about, most) = (command.Parameters.Add("@event", SqliteType.Integer), command.Parameters.Add("@most", SqliteType.Integer));

        for (var number = 1; number <= 3; number++)
        {
            (about.Value, most.Value) = (10 + number, number);
            command.ExecuteScalar();
        }

        var kept = raw.sqlite3_next_stmt(connection.Handle!, null);
        Assert.That(raw.sqlite3_sql(kept).utf8_to_string(), Is.EqualTo(command.CommandText));
        Assert.That(raw.sqlite3_stmt_status(kept, CompiledAgain, 0), Is.Zero);
    }

    [Test]
    public async Task Pragmas_spoilt_on_one_connection_do_not_reach_the_next()
    {
        await using var ledger = await A.Ledger();
        using (var spoilt = ledger.File.Connect())
        {
            spoilt.Execute("pragma synchronous = off; pragma foreign_keys = off;");
        }

        using var next = ledger.File.Connect();

        Assert.That(next.ExecuteScalar<int>("pragma synchronous"), Is.EqualTo(2));
    }

    [Test]
    public async Task Second_opening_is_kept_out_by_the_lock_file()
    {
        using var folder = new TempFolder();
        await using var ledger = await A.Ledger(folder: folder);

        Assert.That(() => Open(folder.File), Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("in use by another process").And.Message.Contains($"{folder.File}.lock"));
    }

    [Test]
    public async Task Lock_ends_with_the_ledger()
    {
        using var folder = new TempFolder();
        await using (await A.Ledger(folder: folder))
        {
        }

        Assert.That(() => Open(folder.File).Dispose(), Throws.Nothing);
    }

    [TestCase("Data Source=:memory:")]
    [TestCase("Data Source=")]
    [TestCase("Data Source=/tmp/ledger;Mode=Memory")]
    [TestCase("Data Source=file:/tmp/ledger?mode=memory")]
    public void Ledger_that_would_forget_is_refused(string connectionString) =>
        Assert.That(() => LedgerFile.Open(connectionString, new MountTable(""), false), Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("forget every spent code"));

    [TestCase("Host=db;Password=s3cret")]
    [TestCase("Data Source=/tmp/x.db;Pasword=s3cret")]
    public void Connection_string_that_sqlite_does_not_know_is_refused_without_repeating_it(string connectionString) =>
        Assert.That(
            () => LedgerFile.Open(connectionString, new MountTable(""), false),
            Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("Ledger:ConnectionString").And.Message.Not.Contains("s3cret"));

    [Test]
    public void File_in_place_of_the_folder_is_refused_with_the_path()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "data");
        File.WriteAllText(file, "");

        Assert.That(() => Open(Path.Combine(file, "ledger.db")), Throws.TypeOf<LedgerRefusedException>().With.Message.Contains($"folder {file} cannot be written"));
    }

    [Test]
    public void Folder_that_cannot_be_written_is_refused() =>
        Assert.That(() => Open("/proc/self/ledger/ledger.db"), Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("cannot be written"));

    [TestCase("/mnt/share/approver", "nfs4")]
    [TestCase("/mnt/share", "nfs4")]
    [TestCase("/mnt/ssh/x", "fuse.sshfs")]
    [TestCase("/app/data/old/x", "cifs")]
    public void Network_file_system_is_refused_by_name(string folder, string kind) =>
        Assert.That(
            () => LedgerFile.Open($"Data Source={folder}/ledger.db", new MountTable(Mounts), false),
            Throws.TypeOf<LedgerRefusedException>().With.Message.Contains(kind).And.Message.Contains("local disk"));

    [TestCase("/app/data", null)]
    [TestCase("/app/database", null)]
    [TestCase("/mnt/shared", null)]
    [TestCase("/mnt/my disk/x", null)]
    [TestCase("/mnt/share/x", "nfs4")]
    public void Kind_of_a_folder_is_that_of_its_nearest_mount(string folder, string? network) =>
        Assert.That(new MountTable(Mounts).NetworkKindOf(folder), Is.EqualTo(network));

    [TestCase("/app/data", true)]
    [TestCase("/app/data/deeper", true)]
    [TestCase("/app/database", false)]
    [TestCase("/app", false)]
    [TestCase("/mnt/my disk/x", true)]
    [TestCase("/mnt/scratch/x", false)]
    public void Only_a_mount_that_outlives_the_container_will_do(string folder, bool mounted) =>
        Assert.That(new MountTable(Mounts).IsMounted(folder), Is.EqualTo(mounted));

    [Test]
    public void Folder_inside_a_container_is_refused_with_the_mend()
    {
        Assert.That(
            () => LedgerFile.Open("Data Source=/app/elsewhere/ledger.db", new MountTable(Mounts), mustBeMounted: true),
            Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("-v zoom-approver-data:/app/elsewhere").And.Message.Contains("Ephemeral"));
    }

    [Test]
    public void Link_to_a_share_counts_as_the_share()
    {
        using var folder = new TempFolder();
        var share = Directory.CreateDirectory(Path.Combine(folder.Path, "share")).FullName;
        var link = Path.Combine(folder.Path, "data");
        Directory.CreateSymbolicLink(link, share);

        Assert.That(
            () => LedgerFile.Open($"Data Source={link}/deeper/ledger.db", new MountTable($"1 0 0:60 / {share} rw - nfs4 server:/export rw"), false),
            Throws.TypeOf<LedgerRefusedException>().With.Message.Contains("nfs4"));
    }

    [Test]
    public void Garbage_is_refused_with_words_and_left_as_it_is()
    {
        using var folder = new TempFolder();
        var garbage = string.Concat(Enumerable.Repeat("this is no database ", 500));
        File.WriteAllText(folder.File, garbage);

        using (var file = Open(folder.File))
        {
            Assert.That(() => file.Connect(), Throws.TypeOf<LedgerRefusedException>().With.Message.Contains(folder.File).And.Message.Contains("put a backup in its place"));
        }

        Assert.That(File.ReadAllText(folder.File), Is.EqualTo(garbage));
    }

    [Test]
    public async Task Damaged_ledger_can_be_opened_after_it_was_replaced()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File, new string('x', 5_000));
        using (var file = Open(folder.File))
        {
            Assert.That(() => file.Connect(), Throws.TypeOf<LedgerRefusedException>());
        }

        File.Delete(folder.File);

        await using var ledger = await A.Ledger(folder: folder);
        Assert.That((await ledger.Record(A.Registrant("r-1").With(code: "K7P2"))).Reason, Is.Null);
    }

    private static LedgerFile Open(string path) => LedgerFile.Open($"Data Source={path}", new MountTable(""), mustBeMounted: false);
}
