using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ZoomApprover.Processes.Tests.CrashPoints;

/// <summary>
/// The points before and after each commit and each call are counted by the test build, not placed by hand. A first telling
/// counts them; then the service dies at each in turn, is started again, and the story must end as if nothing had happened.
/// </summary>
internal sealed class CrashPointTests
{
    private const int AtOnce = 6;

    // most die before they could answer, and each question costs more than what is told
    private const int AskEvery = 10;

    // without these the count would be of another story
    private static readonly string[] MustBePassed = ["commit", "PUT /v2/meetings/", "/registrants/{registrant}", "/values:batchUpdate", "/values:batchGet"];

    [Test]
    public async Task Crash_at_any_point_of_a_registration_changes_nothing_of_its_end()
    {
        var watch = Stopwatch.StartNew();
        var points = await CountAsync();
        var met = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (point, _) =>
        {
            if (await CrashAsync(point))
            {
                met.Add(point);
            }
        });

        foreach (var kind in points.GroupBy(Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            await TestContext.Out.WriteLineAsync($"{kind.Count(),4} {kind.Key}");
        }

        await TestContext.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"N = {points.Count} crash points of {points.DistinctBy(Kind).Count()} kinds; {met.Count} met, all settled; {watch.Elapsed.TotalSeconds:F0} s"));
        Assert.That(points.Select(Kind).Except(met.Select(Kind)), Is.Empty, "a crash at each kind of point");
        Assert.That(met, Has.Count.GreaterThanOrEqualTo(points.Count * 4 / 5), "a telling may share some commits that the first made apart, hardly more");
    }

    private static string Kind(string point) => point[(point.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static async Task<IReadOnlyList<string>> CountAsync()
    {
        await using var story = await Story.BeginAsync();
        await using var service = story.Start();
        var first = await story.GuestAsync("ana");
        await Story.ToldAsync(service, first);
        var points = story.Points();
        await story.EndsWellAsync(service, first, await story.GuestAsync("eva"), "without a crash");

        foreach (var part in MustBePassed)
        {
            Assert.That(points, Has.Some.Contains("before ").And.Contains(part));
            Assert.That(points, Has.Some.Contains("after ").And.Contains(part));
        }

        return points;
    }

    /// <returns>False when this telling was over before it came to the point.</returns>
    private static async Task<bool> CrashAsync(string point)
    {
        await using var story = await Story.BeginAsync();
        await using var dying = story.Start(point);
        var guest = story.GuestAsync("ana");
        var looks = 0;
        await Story.UntilAsync(async () => dying.HasEnded || (++looks % AskEvery == 0 && guest.IsCompletedSuccessfully && await Story.IsToldAsync(dying, await guest)), $"it dies at {point}");
        var met = story.Points()[^1] == point;
        Assert.That(met || !dying.HasEnded, Is.True, $"it died, and not at {point}");
        await dying.KillAsync();

        await using var service = story.Start();
        await service.ReadyAsync();
        var first = await guest;
        await Story.ToldAsync(service, first);
        await story.EndsWellAsync(service, first, await story.GuestAsync("eva"), $"crashed at {point}");
        return met;
    }
}
