using System.Diagnostics;

namespace ZoomApprover.Processes.Tests;

/// <summary>Waits for the thing itself. Other processes are slower to answer, so pace and limit are the caller's.</summary>
internal static class Patience
{
    public static async Task UntilAsync(Func<Task<bool>> happened, TimeSpan limit, TimeSpan pace, Func<string> what)
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(pace);
        while (!await happened())
        {
            if (clock.Elapsed > limit)
            {
                Assert.Fail($"Waited {limit.TotalSeconds} s in vain: {what()}");
            }

            await timer.WaitForNextTickAsync();
        }
    }
}
