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
    public bool Text_is_ours_when_we_write_it_or_ever_shipped_it(string status) => new StatusTexts("espera", "dentro").AreOurs(status);
}
