using System.Diagnostics;

namespace ZoomApprover.DiskTrials;

/// <summary>Waits for the thing itself, with a limit far above what it takes.</summary>
internal static class Patience
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <exception cref="TrialFailedException">It did not happen.</exception>
    public static async Task UntilAsync(Func<Task<bool>> happened, TimeSpan limit, Func<string> what)
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Pace);
        while (!await happened())
        {
            if (clock.Elapsed > limit)
            {
                throw new TrialFailedException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"waited {limit.TotalSeconds:F0} s in vain: {what()}"));
            }

            await timer.WaitForNextTickAsync();
        }
    }

    public static Task UntilAsync(Func<bool> happened, TimeSpan limit, Func<string> what) => UntilAsync(() => Task.FromResult(happened()), limit, what);
}
