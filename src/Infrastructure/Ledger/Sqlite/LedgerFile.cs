using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZoomApprover.Infrastructure.Ledger.Sql;

namespace ZoomApprover.Infrastructure.Ledger.Sqlite;

/// <summary>The ledger's file: where it may lie, who may open it, and how each connection is set.</summary>
internal sealed class LedgerFile : ILedgerStore
{
    // older ones can lose commits when two connections reset the write-ahead log at once
    private static readonly Version LeastSqlite = new(3, 51, 3);

    private readonly FileStream padlock;

    private LedgerFile(string path, string connectionString, FileStream padlock) =>
        (Path, ConnectionString, this.padlock) = (path, connectionString, padlock);

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public string ConnectionString { get; }

    string ILedgerStore.Name => Path;

    public SqlDialect Dialect => SqliteDialect.Instance;

    /// <param name="connectionString">With an absolute Data Source.</param>
    /// <param name="mustBeMounted">In a container: a folder that is not a mount would be lost with it.</param>
    /// <exception cref="LedgerRefusedException">The place will not do.</exception>
    public static LedgerFile Open(string connectionString, MountTable mounts, bool mustBeMounted)
    {
        var text = Understood(connectionString);
        text.Pooling = false; // a pooled connection keeps the pragmas of its last user
        text.DefaultTimeout = 1;
        var path = text.DataSource;
        if (path.Length == 0 || path == ":memory:" || text.Mode == SqliteOpenMode.Memory || path.StartsWith("file:", StringComparison.Ordinal))
        {
            throw new LedgerRefusedException("Ledger:ConnectionString names no file. A ledger in memory would forget every spent code: give a file, for example Data Source=data/ledger.db.");
        }

        var folder = System.IO.Path.GetDirectoryName(path)!;
        CheckFolder(folder, mounts, mustBeMounted);
        var padlock = Lock(path);
        try
        {
            CreateEmpty(path);
            var sqlite = new Version(new SqliteConnection().ServerVersion);
            return sqlite >= LeastSqlite
                ? new LedgerFile(path, text.ToString(), padlock)
                : throw new LedgerRefusedException($"SQLite {sqlite} can lose commits; at least {LeastSqlite} is needed. Use the library this service is built with.");
        }
        catch
        {
            padlock.Dispose();
            throw;
        }
    }

    /// <summary>Opens a ledger that the service may be running on, to read it: without the lock, which is the writer's.</summary>
    /// <exception cref="LedgerRefusedException">There is none, or it cannot be opened.</exception>
    public static SqliteConnection ConnectToRead(string connectionString)
    {
        var text = Understood(connectionString);
        (text.Pooling, text.DefaultTimeout, text.Mode) = (false, 5, SqliteOpenMode.ReadWrite); // a reader of the log writes into its index
        if (!File.Exists(text.DataSource))
        {
            throw new LedgerRefusedException($"There is no ledger {text.DataSource}. Is this the configuration of the service (ZOOMAPPROVER_HOME, Ledger:ConnectionString)?");
        }

        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            connection.Execute("pragma query_only = on; pragma trusted_schema = off; pragma cell_size_check = on; pragma busy_timeout = 5000;");
            connection.ExecuteScalar("select count(*) from sqlite_master");
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw new LedgerRefusedException($"The ledger {text.DataSource} cannot be read by the user {Environment.UserName}: {error.Message.TrimEnd('.')}.", error);
        }
    }

    DbConnection ILedgerStore.Connect() => Connect();

    /// <summary>A connection with its pragmas set and checked.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            connection.Execute("""
                pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on;
                pragma trusted_schema = off; pragma cell_size_check = on; pragma busy_timeout = 1000;
                """);
            Check(connection, "journal_mode", "wal");
            Check(connection, "synchronous", "2");
            Check(connection, "foreign_keys", "1");
            Check(connection, "secure_delete", "1");
            KeepPlans(connection);
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw new LedgerRefusedException($"The ledger {Path} cannot be opened: {error.Message.TrimEnd('.')}. If the file was damaged, put a backup in its place.", error);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => padlock.Dispose();

    private static SqliteConnectionStringBuilder Understood(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // the text itself may hold a password
            throw new LedgerRefusedException($"Ledger:ConnectionString is not one for SQLite, where the ledger is kept: {error.Message} Give a file, for example Data Source=data/ledger.db.", error);
        }
    }

    // A kept statement stays compiled. Without this SQLite compiles one with "limit @most" again at every call, for the very number
    // that it is given, which takes longer than running it: https://www.sqlite.org/c3ref/c_dbconfig_defensive.html
    private static void KeepPlans(SqliteConnection connection) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_db_config(connection.Handle!, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _), connection.Handle);

    private static void Check(SqliteConnection connection, string pragma, string wanted)
    {
        var seen = Convert.ToString(connection.ExecuteScalar($"pragma {pragma}"), CultureInfo.InvariantCulture);
        if (seen != wanted)
        {
            throw new LedgerRefusedException($"The ledger {connection.DataSource} cannot be used: {pragma} is {seen} and will not become {wanted}. Put it on a local disk.");
        }
    }

    private static void CheckFolder(string folder, MountTable mounts, bool mustBeMounted)
    {
        var real = Resolved(folder);
        if (mounts.NetworkKindOf(real) is { } network)
        {
            throw new LedgerRefusedException($"The ledger's folder {folder} is on a network file system ({network}), where locks and commits cannot be relied on. Put it on a local disk (Ledger:ConnectionString).");
        }

        if (mustBeMounted && !mounts.IsMounted(real))
        {
            throw new LedgerRefusedException($"The ledger's folder {folder} is inside the container and would be lost with it, and every spent code with it. Mount a volume there (-v zoom-approver-data:{folder}), or set Ledger:Ephemeral=true for a trial.");
        }

        try
        {
            CreatePrivately(folder);
            var probe = System.IO.Path.Combine(folder, ".write-probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LedgerRefusedException($"The ledger's folder {folder} cannot be written by the user {Environment.UserName}: {error.Message} Give that user the folder (chown), or choose another (Ledger:ConnectionString).", error);
        }
    }

    /// <summary>Makes a folder for the service's user only: names and e-mail addresses are in it.</summary>
    public static void CreatePrivately(string folder)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // SQLite gives its side files the mode of the ledger itself
    private static void CreateEmpty(string path)
    {
        if (!OperatingSystem.IsWindows() && !File.Exists(path))
        {
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
    }

    // the mount table knows nothing of links on the way
    private static string Resolved(string folder)
    {
        if (System.IO.Path.GetDirectoryName(folder) is not { } above)
        {
            return folder;
        }

        var here = System.IO.Path.Combine(Resolved(above), System.IO.Path.GetFileName(folder));
        return Directory.Exists(here) && Directory.ResolveLinkTarget(here, returnFinalTarget: true) is { } target ? Resolved(target.FullName) : here;
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LedgerRefusedException($"The ledger {path} is in use by another process of this service (its lock file {path}.lock is held). Stop that one first: two would spend codes behind each other's back.", error);
        }
    }
}
