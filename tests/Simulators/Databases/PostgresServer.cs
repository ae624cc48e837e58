using System.Diagnostics;
using System.Globalization;

namespace ZoomApprover.Simulators.Databases;

/// <summary>
/// A real PostgreSQL from the machine's own binaries, in a temporary folder, listening on a socket in that folder and on one port
/// of loopback. It ends with the process that started it, also when that one is killed.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string User = "test";
    private const string Memory = "/dev/shm";
    private const long Needed = 1L << 30;

    // nobody: the server refuses to run as root
    private static readonly string[] AsNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    // the pipe's end is the end of whoever holds its other one
    private const string Watching = """
        trap '' INT TERM
        if [ "$#" = 1 ]; then
            read -r _
            rm -rf "$1"
            exit
        fi
        "$@" </dev/null &
        read -r _
        kill -QUIT $! 2>/dev/null
        wait
        """;

    private readonly string bin;
    private readonly Stack<Process> watches = new();

    /// <param name="settings">More of the server's settings, as in <c>fsync=off</c>.</param>
    /// <exception cref="InvalidOperationException">There are no binaries, or the server does not start.</exception>
    public PostgresServer(params string[] settings)
    {
        bin = Binaries();
        Folder = Directory.CreateDirectory(Path.Combine(Roomy(), $"postgres-{Path.GetRandomFileName()}")).FullName;
        Port = FreePort();
        Settings = settings;
        Watch(Folder);
        Run("chmod", "777", Folder);
        Run([.. As, Path.Combine(bin, "initdb"), "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        Start();
    }

    public string Folder { get; }

    public int Port { get; }

    public IReadOnlyList<string> Settings { get; set; }

    /// <summary>Over loopback, as from another machine.</summary>
    public string ConnectionTo(string database) => $"Host=127.0.0.1;Port={Port};Username={User};Database={database}";

    private static bool IsRoot => Environment.UserName == "root";

    private static string[] As => IsRoot ? AsNobody : [];

    private string Data => Path.Combine(Folder, "data");

    public void Start()
    {
        Watch([
            .. As, Path.Combine(bin, "postgres"), "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={Folder}",
            "-c", "max_connections=200", "-c", "shared_buffers=32MB", "-c", "autovacuum=off", "-c", "max_wal_size=128MB", "-c", "min_wal_size=32MB", "-c", "log_min_messages=fatal", "-c", "jit=off",
            .. Settings.SelectMany(setting => new[] { "-c", setting })]);
        Run([.. As, "timeout", "60", "sh", "-c", "until \"$0\" -q -h \"$1\" -p \"$2\" ; do sleep 0.05; done", Path.Combine(bin, "pg_isready"), Folder, Port.ToString(CultureInfo.InvariantCulture)]);
    }

    /// <summary>Ends at once, as in a crash; what was committed stays.</summary>
    public void Crash() => Run([.. As, Path.Combine(bin, "pg_ctl"), "-D", Data, "-m", "immediate", "-w", "stop"]);

    public void Dispose()
    {
        while (watches.TryPop(out var watch)) // the folder last
        {
            watch.StandardInput.Close();
            watch.WaitForExit();
            watch.Dispose();
        }
    }

    private void Watch(params string[] watched)
    {
        var watch = Process.Start(new ProcessStartInfo("sh", ["-c", Watching, "watch", .. watched])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        watch.BeginOutputReadLine();
        watch.BeginErrorReadLine();
        watches.Push(watch);
    }

    // memory, where there is enough of it: every commit is really flushed, and costs nothing
    private static string Roomy() => Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Needed ? Memory : Path.GetTempPath();

    private static string Binaries() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(folder => File.Exists(Path.Combine(folder, "initdb")))
            .Select(folder => Path.GetDirectoryName(Resolved(Path.Combine(folder, "initdb")))!)
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin")) : [])
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
        ?? throw new InvalidOperationException("There is no PostgreSQL on this machine: neither initdb on the PATH nor one in /usr/lib/postgresql. Install it (apt-get install postgresql); it need not run.");

    private static string Resolved(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {said.Result}");
        }
    }
}
