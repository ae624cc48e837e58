using System.Diagnostics;

namespace ZoomApprover.DiskTrials;

/// <summary>A program of the system: mount, cp, strace.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <exception cref="TrialFailedException">It did not end with 0.</exception>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var said = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Limit);
        if (process.ExitCode != 0)
        {
            throw new TrialFailedException($"{program} {string.Join(' ', arguments)}: {(await said).Trim()}");
        }
    }

    public static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
}
