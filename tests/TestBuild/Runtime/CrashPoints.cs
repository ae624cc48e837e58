using System.Runtime.InteropServices;

namespace ZoomApprover.TestBuild;

/// <summary>
/// Numbers each moment before and after a commit or a call. With ZOOMAPPROVER_CRASH_AT=n the process kills itself (SIGKILL) at
/// the n-th; with ZOOMAPPROVER_CRASH_LOG=file each is written there, so that a run without a crash counts them.
/// </summary>
public static class CrashPoints
{
    private static readonly Lock Gate = new();
    private static readonly string? LogFile = Environment.GetEnvironmentVariable("ZOOMAPPROVER_CRASH_LOG");
    private static readonly int At = int.TryParse(Environment.GetEnvironmentVariable("ZOOMAPPROVER_CRASH_AT"), out var at) ? at : 0;
    private static int count;

    /// <param name="what">For people: "before commit", "after PUT …".</param>
    public static void Pass(string what)
    {
        if (LogFile is null && At == 0)
        {
            return;
        }

        lock (Gate)
        {
            count++;
            if (LogFile is not null)
            {
                File.AppendAllText(LogFile, $"{count} {what}\n");
            }

            if (count == At)
            {
                _ = Kill(Environment.ProcessId, 9);
                Thread.Sleep(Timeout.Infinite); // nothing of this thread goes on before the signal comes
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
