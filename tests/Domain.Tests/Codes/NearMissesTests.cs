using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Domain.Tests.Codes;

internal sealed class NearMissesTests
{
    private const string Code = "K7P20MX4TQ";

    private static string Slips(string typed) => string.Join(", ", NearMisses.Of(typed).Where(one => one.Code == Code).Select(one => one.ToString()));

    [TestCase("7KP20MX4TQ", "Swapped at 1")]
    [TestCase("K7P20MX4QT", "Swapped at 9")]
    [TestCase("7P20MX4TQ", "Missing at 1")]
    [TestCase("K7P0MX4TQ", "Missing at 4")]
    [TestCase("K7P20MX4T", "Missing at 10")]
    [TestCase("KK7P20MX4TQ", "Doubled at 1")]
    [TestCase("K7P20MX4TQQ", "Doubled at 10")]
    [TestCase("K7P20MX49TQ", "Extra at 9")]
    [TestCase("K7P2OMX4TQ", "LookAlike at 5")]
    [TestCase("K7PZ0MX4TQ", "LookAlike at 4")]
    [TestCase("K7PZOMX4TQ", "", Description = "two slips")]
    [TestCase("K7P30MX4TQ", "", Description = "another character")]
    [TestCase("K7P20MX4TQ", "", Description = "the code itself is no miss")]
    public void One_slip_is_named_with_its_place(string typed, string slips)
    {
        Assert.That(Slips(typed), Is.EqualTo(slips));
    }

    [Test]
    public void Same_misreading_each_time_is_one_slip()
    {
        Assert.That(NearMisses.Of("OK7O2O").Where(one => one.Code == "0K7020").Select(one => one.ToString()), Is.EqualTo(new[] { "LookAlike at 1" }));
    }

    [Test]
    public void Missing_letter_of_another_script_is_found_where_it_stands_beside()
    {
        Assert.That(NearMisses.Of("ЖФ12").Where(one => one.Code == "ЖЖФ12").Select(one => one.Slip), Is.EqualTo(new[] { Slip.Missing }));
    }

    [TestCase("AB")]
    [TestCase("ABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJA")]
    public void Text_too_short_or_too_long_for_a_code_is_not_tried(string typed)
    {
        Assert.That(NearMisses.Of(typed), Is.Empty);
    }

    [Test]
    public void Number_of_tries_is_bounded_and_none_is_made_twice([Values(3, 10, 40)] int length)
    {
        var chance = new Random(5);
        var typed = string.Concat(Enumerable.Range(0, length).Select(_ => "ABCDEFGHIJ01234"[chance.Next(15)]));

        var tries = NearMisses.Of(typed).ToList();

        Assert.That(tries, Has.Count.LessThan(45 * (length + 1)));
        Assert.That(tries.Select(one => one.Code).Where(code => code == typed), Is.Empty);
    }
}
