using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Domain.Tests.Invitations;

/// <summary>People move columns between our reading and our write.</summary>
internal sealed class StrayRuleTests
{
    private const string Ana = "AAAAA11111";
    private const string Eva = "EEEEE22222";

    private static readonly string[] Before = ["registrant_key", "registrant_status", "registrant_id", "notes", "phone"];

    // the mark for Ana, who stands in row 2
    private static readonly SentCell[] Mark = [new(Ana, "REGISTRANT_STATUS", 2, 1, "REGISTERED"), new(Ana, "REGISTRANT_ID", 2, 2, "reg-1")];

    private static readonly Cell[][] Basis =
    [
        [.. Before.Select(Cell.Of)],
        [Cell.Of(Ana), Cell.Empty, Cell.Empty, Cell.Of("with Leo"), Cell.Of(600111222)],
        [Cell.Of(Eva), Cell.Empty, Cell.Empty, Cell.Of("vegan"), Cell.Of(600333444)],
    ];

    private static readonly string[] Moved = ["registrant_key", "notes", "phone", "registrant_status", "registrant_id"];

    private static readonly Cell[] EvaMoved = [Cell.Of(Eva), Cell.Of("vegan"), Cell.Of(600333444)];

    [Test]
    public void Cells_that_were_hit_are_found_with_what_stood_there_numbers_as_numbers()
    {
        var found = Find(Moved, [Cell.Of(Ana), Cell.Of("REGISTERED"), Cell.Of("reg-1")], EvaMoved);

        Assert.That(found, Is.EqualTo(new[] { new StrayCell(Ana, 2, 1, Cell.Of("with Leo")), new StrayCell(Ana, 2, 2, Cell.Of(600111222)) }));
    }

