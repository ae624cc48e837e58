using ZoomApprover.Benchmarks.Measures;

namespace ZoomApprover.Benchmarks;

/// <summary>All measures, one after the other.</summary>
internal static class Run
{
    public static async Task<int> AllAsync(Size size)
    {
        var table = new Table();
        await Comparison.RunAsync(size, table);
        await Beside.RunAsync(size, table);
        await ToZoom.RunAsync(size, table);
        await Burst.RunAsync(size, table);
        await Starting.RunAsync(size, table);
        Decisions.Run(size, table);
        await Lists.RunAsync(size, table);
        table.Print(Console.Out);
        return 0;
    }
}
