using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Domain.Tests.Invitations;

internal sealed class HoldRuleTests
{
    private static IEnumerable<TestCaseData> Differences()
    {
        yield return Case("nothing", null, new(false, 40, 0, 0, 300));
        yield return Case("another place, and codes are spent", HoldKind.OtherPlace, new(true, 1, 0, 0, 300));
        yield return Case("another place, and everything is gone too", HoldKind.OtherPlace, new(true, 41, 0, 300, 300));
        yield return Case("another place before anybody came", null, new(true, 0, 0, 300, 300));
        yield return Case("fifty of very many", null, new(false, 900, 50, 0, 10_000));
        yield return Case("fifty-one of very many", HoldKind.FreedOrRemoved, new(false, 900, 51, 0, 10_000));
        yield return Case("fifty-one of very many, freed and removed together", HoldKind.FreedOrRemoved, new(false, 900, 25, 26, 10_000));
        yield return Case("fifty-one rows removed", HoldKind.FreedOrRemoved, new(false, 0, 0, 51, 10_000));
        yield return Case("one in ten", null, new(false, 40, 30, 0, 300));
        yield return Case("a little more than one in ten", HoldKind.FreedOrRemoved, new(false, 40, 31, 0, 300));
        yield return Case("four of a small list", null, new(false, 4, 4, 0, 4));
        yield return Case("five of a small list", HoldKind.FreedOrRemoved, new(false, 5, 5, 0, 49));
        yield return Case("five of fifty", null, new(false, 5, 3, 2, 50));
        yield return Case("five of a list that was empty", HoldKind.FreedOrRemoved, new(false, 5, 5, 0, 0));
        yield return Case("a list as long as can be", HoldKind.FreedOrRemoved, new(false, 0, 0, int.MaxValue, int.MaxValue));
    }

    [TestCaseSource(nameof(Differences))]
    public HoldKind? Person_is_asked_when_much_goes_at_once(ListDifference difference) => HoldRule.Judge(difference);

    [Test]
    public void Only_an_empty_cell_frees_a_code_that_was_spent([Values] MarkVerdict verdict, [Values("", "usado")] string status, [Values] bool isSpentByText)
    {
        var isFreed = HoldRule.IsFreed(verdict, status, isSpentByText);

        var isExpected = (verdict, status, isSpentByText) is (MarkVerdict.Cleared, "", _) or (MarkVerdict.Settled or MarkVerdict.Write, "", true);
        Assert.That(isFreed, Is.EqualTo(isExpected));
    }

    [Test]
    public void Verdict_that_is_none_is_refused()
    {
        Assert.That(() => HoldRule.IsFreed((MarkVerdict)99, "", false), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static TestCaseData Case(string name, HoldKind? expected, ListDifference difference) => new TestCaseData(difference).Returns(expected).SetName($"{{m}}: {name}");
}
