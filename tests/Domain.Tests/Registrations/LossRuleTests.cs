using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Tests.Registrations;

internal sealed class LossRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly DeliverySigns Good = new(Now.AddDays(-30), Now.AddHours(-1), Now.AddHours(-71), null, null);

    private static IEnumerable<TestCaseData> Signs()
    {
        TestCaseData Case(string name, DeliverySigns signs, params LossCause[] causes) => new TestCaseData(signs, causes).SetArgDisplayNames(name);

        yield return Case("nothing to be seen", Good);
        yield return Case("no delivery", Good with { LastRegistration = null }, LossCause.NoDelivery);
        yield return Case("handshake 80 h ago", Good with { LastHandshake = Now.AddHours(-80) });
        yield return Case("handshake longer ago", Good with { LastHandshake = Now.AddHours(-80).AddMilliseconds(-1) }, LossCause.NoHandshake);
        yield return Case("never a handshake", Good with { LastHandshake = null }, LossCause.NoHandshake);
        yield return Case("never a handshake, but new", Good with { LastHandshake = null, ExpectedSince = Now.AddHours(-79) });
        yield return Case("nothing is known", new DeliverySigns(null, Now, null, null, null));
        yield return Case("wrong signature", Good with { LastWrongSignature = Now.AddHours(-23) }, LossCause.WrongSignatures);
        yield return Case("wrong signature long ago", Good with { LastWrongSignature = Now.AddHours(-24) });
        yield return Case("clock", Good with { LastSkew = Now.AddMinutes(-1) }, LossCause.ClockSkew);
        yield return Case("clock long ago", Good with { LastSkew = Now.AddHours(-25) });
        yield return Case(
            "all", new DeliverySigns(Now.AddDays(-9), null, null, Now, Now), LossCause.NoDelivery, LossCause.NoHandshake, LossCause.WrongSignatures, LossCause.ClockSkew);
    }

    [TestCaseSource(nameof(Signs))]
    public void Likely_causes_are_read_from_what_came_and_what_did_not(DeliverySigns signs, LossCause[] causes) =>
        Assert.That(LossRule.Causes(signs, Now), Is.EqualTo(causes));

    [Test]
    public void Patience_outlasts_the_last_attempt_of_Zoom() => Assert.That(LossRule.Patience, Is.EqualTo(TimeSpan.FromMinutes(95)));
}
