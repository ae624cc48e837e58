using System.Globalization;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Domain.Tests.Invitations;

internal sealed class ExpiryTests
{
    private static DateTimeOffset? At(string? moment) => moment is null ? null : DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

    [TestCase("2026-11-30", "2026-12-01T00:00+01:00", Description = "the day itself still counts")]
    [TestCase("  2026-11-30  ", "2026-12-01T00:00+01:00")]
    [TestCase("2026/11/30", "2026-12-01T00:00+01:00")]
    [TestCase("30/11/2026", "2026-12-01T00:00+01:00")]
    [TestCase("30-11-2026", "2026-12-01T00:00+01:00")]
    [TestCase("30.11.2026", "2026-12-01T00:00+01:00")]
    [TestCase("5/6/2026", "2026-06-06T00:00+02:00", Description = "the day first")]
    [TestCase("05/06/2026", "2026-06-06T00:00+02:00")]
    [TestCase("29/2/2028", "2028-03-01T00:00+01:00")]
    [TestCase("30/11/2026 9:30", "2026-11-30T09:30+01:00")]
    [TestCase("30/11/2026 09:30:15", "2026-11-30T09:30:15+01:00")]
    [TestCase("2026-11-30 18:00", "2026-11-30T18:00+01:00")]
    [TestCase("2026-11-30T18:00", "2026-11-30T18:00+01:00")]
    [TestCase("2026-11-30T18:00:00", "2026-11-30T18:00+01:00")]
    [TestCase("2026-11-30T18:00:00.500", "2026-11-30T18:00:00.5+01:00", Description = "without an offset it is the list's time")]
    public void Text_is_read_in_the_time_zone_of_the_list(string text, string expected)
    {
        Assert.That(Expiry.Read(Cell.Of(text), A.Madrid), Is.EqualTo(At(expected)));
    }

    [TestCase("2026-11-30T18:00:00Z", "2026-11-30T18:00+00:00")]
    [TestCase("2026-11-30T18:00Z", "2026-11-30T18:00+00:00")]
    [TestCase("2026-11-30T18:00:00-05:00", "2026-11-30T18:00-05:00")]
    [TestCase("2026-11-30T18:00:00.25+05:30", "2026-11-30T18:00:00.25+05:30")]
    public void Text_with_an_offset_of_its_own_is_that_moment(string text, string expected)
    {
        Assert.That(Expiry.Read(Cell.Of(text), A.Madrid), Is.EqualTo(At(expected)));
    }

    [TestCase("2026-03-28", "2026-03-29T00:00+01:00")]
    [TestCase("2026-03-29", "2026-03-30T00:00+02:00", Description = "a day of 23 hours")]
    [TestCase("2026-03-29 02:30", "2026-03-29T02:30+01:00", Description = "a time that no clock shows")]
    [TestCase("2026-03-29 03:00", "2026-03-29T03:00+02:00")]
    [TestCase("2026-10-25", "2026-10-26T00:00+01:00", Description = "a day of 25 hours")]
    [TestCase("2026-10-25 01:59", "2026-10-25T01:59+02:00")]
    [TestCase("2026-10-25 02:30", "2026-10-25T02:30+01:00", Description = "a time that clocks show twice is the later one")]
    public void Clock_changes_in_Madrid_are_honoured(string text, string expected)
    {
        Assert.That(Expiry.Read(Cell.Of(text), A.Madrid), Is.EqualTo(At(expected)));
    }

    [TestCase(46356.0, "2026-12-01T00:00+01:00", Description = "30 November 2026")]
    [TestCase(46356.75, "2026-11-30T18:00+01:00")]
    [TestCase(46356.430555555555, "2026-11-30T10:20+01:00", Description = "a fraction that no binary number holds exactly")]
    [TestCase(46178.5, "2026-06-05T12:00+02:00")]
    public void Serial_number_of_a_sheet_is_a_date_or_a_moment(double serial, string expected)
    {
        Assert.That(Expiry.Read(Cell.Of(serial), A.Madrid), Is.EqualTo(At(expected)));
    }

    [TestCase(0.0)]
    [TestCase(0.5)]
    [TestCase(-1.0)]
    [TestCase(2_958_466.0)]
    [TestCase(20261130.0)]
    [TestCase(1e300)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity)]
    public void Number_that_is_no_date_is_not_read(double serial)
    {
        Assert.That(Expiry.Read(Cell.Of(serial), A.Madrid), Is.Null);
    }

    [TestCase("never")]
    [TestCase("nunca")]
    [TestCase("soon")]
    [TestCase("TRUE")]
    [TestCase("#REF!")]
    [TestCase("31/02/2026")]
    [TestCase("30/2/2026")]
    [TestCase("12/31/2026", Description = "the month first is never guessed")]
    [TestCase("2026-13-01")]
    [TestCase("30/11/26")]
    [TestCase("20261130")]
    [TestCase("2026-11-30 24:00")]
    [TestCase("2026-11-30 25:61")]
    [TestCase("18:00")]
    [TestCase("11/12/2026 GMT")]
    [TestCase("5 OCT 2026")]
    [TestCase("Tuesday, 6 October 2026")]
    [TestCase("T")]
    [TestCase("2026-11-30T18:00:00+99:00")]
    public void Text_that_is_no_clear_date_is_not_read(string text)
    {
        Assert.That(Expiry.Read(Cell.Of(text), A.Madrid), Is.Null);
    }

    [TestCase("31/12/9999")]
    [TestCase("9999-12-31")]
    [TestCase("9999-12-31 23:59")]
    [TestCase("9999-12-31 23:59:59")]
    public void Last_day_there_is_means_never_in_any_time_zone(string text)
    {
        foreach (var zone in new[] { "Europe/Madrid", "America/Lima", "Pacific/Auckland", "UTC" })
        {
            var end = Expiry.Read(Cell.Of(text), TimeZoneInfo.FindSystemTimeZoneById(zone));

            Assert.That(end?.Year, Is.EqualTo(9999), zone);
        }
    }

    [TestCase(2_958_465.0)]
    [TestCase(2_958_465.5)]
    [TestCase(2_958_465.9999999995)]
    public void Serial_number_of_the_last_day_there_is_means_never(double serial)
    {
        Assert.That(Expiry.Read(Cell.Of(serial), A.Madrid)?.Year, Is.EqualTo(9999));
    }

    [TestCase("1/1/0001")]
    [TestCase("0001-01-01 00:00")]
    public void First_day_there_is_is_long_over_in_any_time_zone(string text)
    {
        foreach (var zone in new[] { "Europe/Madrid", "America/Lima", "Pacific/Auckland", "UTC" })
        {
            var end = Expiry.Read(Cell.Of(text), TimeZoneInfo.FindSystemTimeZoneById(zone));

            Assert.That(end, Is.LessThan(A.Now), zone);
        }
    }

    [Test]
    public void Every_day_that_can_be_written_is_read_to_whole_milliseconds()
    {
        foreach (var serial in Enumerable.Range(1, 3000).Select(step => step * 986.12345))
        {
            var end = Expiry.Read(Cell.Of(serial), A.Madrid);

            Assert.That(end!.Value.Ticks % TimeSpan.TicksPerMillisecond, Is.Zero, $"{serial}");
        }
    }
}
