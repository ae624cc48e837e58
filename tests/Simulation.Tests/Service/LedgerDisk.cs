using System.Data;
using Microsoft.Data.Sqlite;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Infrastructure.Ledger.Sqlite;

namespace ZoomApprover.Simulation.Tests.Service;

/// <summary>The folder of one world's ledger, in memory where the machine has a file system there. What a crash leaves stays.</summary>
internal sealed class LedgerDisk : IDisposable
{
    private const int MultiThread = 2; // SQLITE_CONFIG_MULTITHREAD
    private const int MemoryStatus = 9; // SQLITE_CONFIG_MEMSTATUS

    private static readonly Lazy<byte[]> Template = new(MakeTemplate);

    private static int made;

    private readonly string folder = NewFolder();
    private readonly Stack<SqliteConnection> idle = new();
    private LedgerReader? reader;

    public LedgerDisk() => System.IO.File.WriteAllBytes(File, Template.Value);

    public string File => Path.Combine(folder, "ledger.db");

    /// <summary>The process that opened the ledger last: no other may begin a call, or a write to the sheet.</summary>
    public object? Latest { get; set; }

    public static MountTable NoMounts { get; } = new("");

    /// <summary>For all processes: a reading ends in the turn that began it.</summary>
    public LedgerReader Reader => reader!;

    public void OpenReader(LedgerFile file) => reader ??= new LedgerReader(file.Dialect, file.Connect());

    /// <summary>A connection for one process alone, until <see cref="TakeBack"/>. What was prepared on it is kept for the next one.</summary>
    public SqliteConnection Writer(LedgerFile file)
    {
        while (idle.TryPop(out var kept))
        {
            if (kept.State == ConnectionState.Open)
            {
                return kept;
            }
        }

        return file.Connect();
    }

    /// <summary>What was begun and not committed is undone, as when the process that holds it dies.</summary>
    public void TakeBack(SqliteConnection writer)
    {
        if (writer.State != ConnectionState.Open)
        {
            return; // its process closed it while ending
        }

        if (SQLitePCL.raw.sqlite3_get_autocommit(writer.Handle) == 0)
        {
            using var rollback = writer.CreateCommand();
            rollback.CommandText = "rollback";
            rollback.ExecuteNonQuery();
        }

        idle.Push(writer);
    }

    /// <summary>The ledger as it stands, log and all; nobody may be in the middle of a commit.</summary>
    public (byte[] Main, byte[]? Log) Copy() =>
        (System.IO.File.ReadAllBytes(File), System.IO.File.Exists(File + "-wal") ? Shared(File + "-wal") : null);

    /// <summary>Puts a copy in the ledger's place; no process may have it open.</summary>
    public void PutBack((byte[] Main, byte[]? Log) copy)
    {
        CloseAll();
        System.IO.File.Delete(File + "-shm");
        System.IO.File.Delete(File + "-wal");
        System.IO.File.WriteAllBytes(File, copy.Main);
        if (copy.Log is { } log)
        {
            System.IO.File.WriteAllBytes(File + "-wal", log);
        }
    }

    public void Dispose()
    {
        CloseAll();
        Directory.Delete(folder, recursive: true);
    }

    private void CloseAll()
    {
        reader?.Dispose();
        reader = null;
        while (idle.TryPop(out var writer))
        {
            writer.Dispose();
        }
    }

    private static byte[] Shared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string NewFolder() => Directory.CreateDirectory(
        Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"zoom-approver-{Environment.ProcessId}-{Interlocked.Increment(ref made)}")).FullName;

    // a connection stays on its story's thread: SQLite need not guard it, and the locks it counts its memory under are in the way
    private static void LetStoriesAlone()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_shutdown();
        _ = SQLitePCL.raw.sqlite3_config(MultiThread);
        _ = SQLitePCL.raw.sqlite3_config(MemoryStatus, 0);
        _ = SQLitePCL.raw.sqlite3_initialize();
    }

    // the schema's scripts are run once; every story begins with the result
    private static byte[] MakeTemplate()
    {
        LetStoriesAlone();
        var folder = NewFolder();
        try
        {
            var path = Path.Combine(folder, "template.db");
            using (var file = LedgerFile.Open($"Data Source={path}", NoMounts, mustBeMounted: false))
            using (var connection = file.Connect())
            {
                LedgerSchema.Upgrade(connection);
            }

            SqliteConnection.ClearAllPools();
            return System.IO.File.ReadAllBytes(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
