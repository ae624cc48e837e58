using System.Globalization;

namespace ZoomApprover.WebApi.Tests.EndToEnd.SheetWar;

/// <summary>
/// People work in the sheet between any two passes of the service and in the moments in which it writes. Everything goes over HTTP;
/// the clock is the test's. More of them: ZOOMAPPROVER_WARS=500 dotnet test tests/WebApi.Tests --filter FullyQualifiedName~SheetWarTests.
/// </summary>
internal sealed class SheetWarTests
{
    private static readonly SortedDictionary<string, int> Done = new(StringComparer.Ordinal);

    private static IEnumerable<int> Seeds => Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("ZOOMAPPROVER_WARS") ?? "20", CultureInfo.InvariantCulture));

    [Order(1)]
    [TestCaseSource(nameof(Seeds))]
    public async Task People_and_the_service_keep_out_of_each_others_way(int seed)
    {
        await using var war = await War.BeginAsync(seed);

        await war.FightAsync();
        await war.CalmDownAsync();

        foreach (var (what, times) in war.Robot.Done)
        {
            Done[what] = Done.GetValueOrDefault(what) + times;
        }

        Assert.That(await new WarReferee(war).FaultsAsync(), Is.Empty, () => $"seed {seed}:\n{string.Join('\n', war.Robot.Story)}");
    }

    [Order(2)]
    [Test]
    public async Task Everything_that_people_do_was_done()
    {
        await TestContext.Out.WriteLineAsync(string.Join(", ", Done.Select(one => $"{one.Key} {one.Value}")));

        Assert.That(Done.Keys, Is.SupersetOf(Robot.Acts), "the wars run before this");
    }
}
