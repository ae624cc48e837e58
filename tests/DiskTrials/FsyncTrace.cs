using System.Globalization;
using System.Text.RegularExpressions;

namespace ZoomApprover.DiskTrials;

/// <summary>strace on the ledger's thread alone: it makes fsync fail, and writes down when the others returned.</summary>
internal sealed partial class FsyncTrace(string log, DateTimeOffset attachedAt)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // 1764012345.123456 fsync(45) = -1 EIO (Input/output error) (INJECTED) <0.000123>
    [GeneratedRegex(@"^(?<at>\d+\.\d+) fsync\(\d+\)\s+= (?<result>-?\d+).*<(?<took>\d+\.\d+)>$", RegexOptions.Multiline)]
    private static partial Regex Call();

    /// <param name="process">The service.</param>
    /// <param name="number">The first fsync from now on that fails; those after it fail too.</param>
    public static async Task<FsyncTrace> AttachAsync(int process, int number, string log)
    {
        var thread = Directory.EnumerateDirectories($"/proc/{process}/task").Single(task => File.ReadAllText(Path.Combine(task, "comm")).Trim() == "ledger");
        var strace = Tool.Start(
            "strace", "-qq", "-ttt", "-T", "-e", "trace=fsync", "-e", string.Create(CultureInfo.InvariantCulture, $"inject=fsync:error=EIO:when={number}+"),
            "-o", log, "-p", Path.GetFileName(thread));
        await Patience.UntilAsync(() => IsTraced(thread) || strace.HasExited, Limit, () => "strace is attached");
        return IsTraced(thread)
            ? new FsyncTrace(log, DateTimeOffset.UtcNow)
            : throw new TrialFailedException($"strace: {await strace.StandardError.ReadToEndAsync()}");
    }

    public DateTimeOffset FailedAt() => Calls().First(call => !call.Succeeded).At;

    /// <summary>When the last fsync that succeeded had returned: whatever was stored later was never committed.</summary>
    public DateTimeOffset LastCommittedAt() => Calls().TakeWhile(call => call.Succeeded).Select(call => call.At + call.Took).LastOrDefault(attachedAt);

    private static bool IsTraced(string thread) =>
        File.ReadLines(Path.Combine(thread, "status")).Any(line => line.StartsWith("TracerPid:", StringComparison.Ordinal) && !line.EndsWith("\t0", StringComparison.Ordinal));

    private IEnumerable<(DateTimeOffset At, TimeSpan Took, bool Succeeded)> Calls() => Call().Matches(File.ReadAllText(log)).Select(call => (
        DateTimeOffset.UnixEpoch + Seconds(call.Groups["at"]), Seconds(call.Groups["took"]), call.Groups["result"].Value == "0"));

    private static TimeSpan Seconds(Group group) => TimeSpan.FromTicks((long)(decimal.Parse(group.Value, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));
}
