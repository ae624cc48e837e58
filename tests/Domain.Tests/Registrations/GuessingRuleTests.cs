using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Tests.Registrations;

internal sealed class GuessingRuleTests
{
    [TestCaseSource(nameof(Situations))]
    public GuessingLevel Tries_are_judged_by_how_many_when_and_among_how_many(DateTimeOffset[] latest, int? ofLast) => GuessingRule.Judge(latest, ofLast, A.Now);

    private static IEnumerable<TestCaseData> Situations() =>
    [
        Case("nobody tried anything", [], 0, GuessingLevel.None),
        Case("nine at once", Tries(9, Minutes(0), Minutes(1)), 9, GuessingLevel.None),
        Case("ten at once", Tries(10, Minutes(0), Minutes(1)), 10, GuessingLevel.Alarm),
        Case("ten within ten minutes, lost among good codes", Tries(10, Minutes(0), Minutes(10)), 1, GuessingLevel.Alarm),
        Case("ten within more, lost among good codes", Tries(10, Minutes(0), Minutes(10.1)), 3, GuessingLevel.None),
        Case("ten within more, one in ten", Tries(10, Minutes(0), Minutes(10.1)), 4, GuessingLevel.Alarm),
        Case("ten within a day", Tries(10, Minutes(0), Minutes(1_439)), 4, GuessingLevel.Alarm),
        Case("nine within a day", Tries(10, Minutes(0), Minutes(1_440)), 4, GuessingLevel.None),
        Case("nineteen at once", Tries(19, Minutes(0), Minutes(1)), 19, GuessingLevel.Alarm),
        Case("twenty at once", Tries(20, Minutes(0), Minutes(1)), 20, GuessingLevel.Stopped),
        Case("twenty within ten minutes, lost among good codes", Tries(20, Minutes(0), Minutes(10)), 1, GuessingLevel.Stopped),
        Case("twenty within a day, one in ten", Tries(20, Minutes(0), Minutes(1_439)), 4, GuessingLevel.Stopped),
        Case("twenty within a day, lost among good codes", Tries(20, Minutes(0), Minutes(1_439)), 3, GuessingLevel.None),
        Case("more than half of the last forty", Tries(5, Minutes(0), Minutes(1_000)), 21, GuessingLevel.Stopped),
        Case("half of the last forty", Tries(5, Minutes(0), Minutes(1_000)), 20, GuessingLevel.None),
        Case("almost an hour of quiet", Tries(20, Minutes(59.9), Minutes(65)), 20, GuessingLevel.Stopped),
        Case("an hour of quiet", Tries(20, Minutes(60), Minutes(65)), 20, GuessingLevel.Alarm),
        Case("an hour of quiet after more than half", Tries(5, Minutes(60), Minutes(1_000)), 21, GuessingLevel.Alarm),
        Case("a day of quiet", Tries(20, Minutes(1_440), Minutes(1_441)), 40, GuessingLevel.None),
        Case("a clock that was set back", Tries(20, Minutes(-30), Minutes(-25)), 20, GuessingLevel.Stopped),
        Case("one address, nine within a day", Tries(9, Minutes(0), Minutes(1_000)), null, GuessingLevel.None),
        Case("one address, ten within a day", Tries(10, Minutes(0), Minutes(1_000)), null, GuessingLevel.Alarm),
        Case("one address, twenty within a day", Tries(20, Minutes(0), Minutes(1_000)), null, GuessingLevel.Stopped),
        Case("one address, an hour of quiet", Tries(20, Minutes(60), Minutes(1_000)), null, GuessingLevel.Alarm),
    ];

    private static TestCaseData Case(string name, DateTimeOffset[] latest, int? ofLast, GuessingLevel level) => new TestCaseData(latest, ofLast).Returns(level).SetArgDisplayNames(name);

    /// <param name="last">How long ago the last one was tried.</param>
    /// <param name="first">How long ago the first of them was tried.</param>
    private static DateTimeOffset[] Tries(int many, TimeSpan last, TimeSpan first) =>
        [.. Enumerable.Range(0, many).Select(number => A.Now - last - ((first - last) * number / (many - 1)))];

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);
}
