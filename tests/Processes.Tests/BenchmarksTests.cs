using System.Diagnostics;

namespace ZoomApprover.Processes.Tests;

/// <summary>That the benchmarks run; what they measure is looked at by people (docs/performance.md).</summary>
internal sealed class BenchmarksTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Test]
    public async Task Smallest_run_measures_everything_and_ends_by_itself()
    {
        var start = new ProcessStartInfo(PublishedService.Dotnet, [Path.Combine(AppContext.BaseDirectory, "ZoomApprover.Benchmarks.dll"), "smoke"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ZOOMAPPROVER_PUBLISHED"] = Path.GetDirectoryName(PublishedService.Program);
        using var run = Process.Start(start)!;
        var (table, errors) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());

        try
        {
            await run.WaitForExitAsync().WaitAsync(Limit);
        }
        finally
        {
            run.Kill(entireProcessTree: true);
        }

        Assert.That(run.ExitCode, Is.Zero, await errors);
        Assert.That(await table, Does.Contain("| registrations in the ledger, answered 2xx | 1,400, 1,400 |").And.Contain("| file of 100 rows"));
    }
}
