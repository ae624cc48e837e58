using ZoomApprover.Infrastructure.Zoom.Answers;

namespace ZoomApprover.Infrastructure.Tests.Zoom;

internal sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 12, 23, 59, 30, TimeSpan.Zero);

    [TestCase("0", 0)]
    [TestCase(" 15 ", 15)]
    [TestCase("Wed, 13 Jan 2027 00:00:00 GMT", 30)]
    [TestCase("2027-01-13T00:00:00Z", 30)]
    [TestCase("2027-01-13T00:00:00.500Z", 30.5)]
    [TestCase("2027-01-13T01:00:00+01:00", 30)]
    [TestCase("2027-01-13T00:00:00", 30)]
    [TestCase("2020-05-31T00:00:00Z", 0)]
    public void Every_form_is_read(string value, double seconds) =>
        Assert.That(RetryAfter.Read(value, Now), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [TestCase("172801")]
    [TestCase("99999999999999999999999999")]
    [TestCase("2099-01-01T00:00:00Z")]
    [TestCase("Thu, 01 Jan 2099 00:00:00 GMT")]
    public void Nobody_waits_longer_than_two_days(string value) =>
        Assert.That(RetryAfter.Read(value, Now), Is.EqualTo(TimeSpan.FromHours(48)));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("-5")]
    [TestCase("1.5")]
    [TestCase("soon")]
    [TestCase("15, 20")]
    [TestCase("٣")]
    [TestCase("2027-13-45T00:00:00Z")]
    [TestCase("13/01/2027 00:00")]
    public void Junk_is_nothing(string? value) => Assert.That(RetryAfter.Read(value, Now), Is.Null);
}
