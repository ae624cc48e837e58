namespace ZoomApprover.Domain.Tests;

/// <summary>What something costs, to be compared with what something else costs in the same run.</summary>
internal static class Cost
{
    // others want the processors too: one of so many runs is left alone
    private const int Tries = 10;

    // what takes less cannot be compared
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    public static TimeSpan Of(Action action)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            var begun = TimeProvider.System.GetTimestamp();
            action();
            var took = TimeProvider.System.GetElapsedTime(begun);
            best = took < best ? took : best;
        }

        return best > Least ? best : Least;
    }
}
