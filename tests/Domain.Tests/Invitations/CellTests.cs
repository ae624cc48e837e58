using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Domain.Tests.Invitations;

internal sealed class CellTests
{
    [TestCase(2.0, ExpectedResult = "2")]
    [TestCase(1234567890.0, ExpectedResult = "1234567890")]
    [TestCase(-1.5, ExpectedResult = "-1.5")]
    [TestCase(0.1, ExpectedResult = "0.1")]
    public string Number_reads_without_grouping_and_with_a_point_everywhere(double number) => Cell.Of(number).Text;

    [TestCase(true, ExpectedResult = "TRUE")]
    [TestCase(false, ExpectedResult = "FALSE")]
    public string Tick_reads_as_a_sheet_shows_it(bool tick) => Cell.Of(tick).Text;

    [TestCase("", ExpectedResult = true)]
    [TestCase(" \t\u00A0", ExpectedResult = true)]
    [TestCase("x", ExpectedResult = false)]
    public bool White_space_is_empty(string text) => Cell.Of(text).IsEmpty;

    [Test]
    public void Cell_that_was_never_set_is_empty()
    {
        using var all = Assert.EnterMultipleScope();
        Assert.That(default(Cell).IsEmpty, Is.True);
        Assert.That(default(Cell).Text, Is.Empty);
        Assert.That(Cell.Empty.IsEmpty, Is.True);
    }

    [Test]
    public void Only_a_number_has_a_number()
    {
        using var all = Assert.EnterMultipleScope();
        Assert.That(Cell.Of(5).Number, Is.EqualTo(5));
        Assert.That(Cell.Of("5").Number, Is.Null);
        Assert.That(Cell.Of(true).Number, Is.Null);
    }
}
