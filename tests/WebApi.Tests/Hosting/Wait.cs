using System.Diagnostics;

namespace ZoomApprover.WebApi.Tests.Hosting;

/// <summary>Waits for the thing itself, with a limit far above what it takes: a call that was open at a stop is read back for 72 s before the next.</summary>
internal static class Wait
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    public static async Task UntilAsync(Func<Task<bool>> happened, string what)
    {
        var clock = Stopwatch.StartNew();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await happened())
        {
            if (clock.Elapsed > Limit)
            {
                Assert.Fail($"Waited {Limit.TotalSeconds} s in vain: {what}");
            }

            await pace.WaitForNextTickAsync();
        }
    }

    public static Task UntilAsync(Func<bool> happened, string what) => UntilAsync(() => Task.FromResult(happened()), what);
}
