using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Ledger.Backup;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger.Backup;

internal sealed class RestoreTests
{
    private readonly FakeTimeProvider time = new(A.Noon.AddHours(1));
    private TempFolder folder = null!;
    private TempFolder shelf = null!;

    private string Backup => Path.Combine(shelf.Path, "backup.db");

    [SetUp]
    public async Task TakeAsync()
    {
        (folder, shelf) = (new TempFolder(), new TempFolder());
        await using var ledger = await A.Ledger(folder: folder);
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));
        LedgerBackup.Take($"Data Source={folder.File}", Backup, ledger.Time);
        await ledger.Record(A.Registrant("r-2").With(code: "M3M3"));
    }

    [TearDown]
    public void End()
    {
        folder.Dispose();
        shelf.Dispose();
    }

    [Test]
    public async Task Backup_takes_the_ledgers_place_and_the_ledger_of_before_is_kept()
    {
        var restored = PutBack();

        Assert.That(restored.Facts.Registrations, Is.EqualTo(1));
        Assert.That(restored.Kept, Is.EqualTo(Path.Combine(folder.Path, "ledger-before-restore-20261123-130000.db")));
        Assert.That(Count(restored.Kept!), Is.EqualTo(2));
        Assert.That(Directory.GetFiles(folder.Path).Select(Path.GetFileName), Is.EquivalentTo(new[] { "ledger.db", "ledger.db.lock", Path.GetFileName(restored.Kept) }));
        await using var ledger = await A.Ledger(folder: folder);
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
        Assert.That(await ledger.Holder("M3M3"), Is.Null);
    }

    [Test]
    public void Backup_itself_stays_as_it_was()
    {
        var before = File.ReadAllBytes(Backup);

        PutBack();

        Assert.That(File.ReadAllBytes(Backup), Is.EqualTo(before));
        Assert.That(Directory.GetFiles(shelf.Path), Is.EqualTo(new[] { Backup }));
    }

    [Test]
    public async Task Start_knows_that_the_ledger_is_behind_until_it_has_caught_up()
    {
        PutBack();
        await using (var ledger = await A.Ledger(folder: folder))
        {
            Assert.That(ledger.Calls.BehindSince, Is.EqualTo(A.Noon));
        }

        await using (var ledger = await A.Ledger(folder: folder))
        {
            Assert.That(ledger.Calls.BehindSince, Is.EqualTo(A.Noon), "a start that ended before it had read everything changes nothing");
            await ledger.Calls.CaughtUpAsync();
            Assert.That(ledger.Calls.BehindSince, Is.Null);
        }

        await using var later = await A.Ledger(folder: folder);
        Assert.That(later.Calls.BehindSince, Is.Null);
    }

    [Test]
    public async Task Backup_that_was_copied_by_hand_is_known_to_be_one()
    {
        File.Copy(Backup, folder.File, overwrite: true);
        File.Delete(folder.File + "-wal");
        File.Delete(folder.File + "-shm");

        await using var ledger = await A.Ledger(folder: folder);

        Assert.That(ledger.Calls.BehindSince, Is.EqualTo(A.Noon));
    }

    [Test]
    public async Task File_that_our_own_command_did_not_make_is_marked_too()
    {
        File.Delete(Backup);
        File.Copy(folder.File, Backup);
        File.SetLastWriteTimeUtc(Backup, A.Noon.UtcDateTime.AddMinutes(5));

        PutBack();

        await using var ledger = await A.Ledger(folder: folder);
        Assert.That(ledger.Calls.BehindSince, Is.EqualTo(A.Noon.AddMinutes(5)));
    }

    [Test]
    public async Task Log_that_a_killed_service_left_belongs_to_the_ledger_of_before_alone()
    {
        // as SIGKILL leaves them: the main file and its log, taken while the writer had both open
        byte[] log;
        await using (var ledger = await A.Ledger(folder: folder))
        {
            await ledger.Record(A.Registrant("r-3").With(code: "LATE"));
            log = ReadShared(folder.File + "-wal");
        }

        File.WriteAllBytes(folder.File + "-wal", log);

        var restored = PutBack();

        Assert.That(Count(restored.Kept!), Is.EqualTo(3));
        Assert.That(folder.File + "-wal", Does.Not.Exist);
        await using var after = await A.Ledger(folder: folder);
        Assert.That(after.Scalar<int>("select count(*) from registrations"), Is.EqualTo(1));
        Assert.That(after.Scalar<string>("pragma integrity_check"), Is.EqualTo("ok"));
    }

    [Test]
    public async Task Ledger_too_damaged_to_be_opened_is_kept_as_it_is()
    {
        await File.WriteAllTextAsync(folder.File, new string('x', 9_000));
        await File.WriteAllTextAsync(folder.File + "-wal", "a log of it");

        var restored = PutBack();

        Assert.That(await File.ReadAllTextAsync(restored.Kept!), Is.EqualTo(new string('x', 9_000)));
        Assert.That(await File.ReadAllTextAsync(restored.Kept + "-wal"), Is.EqualTo("a log of it"));
        await using var ledger = await A.Ledger(folder: folder);
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Restoring_where_no_ledger_is_needs_none()
    {
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            File.Delete(file);
        }

        Assert.That(PutBack().Kept, Is.Null);

        await using var ledger = await A.Ledger(folder: folder);
        Assert.That(await ledger.Holder("K7P2"), Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Ledger_in_use_is_never_replaced()
    {
        await using var ledger = await A.Ledger(folder: folder);

        Assert.That(() => PutBack(), Refused("in use by another process"));

        Assert.That(await ledger.Holder("M3M3"), Is.EqualTo("r-2"));
        Assert.That(ledger.Calls.BehindSince, Is.Null);
    }

    [Test]
    public void Backup_of_the_other_mode_is_refused_and_the_ledger_stays()
    {
        Assert.That(() => PutBack(dryRun: true), Refused("live run, and the configuration says dry-run"));

        StaysAsItWas();
    }

    [Test]
    public void Backup_of_a_newer_version_is_refused_and_the_ledger_stays()
    {
        Execute(Backup, "insert into schema_versions (ScriptName, Applied) values ('Sqlite/9999_Later.sql', '2030-01-01')");

        Assert.That(() => PutBack(), Refused("newer version").And.Message.Contains("9999_Later"));

        StaysAsItWas();
    }

    [Test]
    public void Backup_with_codes_folded_otherwise_is_refused()
    {
        Execute(Backup, "update settings set value = '99' where name = 'normal_form'");

        Assert.That(() => PutBack(), Refused("folded by rule 99"));

        StaysAsItWas();
    }

    [Test]
    public void Backup_with_generated_codes_is_put_back_and_the_next_start_keys_them_as_configured()
    {
        Execute(Backup, "update settings set value = '2 ASM-*****-*****-****' where name = 'normal_form'");

        Assert.That(() => PutBack(), Throws.Nothing);
    }

    [Test]
    public void Database_of_another_program_is_refused()
    {
        File.Delete(Backup);
        Execute(Backup, "create table bookmarks (url text)");

        Assert.That(() => PutBack(), Refused("no ledger of this service"));

        StaysAsItWas();
    }

    [TestCase("", "no ledger")]
    [TestCase("this is a letter, and quite a long one at that; it goes on and on, and then on again, for more than a header's worth of it", "cannot be read as a ledger")]
    public void File_that_is_no_database_is_refused(string content, string words)
    {
        File.WriteAllText(Backup, content);

        Assert.That(() => PutBack(), Refused(words));

        StaysAsItWas();
    }

    [Test]
    public void Backup_cut_short_is_refused()
    {
        using (var file = new FileStream(Backup, FileMode.Open))
        {
            file.SetLength(file.Length / 2);
        }

        Assert.That(() => PutBack(), Throws.TypeOf<LedgerRefusedException>());

        StaysAsItWas();
    }

    [Test]
    public void Missing_backup_is_named()
    {
        File.Delete(Backup);

        Assert.That(() => PutBack(), Refused($"no file {Backup}"));

        StaysAsItWas();
    }

    [Test]
    public void Refused_backup_makes_no_ledger_where_none_was()
    {
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            File.Delete(file);
        }

        Assert.That(() => PutBack(dryRun: true), Throws.TypeOf<LedgerRefusedException>());

        Assert.That(folder.File, Does.Not.Exist);
    }

    private static NUnit.Framework.Constraints.ContainsConstraint Refused(string words) => Throws.TypeOf<LedgerRefusedException>().With.Message.Contains(words);

    private Restored PutBack(bool dryRun = false) => LedgerRestore.PutBack(
        new LedgerSettings { ConnectionString = $"Data Source={folder.File}", Ephemeral = true }, dryRun, Backup, time);

    private void StaysAsItWas()
    {
        Assert.That(Count(folder.File), Is.EqualTo(2));
        Assert.That(Directory.GetFiles(folder.Path).Select(Path.GetFileName), Is.SubsetOf(new[] { "ledger.db", "ledger.db.lock", "ledger.db-wal", "ledger.db-shm" }));
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        return memory.ToArray();
    }

    private static int Count(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        return connection.ExecuteScalar<int>("select count(*) from registrations");
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Execute(sql);
    }
}
