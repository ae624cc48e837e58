using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Domain.Tests.Invitations;

internal sealed class PatienceTests
{
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(5);

    // each reading: seconds since the first, what the row was judged to be, what its status cell showed
    private static IEnumerable<TestCaseData> Stories()
    {
        yield return Story("a mark of ours was cleared long ago, as three readings say", true, (0, MarkVerdict.Cleared, ""), (45, MarkVerdict.Cleared, ""), (90, MarkVerdict.Cleared, ""));
        yield return Story("ninety seconds, but two readings", false, (0, MarkVerdict.Cleared, ""), (95, MarkVerdict.Cleared, ""));
        yield return Story("many readings, but not ninety seconds", false, [.. Enumerable.Range(0, 18).Select(n => (n * 5, MarkVerdict.Cleared, ""))]);
        yield return Story("the mark stood again in between", false, (0, MarkVerdict.Cleared, ""), (50, MarkVerdict.Settled, "REGISTERED"), (60, MarkVerdict.Cleared, ""), (70, MarkVerdict.Cleared, ""), (95, MarkVerdict.Cleared, ""));
        yield return Story("a person's text stands, however long", false, [.. Enumerable.Range(0, 50).Select(n => (n * 60, MarkVerdict.SpentByPerson, "usado"))]);
        yield return Story("a person's text is gone since ninety seconds", true, (0, MarkVerdict.SpentByPerson, "usado"), (10, MarkVerdict.Settled, ""), (50, MarkVerdict.Settled, ""), (100, MarkVerdict.Settled, ""));
        yield return Story("a person's text, missing in one old reading", false, (0, MarkVerdict.SpentByPerson, "usado"), (200, MarkVerdict.Settled, ""), (205, MarkVerdict.SpentByPerson, "usado"), (400, MarkVerdict.Settled, ""));
        yield return Story("our mark stands again where a person had written", true, (0, MarkVerdict.Conflict, "usado"), (5, MarkVerdict.Write, "PENDING"), (50, MarkVerdict.Write, "PENDING"), (95, MarkVerdict.Write, "PENDING"));
        yield return Story("our mark stood again in one old reading", false, (0, MarkVerdict.Conflict, "usado"), (5, MarkVerdict.Write, "PENDING"), (10, MarkVerdict.Conflict, "usado"));
        yield return Story("two rows say nothing for a while", true, (0, MarkVerdict.Cleared, ""), (40, MarkVerdict.Ambiguous, ""), (60, MarkVerdict.Cleared, ""), (91, MarkVerdict.Cleared, ""));
    }

    [TestCaseSource(nameof(Stories))]
    public bool Edit_counts_once_three_readings_over_ninety_seconds_showed_it((int At, MarkVerdict Verdict, string Status)[] readings)
    {
        Patience? patience = null;
        foreach (var (at, verdict, status) in readings)
        {
            patience = Patience.After(patience, verdict, status, Start + TimeSpan.FromSeconds(at));
        }

        return patience!.IsOver(Start + TimeSpan.FromSeconds(readings[^1].At));
    }

    [TestCase(MarkVerdict.Settled, "")]
    [TestCase(MarkVerdict.Settled, "REGISTERED")]
    [TestCase(MarkVerdict.Write, "")]
    [TestCase(MarkVerdict.Ambiguous, "usado")]
    public void Nothing_is_waited_for_where_no_person_wrote(MarkVerdict verdict, string status)
    {
        Assert.That(Patience.After(null, verdict, status, Start), Is.Null);
    }

    private static TestCaseData Story(string name, bool isOver, params (int At, MarkVerdict Verdict, string Status)[] readings) =>
        new TestCaseData((object)readings).SetArgDisplayNames(name).Returns(isOver);
}
