using System.Globalization;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.Restore;

/// <summary>A lost ledger, an hour-old backup, and people who try a used code once more. By hand: ZOOMAPPROVER_DRILLS=50.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class RestoreDrillTests
{
    private static int Drills => int.Parse(Environment.GetEnvironmentVariable("ZOOMAPPROVER_DRILLS") ?? "3", CultureInfo.InvariantCulture);

    private static IEnumerable<int> Seeds => Enumerable.Range(1, Drills);

    [TestCaseSource(nameof(Seeds))]
    public async Task Nobody_comes_in_with_a_code_that_was_used_after_the_backup_and_the_sheet_tells_of_it(int seed)
    {
        await using var world = await World.WithSheetAsync(RestoreDrill.AllCodes);

        await RunAsync(world, seed);
    }

    [TestCaseSource(nameof(Seeds))]
    public async Task Nobody_comes_in_with_a_code_that_was_used_after_the_backup_and_only_Zoom_knows(int seed)
    {
        await using var world = await World.WithCsvAsync(RestoreDrill.AllCodes);

        await RunAsync(world, seed);
    }

    private static async Task RunAsync(World world, int seed)
    {
        var drill = new RestoreDrill(world, seed);

        await drill.RunAsync();

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {drill.Believed} came in the first second with a code the backup took for free"));
        Assert.That(drill.Believed, Is.GreaterThan(0), "the backup alone would have let somebody in");
    }
}