    [Test]
    public void Cell_that_was_hit_is_found_also_when_an_earlier_write_had_brought_the_same_text_where_it_belongs()
    {
        var found = Find(Moved, [Cell.Of(Ana), Cell.Of("REGISTERED"), Cell.Of("reg-1"), Cell.Of("PENDING"), Cell.Of("reg-1")], EvaMoved);

        Assert.That(found.Select(one => one.Place), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void Emptied_cell_is_found()
    {
        SentCell[] clearing = [new(Ana, "REGISTRANT_STATUS", 2, 1, "")];

        var found = Find(Moved, clearing, [Cell.Of(Ana), Cell.Empty, Cell.Of(600111222), Cell.Of("REGISTERED"), Cell.Of("reg-1")], [Cell.Of(Eva), Cell.Empty]); // that one a person emptied

        Assert.That(found, Is.EqualTo(new[] { new StrayCell(Ana, 2, 1, Cell.Of("with Leo")) }));
    }

    [Test]
    public void Emptied_cell_is_found_although_the_cells_that_were_meant_are_empty_too()
    {
        SentCell[] clearing = [new(Ana, "REGISTRANT_STATUS", 2, 1, ""), new(Ana, "REGISTRANT_ID", 2, 2, "")];

        var found = Find(["registrant_key", "notes", "registrant_status", "registrant_id", "phone"], clearing, [Cell.Of(Ana), Cell.Empty, Cell.Empty, Cell.Empty, Cell.Of(600111222)], [Cell.Of(Eva)]);

        Assert.That(found, Is.EqualTo(new[] { new StrayCell(Ana, 2, 1, Cell.Of("with Leo")) }));
    }

    [Test]
    public void Code_that_was_hit_is_found_and_its_mark_comes_with_it()
    {
        var found = Find(
            ["phone", "registrant_key", "notes", "registrant_status", "registrant_id"],
            [Cell.Of(600111222), Cell.Of("REGISTERED"), Cell.Of("reg-1")],
            [Cell.Of(600333444), Cell.Of(Eva), Cell.Of("vegan")]);

        Assert.That(found.Select(one => (one.Row, one.Place, one.Before)), Is.EqualTo(new[]
        {
            (2, 1, Cell.Of(Ana)), (2, 2, Cell.Of("with Leo")), (2, 3, Cell.Of("REGISTERED")), (2, 4, Cell.Of("reg-1")),
        }));
    }

    [Test]
    public void What_was_put_back_and_is_hit_by_moved_columns_again_may_lie_over_a_mark()
    {
        SentCell[] back = [new(Ana, "NOTES", 2, 3, "with Leo"), new(Ana, "PHONE", 2, 4, "")];
        Cell[][] basis = [Basis[0], [Cell.Of(Ana), Cell.Of("PENDING"), Cell.Of("reg-1"), Cell.Of("REGISTERED"), Cell.Of("reg-1")]];

        var found = Find(basis, Moved, back, [Cell.Of(Ana), Cell.Of("REGISTERED"), Cell.Of("reg-1"), Cell.Of("with Leo"), Cell.Empty]);

        Assert.That(found.Select(one => (one.Place, one.Before.Text)), Is.EqualTo(new[] { (3, "PENDING"), (4, "reg-1") }));
    }

    [TestCase("approve", "yes", "REGISTERED", ExpectedResult = null, Description = "a mark asks for nothing, and the word may long have had its way")]
    [TestCase("approve", "", "REGISTERED", ExpectedResult = null)]
    [TestCase("hold", "lost", "REGISTERED", ExpectedResult = "lost")]
    [TestCase("hold", "lost", "", ExpectedResult = "lost", Description = "a clearing had let the code go")]
    [TestCase("hold", "", "REGISTERED", ExpectedResult = null, Description = "who is on hold stays so until a person looks")]
    public string? Words_that_ask_or_forbid_are_put_back_when_that_can_only_forbid(string column, string before, string sent)
    {
        Cell[][] basis = [[Cell.Of("registrant_key"), Cell.Of("registrant_status"), Cell.Of(column)], [Cell.Of(Ana), Cell.Of("PENDING"), Cell.Of(before)]];

        var found = Find(basis, ["registrant_key", column, "registrant_status"], [new(Ana, "REGISTRANT_STATUS", 2, 1, sent)], [Cell.Of(Ana), Cell.Of(sent), Cell.Of("PENDING")]);

        return found.SingleOrDefault()?.Before.Text;
    }

    [Test]
    public void What_was_put_back_goes_from_the_approve_column_too()
    {
        Cell[][] basis = [[Cell.Of("registrant_key"), Cell.Of("notes"), Cell.Of("approve"), Cell.Of("registrant_status")], [Cell.Of(Ana), Cell.Of("REGISTERED")]];

        var found = Find(basis, ["registrant_key", "approve", "notes", "registrant_status"], [new(Ana, "NOTES", 2, 1, "with Leo")], [Cell.Of(Ana), Cell.Of("with Leo"), Cell.Of("REGISTERED")]);

        Assert.That(found, Is.EqualTo(new[] { new StrayCell(Ana, 2, 1, Cell.Empty) }), "for it would admit whoever waits");
    }

    private static IEnumerable<TestCaseData> Fine()
    {
        Cell[] row = [Cell.Of(Ana), Cell.Of("REGISTERED"), Cell.Of("reg-1")];
        yield return Case("a row was moved in the same moment", Moved, EvaMoved, row);
        yield return Case("a row was inserted above", Moved, [Cell.Of("OOOOO33333")], row, EvaMoved);
        yield return Case("columns stand as they stood", Before, [Cell.Of(Ana), Cell.Empty, Cell.Empty, Cell.Of("REGISTERED"), Cell.Of(600111222)]);
        yield return Case("a person has written over it", Moved, [Cell.Of(Ana), Cell.Of("with Leo and Eva"), Cell.Of(600111222)], EvaMoved);
        yield return Case("the reading is older than the write", Moved, [Cell.Of(Ana), Cell.Of("with Leo"), Cell.Of(600111222)], EvaMoved);
        yield return Case(
            "a formula shows what stands in the status cell", ["registrant_key", "shown", "registrant_status", "registrant_id", "notes", "phone"],
            [Cell.Of(Ana), Cell.Of("REGISTERED"), Cell.Of("REGISTERED"), Cell.Of("reg-1"), Cell.Of("with Leo"), Cell.Of(600111222)]);
        yield return Case(
            "the column it was meant for is gone, and a formula that shows another stands in its place", ["registrant_key", "shown", "registrant_id", "notes", "phone"],
            [Cell.Of(Ana), Cell.Of("REGISTERED"), Cell.Of("reg-1"), Cell.Of("with Leo"), Cell.Of(600111222)]);
        yield return Case("the code stands elsewhere", ["phone", "registrant_key", "notes", "registrant_status", "registrant_id"], [Cell.Of(600111222), Cell.Of("REGISTERED"), Cell.Of("reg-1")], [Cell.Empty, Cell.Of(Ana)], [Cell.Empty, Cell.Of(Ana)]);
        yield return Case("the row was deleted", Moved, EvaMoved);

        static TestCaseData Case(string why, string[] header, params Cell[][] rows) => new TestCaseData(header, rows).SetArgDisplayNames(why);
    }

    [TestCaseSource(nameof(Fine))]
    public void Nothing_is_put_back_where_it_is_not_certain_what_was_hit(string[] header, Cell[][] rows) => Assert.That(Find(header, rows), Is.Empty);

    private static IReadOnlyList<StrayCell> Find(string[] header, params Cell[][] rows) => Find(header, Mark, rows);

    private static IReadOnlyList<StrayCell> Find(string[] header, SentCell[] sent, params Cell[][] rows) => Find(Basis, header, sent, rows);

    private static IReadOnlyList<StrayCell> Find(Cell[][] basis, string[] header, SentCell[] sent, params Cell[][] rows)
    {
        Cell[][] present = [[.. header.Select(Cell.Of)], .. rows];
        return StrayRule.Find(Read(basis), Read(present), present, StrayRule.Unshown(Read(basis), Read(present), sent));
    }

    private static ListCells Read(Cell[][] rows)
    {
        var layout = ListLayout.Find(rows[0], A.Headers);
        return ListCells.Of(rows, layout, new ListReader(CodeFormat.OfLength(10), false, TimeZoneInfo.Utc).Read(rows, layout));
    }
}
