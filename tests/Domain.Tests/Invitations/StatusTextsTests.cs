using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Domain.Tests.Invitations;

internal sealed class StatusTextsTests
{
    [TestCase("espera", ExpectedResult = true)]
    [TestCase("dentro", ExpectedResult = true)]
    [TestCase("PENDING", ExpectedResult = true, Description = "written before the texts were changed")]
    [TestCase("REGISTERED", ExpectedResult = true)]
    [TestCase("approved", ExpectedResult = true)]
    [TestCase("en trámite", ExpectedResult = true)]
    [TestCase("Espera", ExpectedResult = false, Description = "we write no capital")]
    [TestCase("usado", ExpectedResult = false)]
    [TestCase("", ExpectedResult = false)]
    [TestCase("2/5", ExpectedResult = true)]
    [TestCase("3/2", ExpectedResult = true, Description = "the number of uses was lowered")]
    [TestCase("1000/1000", ExpectedResult = true)]
    [TestCase("0/5", ExpectedResult = false)]
    [TestCase("2/5\n", ExpectedResult = false)]
    [TestCase("2/5/2026", ExpectedResult = false)]
    [TestCase("2 / 5", ExpectedResult = false)]
    public bool Text_is_ours_when_we_write_it_or_ever_shipped_it(string status) => new StatusTexts("espera", "dentro").AreOurs(status);

    [TestCase(1, 1, false, ExpectedResult = "PENDING")]
    [TestCase(1, 1, true, ExpectedResult = "REGISTERED")]
    [TestCase(1, 5, false, ExpectedResult = "1/5")]
    [TestCase(5, 5, true, ExpectedResult = "5/5")]
    [TestCase(3, 2, true, ExpectedResult = "3/2")]
    [TestCase(2, 1, true, ExpectedResult = "2/1")]
    public string Mark_counts_where_there_are_several_uses(int held, int uses, bool isApproved) => StatusTexts.Script.Of(held, uses, isApproved);
}
