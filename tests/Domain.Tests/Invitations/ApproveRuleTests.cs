using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Domain.Tests.Invitations;

internal sealed class ApproveRuleTests
{
    [TestCase(false, 0, ApproveVerdict.Nobody)]
    [TestCase(false, 1, ApproveVerdict.Approve)]
    [TestCase(false, 2, ApproveVerdict.Several)]
    [TestCase(false, 50, ApproveVerdict.Several)]
    [TestCase(true, 0, ApproveVerdict.Done)]
    [TestCase(true, 1, ApproveVerdict.Spent)]
    [TestCase(true, 2, ApproveVerdict.Spent)]
    public void Text_in_the_approve_cell_means_the_one_who_waits_for_a_free_code(bool isSpent, int waiting, ApproveVerdict expected)
    {
        Assert.That(ApproveRule.Judge(isSpent, waiting), Is.EqualTo(expected));
    }

    [Test]
    public void Fewer_than_nobody_is_refused() => Assert.That(() => ApproveRule.Judge(false, -1), Throws.TypeOf<ArgumentOutOfRangeException>());
}
