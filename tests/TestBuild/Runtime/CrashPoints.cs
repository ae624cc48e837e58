using System.Runtime.InteropServices;

namespace ZoomApprover.TestBuild;

/// <summary>
/// Counts each moment before and after a commit or a call. ZOOMAPPROVER_CRASH_LOG=file writes them down, one a line: "3 after
/// commit" is the third of its kind. With such a line in ZOOMAPPROVER_CRASH_AT the process kills itself (SIGKILL) there.
/// </summary>
public static class CrashPoints
{
    private const int LengthOfRegistrantId = 22;
    private static readonly Lock Gate = new();
    private static readonly string? LogFile = Environment.GetEnvironmentVariable("ZOOMAPPROVER_CRASH_LOG");
    private static readonly string? At = Environment.GetEnvironmentVariable("ZOOMAPPROVER_CRASH_AT");
    private static readonly Dictionary<string, int> Counts = new(StringComparer.Ordinal);

    /// <param name="what">"before commit", "after PUT /…".</param>
    public static void Pass(string what)
    {
        Simulated.Here?.Passing(what);
        if (LogFile is null && At is null)
        {
            return;
        }

        lock (Gate)
        {
            var kind = string.Join('/', what.Split('/').Select(part => part.Length == LengthOfRegistrantId ? "{registrant}" : part));
            Counts[kind] = Counts.GetValueOrDefault(kind) + 1;
            var point = $"{Counts[kind]} {kind}";
            if (LogFile is not null)
            {
                File.AppendAllText(LogFile, point + "\n");
            }

            if (point == At)
            {
                _ = Kill(Environment.ProcessId, 9);
                Thread.Sleep(Timeout.Infinite); // nothing of this thread goes on before the signal comes
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
