using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Domain.Tests.Invitations;

internal sealed class ListLayoutTests
{
    private static ListLayout Find(params string[] header) => ListLayout.Find([.. header.Select(Cell.Of)], A.Headers);

    [Test]
    public void Columns_are_found_in_any_order_among_others()
    {
        var layout = Find("notes", "registrant_status", "", "expires", "registrant_key", "phone", "time_id", "email", "registrant_data", "hold", "approve", "max_uses", "registrant_id");

        using var all = Assert.EnterMultipleScope();
        Assert.That(
            Enum.GetValues<ListColumn>().Select(layout.PlaceOf),
            Is.EqualTo(A.Headers.Values.Select(name => (int?)Array.IndexOf(["notes", "registrant_status", "", "expires", "registrant_key", "phone", "time_id", "email", "registrant_data", "hold", "approve", "max_uses", "registrant_id"], name))));
        Assert.That(layout.Missing, Is.Empty);
        Assert.That(layout.Doubled, Is.Empty);
    }

    [TestCase("registrant_key")]
    [TestCase("REGISTRANT_KEY")]
    [TestCase("  Registrant_Key\u00A0")]
    [TestCase("ｒｅｇｉｓｔｒａｎｔ＿ｋｅｙ")]
    [TestCase("\uFEFFregistrant_key", Description = "a CSV file that begins with a byte order mark")]
    public void Header_is_found_without_regard_to_case_width_and_outer_spaces(string header)
    {
        Assert.That(Find("x", header).PlaceOf(ListColumn.Code), Is.EqualTo(1));
    }

    [Test]
    public void Columns_without_a_header_are_missing()
    {
        var layout = Find("registrant_key", "registrant_status");

        using var all = Assert.EnterMultipleScope();
        Assert.That(layout.Missing, Is.EquivalentTo(Enum.GetValues<ListColumn>().Except([ListColumn.Code, ListColumn.Status])));
        Assert.That(layout.PlaceOf(ListColumn.Session), Is.Null);
    }

    [Test]
    public void Doubled_header_has_no_place_and_is_not_missing()
    {
        var layout = Find("registrant_key", "registrant_status", "Registrant_Key");

        using var all = Assert.EnterMultipleScope();
        Assert.That(layout.Doubled.Single(), Is.EqualTo(ListColumn.Code));
        Assert.That(layout.Missing, Does.Not.Contain(ListColumn.Code));
        Assert.That(layout.PlaceOf(ListColumn.Code), Is.Null);
        Assert.That(layout.PlaceOf(ListColumn.Status), Is.EqualTo(1));
    }

    [Test]
    public void Doubled_header_that_is_nobodys_does_not_matter()
    {
        Assert.That(Find("notes", "registrant_key", "notes", "", "").Doubled, Is.Empty);
    }

    [Test]
    public void Empty_sheet_lacks_every_column()
    {
        Assert.That(Find().Missing, Is.EquivalentTo(Enum.GetValues<ListColumn>()));
    }

    [Test]
    public void Header_that_is_a_number_or_a_tick_is_its_text()
    {
        var layout = ListLayout.Find([Cell.Of(2026), Cell.Of(true)], new Dictionary<ListColumn, string> { [ListColumn.Code] = "2026", [ListColumn.Status] = "true" });

        Assert.That(Enum.GetValues<ListColumn>().Select(layout.PlaceOf).Count(place => place is not null), Is.EqualTo(2));
    }
}
