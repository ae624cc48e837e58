using Dapper;
using Microsoft.Data.Sqlite;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Ledger.Backup;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger.Backup;

internal sealed class BackupTests
{
    private TempFolder folder = null!;

    private string Target => Path.Combine(folder.Path, "copy.db");

    [SetUp]
    public void Begin() => folder = new TempFolder();

    [TearDown]
    public void End() => folder.Dispose();

    [Test]
    public async Task Backup_of_a_ledger_in_use_is_one_whole_file_for_the_services_user_only()
    {
        await using var ledger = await A.Ledger();
        await ledger.Record(A.Registrant("r-1").With(code: "K7P2"));

        var facts = LedgerBackup.Take(Source(ledger), Target, ledger.Time);

        Assert.That(facts, Is.EqualTo(new LedgerFacts("live", "1", 1, 1, A.Noon)));
        Assert.That(Directory.GetFiles(folder.Path), Is.EqualTo(new[] { Target }));
        Assert.That(Peek("pragma journal_mode"), Is.EqualTo("delete"), "nothing beside it belongs to it");
        Assert.That(Peek("select registrant_id from claims where code = 'K7P2'"), Is.EqualTo("r-1"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(Target), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public async Task Backup_leaves_the_ledger_unmarked_and_in_use()
    {
        await using var ledger = await A.Ledger();

        LedgerBackup.Take(Source(ledger), Target, ledger.Time);

        Assert.That(ledger.Scalar<string>("select value from settings where name = 'backup_taken_at'"), Is.Null);
        Assert.That((await ledger.Record(A.Registrant("r-2").With(code: "K7P2"))).Reason, Is.Null);
    }

    [Test]
    public async Task Every_backup_of_a_ledger_that_is_written_holds_each_registration_with_its_claim()
    {
        await using var ledger = await A.Ledger();
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var number = 0; !enough.IsCancellationRequested; number++)
            {
                await ledger.Record(A.Registrant($"r-{number}").With(code: $"CODE{number}"));
            }
        });

        for (var round = 0; round < 20; round++)
        {
            var facts = LedgerBackup.Take(Source(ledger), $"{Target}{round}", ledger.Time);

            Assert.That(facts.Registrations, Is.EqualTo(facts.SpentCodes));
        }

        await enough.CancelAsync();
        await writing;
    }

    [Test]
    public async Task Backup_of_a_backup_that_was_put_in_place_is_as_old_as_that_one()
    {
        await using (var ledger = await A.Ledger())
        {
            LedgerBackup.Take(Source(ledger), folder.File, ledger.Time);
        }

        await using var restored = await A.Ledger(folder: folder);
        restored.Time.Advance(TimeSpan.FromHours(3));

        Assert.That(LedgerBackup.Take(Source(restored), Target, restored.Time).TakenAt, Is.EqualTo(A.Noon));
    }

    [Test]
    public async Task Backup_is_never_written_over()
    {
        await using var ledger = await A.Ledger();
        await File.WriteAllTextAsync(Target, "somebody's");

        Assert.That(() => LedgerBackup.Take(Source(ledger), Target, ledger.Time), Refused("is there already"));

        Assert.That(await File.ReadAllTextAsync(Target), Is.EqualTo("somebody's"));
    }

    [Test]
    public async Task Missing_folder_is_named()
    {
        await using var ledger = await A.Ledger();

        Assert.That(() => LedgerBackup.Take(Source(ledger), Path.Combine(folder.Path, "none", "copy.db"), ledger.Time), Refused($"no folder {folder.Path}/none"));
    }

    [Test]
    public async Task Folder_that_cannot_be_written_is_named()
    {
        await using var ledger = await A.Ledger();

        Assert.That(() => LedgerBackup.Take(Source(ledger), "/proc/self/copy.db", ledger.Time), Refused("/proc/self"));
    }

    [Test]
    public async Task Full_disk_leaves_nothing_half_written()
    {
        await using var ledger = await A.Ledger();
        using var source = ledger.File.Connect();

        Assert.That(() => LedgerBackup.Take(source, Target, ledger.Time, mostPages: 10), Refused("no room"));

        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public async Task Damaged_ledger_is_no_backup()
    {
        await using var ledger = await A.Ledger();
        for (var number = 0; number < 200; number++)
        {
            await ledger.Record(A.Registrant($"r-{number}").With(code: $"CODE{number}"));
        }

        ledger.Scalar<int>("pragma wal_checkpoint(truncate)");
        Damage(ledger.Path, ledger.Scalar<int>("select rootpage from sqlite_master where name = 'registrations_id'"));

        Assert.That(() => LedgerBackup.Take(Source(ledger), Target, ledger.Time), Refused("damaged").Or.Message.Contains("malformed"));

        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public async Task Half_written_backup_of_a_killed_process_is_replaced_when_it_is_old_enough()
    {
        await using var ledger = await A.Ledger();
        await File.WriteAllTextAsync(Target + ".partial", "half");
        File.SetLastWriteTimeUtc(Target + ".partial", A.Noon.UtcDateTime.AddMinutes(-9));
        Assert.That(() => LedgerBackup.Take(Source(ledger), Target, ledger.Time), Refused("under way"));

        ledger.Time.Advance(TimeSpan.FromMinutes(2));
        LedgerBackup.Take(Source(ledger), Target, ledger.Time);

        Assert.That(Directory.GetFiles(folder.Path), Is.EqualTo(new[] { Target }));
    }

    [Test]
    public void Ledger_that_is_not_there_is_not_made()
    {
        Assert.That(() => LedgerBackup.Take($"Data Source={folder.File}", Target, TimeProvider.System), Refused("no ledger"));

        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
    }

    private static string Source(TestLedger ledger) => $"Data Source={ledger.Path}";

    private static NUnit.Framework.Constraints.ContainsConstraint Refused(string words) => Throws.TypeOf<LedgerRefusedException>().With.Message.Contains(words);

    private static void Damage(string path, int page)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = ((page - 1) * 4096) + 5;
        file.Write(new byte[64]);
    }

    private string? Peek(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Target};Mode=ReadOnly;Pooling=False");
        return connection.ExecuteScalar<string>(sql);
    }
}
