using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Domain.Tests.Meetings;

internal sealed class SessionTests
{
    [TestCase("2", "2")]
    [TestCase("2", "02")]
    [TestCase("2", "0000000002")]
    [TestCase("2", " 2 ")]
    [TestCase("2", "\u00A02\u200B")]
    [TestCase("2", "+2")]
    [TestCase("2", "２")]
    [TestCase("2", "０２")]
    [TestCase("0", "-0")]
    [TestCase("-2", "\u22122")]
    [TestCase("123456789012345678901234567890", "0123456789012345678901234567890")]
    [TestCase("Sábado", "SABADO")]
    [TestCase("Turno A", "turno-a")]
    [TestCase("Turno A", "ＴＵＲＮＯ\u2013Ａ")]
    [TestCase("", "  ")]
    [TestCase("", null)]
    [TestCase("", "\u200B")]
    public void Sessions_are_the_same(string one, string? other)
    {
        var (left, right) = (new Session(one), new Session(other));

        using var all = Assert.EnterMultipleScope();
        Assert.That(left, Is.EqualTo(right));
        Assert.That(left.GetHashCode(), Is.EqualTo(right.GetHashCode()));
        Assert.That(left == right, Is.True);
    }

    [TestCase("2", "3")]
    [TestCase("2", "20")]
    [TestCase("2", "-2")]
    [TestCase("2", "2.0", Description = "text is not a whole number because its value is one")]
    [TestCase("2", "2,0")]
    [TestCase("2", "Turno 2")]
    [TestCase("2", "2-", Description = "a separator more does not make it another number")]
    [TestCase("12", "1-2", Description = "sessions 1 and 2 are not session 12")]
    [TestCase("12", "1 2")]
    [TestCase("12", "1\u20132")]
    [TestCase("1000", "1.000")]
    [TestCase("1000", "1e3")]
    [TestCase("2", "")]
    [TestCase("2", null)]
    [TestCase("A", "B")]
    public void Sessions_differ(string one, string? other)
    {
        Assert.That(new Session(one), Is.Not.EqualTo(new Session(other)));
    }

    [TestCase(2.0, ExpectedResult = "2")]
    [TestCase(0.0, ExpectedResult = "0")]
    [TestCase(10.0, ExpectedResult = "10")]
    [TestCase(2.5, ExpectedResult = "2.5")]
    public string Number_cell_of_a_sheet_is_the_number_people_see(double number) => new Session(Cell.Of(number).Text).Key;

    [TestCase("")]
    [TestCase(" ")]
    [TestCase(null)]
    [TestCase("\u200B\uFEFF")]
    public void Blank_text_is_no_session(string? text)
    {
        using var all = Assert.EnterMultipleScope();
        Assert.That(new Session(text).IsBlank, Is.True);
        Assert.That(new Session(text), Is.EqualTo(Session.None));
        Assert.That(default(Session), Is.EqualTo(Session.None));
    }

    [TestCase("02")]
    [TestCase("-2")]
    [TestCase("1-2")]
    [TestCase("2-")]
    [TestCase("Turno Á")]
    [TestCase("2.0")]
    [TestCase("")]
    public void Session_made_of_a_stored_key_is_the_same_session(string text)
    {
        var session = new Session(text);

        Assert.That(new Session(session.Key), Is.EqualTo(session));
    }

    [TestCase("2", "2", ExpectedResult = true)]
    [TestCase("2", "02", ExpectedResult = true)]
    [TestCase("2", "3", ExpectedResult = false)]
    [TestCase("2", "", ExpectedResult = false)]
    [TestCase("", "", ExpectedResult = true)]
    [TestCase("", "2", ExpectedResult = false)]
    public bool Meeting_admits_its_own_session_only(string meeting, string invitation) => A.Meeting(meeting).Admits(new Session(invitation));
}
