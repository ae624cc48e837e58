using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Domain.Tests.Invitations;

internal sealed class ListReaderTests
{
    private static ListReader Reader(CodeFormat? format = null, bool sessionsMatter = true) => new(format ?? A.TenCharacters, sessionsMatter, A.Madrid);

    private static ListContent Read(params IReadOnlyList<Cell>[] rows) => Reader().Read(Sheet(rows), Layout);

    private static IReadOnlyList<IReadOnlyList<Cell>> Sheet(params IReadOnlyList<Cell>[] rows) => [[.. A.Headers.Values.Select(Cell.Of)], .. rows];

    private static ListLayout Layout => ListLayout.Find([.. A.Headers.Values.Select(Cell.Of)], A.Headers);

    private static Cell[] Row(Cell? code = null, Cell? session = null, string id = "", Cell? status = null, string data = "", string email = "", Cell? expires = null, Cell? hold = null, Cell? approve = null, Cell? uses = null) =>
        [code ?? Cell.Of(A.Code), session ?? Cell.Of(2), Cell.Of(id), status ?? Cell.Empty, Cell.Of(data), Cell.Of(email), expires ?? Cell.Empty, hold ?? Cell.Empty, approve ?? Cell.Empty, uses ?? Cell.Empty];

    private static string Said(ListContent content) => string.Join("; ", content.Faults.Select(fault => $"{fault.Fault} {string.Join(',', fault.Rows)}"));

    [Test]
    public void Row_is_read_with_all_its_cells()
    {
        var content = Read(Row(Cell.Of(" abcde-12345 "), Cell.Of("02"), " r-1 ", Cell.Of(" REGISTERED "), " {\"a\":1} ", " Ana@example.org ", Cell.Of("2026-11-30")));

        var expected = new ListRow(
            A.Code, 2, new Session("2"), "REGISTERED", "r-1", " {\"a\":1} ", new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.FromHours(1)), false, "Ana@example.org");
        using var all = Assert.EnterMultipleScope();
        Assert.That(content.Codes[A.Code].Single(), Is.EqualTo(expected));
        Assert.That(content.Faults, Is.Empty);
        Assert.That(content.RowCount, Is.EqualTo(1));
    }

    [TestCase("r-1", "", "ABCDE-12345 2 r-1 PENDING")]
    [TestCase("r-1", "REGISTERED", "")]
    [TestCase("", "", "")]
    public void Whole_row_is_kept_where_an_id_stands_beside_an_empty_status(string id, string status, string kept)
    {
        var content = Read([.. Row(Cell.Of("ABCDE-12345"), id: id, status: Cell.Of(status)), Cell.Of("PENDING")]);

        Assert.That(string.Join(' ', content.Codes[A.Code].Single().Beside), Is.EqualTo(kept));
    }

    [Test]
    public void Row_that_ends_early_has_empty_cells()
    {
        var content = Read([Cell.Of(A.Code), Cell.Of(2)]);

        Assert.That(content.Codes[A.Code].Single(), Is.EqualTo(new ListRow(A.Code, 2, new Session("2"), "", "", "", null, false, null)));
    }

    [Test]
    public void Row_that_is_longer_than_the_header_is_read()
    {
        Assert.That(Read([.. Row(), Cell.Of("notes"), Cell.Of(1)]).Codes, Has.Count.EqualTo(1));
    }

    [Test]
    public void Blank_rows_count_for_nothing_but_keep_their_number()
    {
        var content = Read([], Row(Cell.Empty, Cell.Empty), Row(Cell.Of("  ")), Row());

        using var all = Assert.EnterMultipleScope();
        Assert.That(content.RowCount, Is.EqualTo(1));
        Assert.That(content.Codes[A.Code].Single().Row, Is.EqualTo(5));
        Assert.That(content.Faults, Is.Empty);
    }

    [Test]
    public void Sheet_without_rows_is_empty()
    {
        using var all = Assert.EnterMultipleScope();
        Assert.That(Read().Codes, Is.Empty);
        Assert.That(Reader().Read([], Layout).Codes, Is.Empty);
    }

    [TestCase("ABCDE12345")]
    [TestCase("abcde-12345")]
    [TestCase("ＡＢＣＤＥ\u200B１２３４５")]
    public void Code_that_stands_twice_is_named_with_all_its_rows(string again)
    {
        var content = Read(Row(), Row(Cell.Of("ZZZZZ99999")), Row(Cell.Of(again)), Row());

        using var all = Assert.EnterMultipleScope();
        Assert.That(content.Codes[A.Code].Select(row => row.Row), Is.EqualTo([2, 4, 5]));
        Assert.That(content.Codes["ZZZZZ99999"], Has.Count.EqualTo(1));
        Assert.That(Said(content), Is.EqualTo("Doubled 2,4,5"));
        Assert.That(content.RowCount, Is.EqualTo(4));
    }

    [TestCase(1234567890.0, "1234567890", "NumberUsed 2")]
    [TestCase(9999999999.0, "9999999999", "NumberUsed 2")]
    [TestCase(123456789.0, null, "Damaged 2", Description = "a leading zero is gone")]
    [TestCase(12345678901.0, null, "Damaged 2")]
    [TestCase(-123456789.0, null, "Damaged 2")]
    [TestCase(-1234567890.0, null, "Damaged 2")]
    [TestCase(12345678.5, null, "Damaged 2")]
    [TestCase(1234567890.5, null, "Damaged 2")]
    [TestCase(0.0, null, "Damaged 2")]
    [TestCase(1e15, null, "Damaged 2")]
    [TestCase(1.2345678901234568e+19, null, "Damaged 2")]
    [TestCase(1e300, null, "Damaged 2")]
    [TestCase(double.NaN, null, "Damaged 2")]
    [TestCase(double.PositiveInfinity, null, "Damaged 2")]
    public void Code_that_a_sheet_made_a_number_is_used_only_with_the_right_digits(double number, string? code, string said)
    {
        var content = Read(Row(Cell.Of(number)));

        using var all = Assert.EnterMultipleScope();
        Assert.That(content.Codes.Keys.SingleOrDefault(), Is.EqualTo(code));
        Assert.That(Said(content), Is.EqualTo(said));
    }

    [TestCase(15, 123456789012345.0, "123456789012345")]
    [TestCase(16, 1234567890123456.0, null)]
    [TestCase(1, 0.0, "0")]
    public void Number_is_trusted_to_fifteen_digits(int length, double number, string? code)
    {
        var content = Reader(CodeFormat.OfLength(length)).Read(Sheet(Row(Cell.Of(number))), Layout);

        Assert.That(content.Codes.Keys.SingleOrDefault(), Is.EqualTo(code));
    }

    [TestCase(@"\d{4}", 1234.0, "1234")]
    [TestCase(@"ASM-\d{4}", 1234.0, null)]
    [TestCase(@"12-?34", 1234.0, "1234")]
    public void Number_is_held_against_a_pattern_too(string pattern, double number, string? code)
    {
        var content = Reader(CodeFormat.OfPattern(pattern)).Read(Sheet(Row(Cell.Of(number))), Layout);

        Assert.That(content.Codes.Keys.SingleOrDefault(), Is.EqualTo(code));
    }

    [TestCase("#REF!")]
    [TestCase("#N/A")]
    [TestCase(" #¿NOMBRE?")]
    [TestCase("---")]
    [TestCase("\u200B")]
    public void Error_values_and_codes_of_nothing_are_unusable(string text)
    {
        var content = Read(Row(Cell.Of(text)), Row());

        using var all = Assert.EnterMultipleScope();
        Assert.That(content.Codes.Keys.Single(), Is.EqualTo(A.Code));
        Assert.That(Said(content), Is.EqualTo("Damaged 2"));
        Assert.That(content.RowCount, Is.EqualTo(1));
    }

    [TestCase("SHORT")]
    [TestCase("ABCDE123456")]
    public void Code_of_an_odd_shape_is_kept_and_named(string text)
    {
        var content = Read(Row(Cell.Of(text)));

        using var all = Assert.EnterMultipleScope();
        Assert.That(content.Codes.Keys.Single(), Is.EqualTo(text));
        Assert.That(Said(content), Is.EqualTo("OddShape 2"));
    }

    [TestCase("asm-1234", "")]
    [TestCase("ASM\u20111234", "")]
    [TestCase("ASM1234", "OddShape 2")]
    [TestCase("ASM-12345", "OddShape 2")]
    public void Text_is_held_against_a_pattern_before_separators_go(string text, string said)
    {
        var content = Reader(CodeFormat.OfPattern(@"ASM-\d{4}")).Read(Sheet(Row(Cell.Of(text))), Layout);

        Assert.That(Said(content), Is.EqualTo(said));
    }

    private static IEnumerable<TestCaseData> Statuses() =>
    [
        new(Cell.Empty, ""),
        new(Cell.Of("  "), ""),
        new(Cell.Of(false), ""),
        new(Cell.Of("FALSE"), ""),
        new(Cell.Of("false"), ""),
        new(Cell.Of("FALSO"), ""),
        new(Cell.Of(true), "TRUE"),
        new(Cell.Of("VERDADERO"), "VERDADERO"),
        new(Cell.Of("usado "), "usado"),
        new(Cell.Of("no"), "no"),
        new(Cell.Of(1), "1"),
        new(Cell.Of(0), "0"),
        new(Cell.Of("#REF!"), "#REF!"),
    ];

    [TestCaseSource(nameof(Statuses))]
    public void Only_a_tick_that_is_off_is_an_empty_status(Cell status, string expected)
    {
        Assert.That(Read(Row(status: status)).Codes[A.Code].Single().Status, Is.EqualTo(expected));
    }

    [TestCase(true, "SessionBlank 2")]
    [TestCase(false, "")]
    public void Blank_session_is_named_when_a_meeting_asks_for_one(bool sessionsMatter, string said)
    {
        var content = Reader(sessionsMatter: sessionsMatter).Read(Sheet(Row(session: Cell.Of(" ")), Row(Cell.Of("ZZZZZ99999"))), Layout);

        using var all = Assert.EnterMultipleScope();
        Assert.That(content.Codes[A.Code].Single().Session.IsBlank, Is.True);
        Assert.That(Said(content), Is.EqualTo(said));
    }

    private static IEnumerable<TestCaseData> Sessions() => [new(Cell.Of(2)), new(Cell.Of("2")), new(Cell.Of("02")), new(Cell.Of(" ２ "))];

    [TestCaseSource(nameof(Sessions))]
    public void Session_is_the_same_as_a_number_and_as_text(Cell session)
    {
        Assert.That(Read(Row(session: session)).Codes[A.Code].Single().Session, Is.EqualTo(new Session("2")));
    }

    [TestCaseSource(nameof(Statuses))]
    public void Hold_cell_holds_a_code_back_by_any_text(Cell hold, string text)
    {
        Assert.That(Read(Row(hold: hold)).Codes[A.Code].Single().IsOnHold, Is.EqualTo(text.Length > 0));
    }

    [TestCaseSource(nameof(Statuses))]
    public void Approve_cell_is_read_as_the_status_cell_is(Cell approve, string text)
    {
        Assert.That(Read(Row(approve: approve)).Codes[A.Code].Single().Approval, Is.EqualTo(text));
    }

    private static IEnumerable<TestCaseData> Unreadable() => [new(Cell.Of("nunca")), new(Cell.Of("31/02/2026")), new(Cell.Of(true)), new(Cell.Of(0.5)), new(Cell.Of("#REF!"))];

    [TestCaseSource(nameof(Unreadable))]
    public void Expiry_that_cannot_be_read_is_named_and_holds_the_code_back(Cell expires)
    {
        var content = Read(Row(expires: expires));

        var row = content.Codes[A.Code].Single();
        using var all = Assert.EnterMultipleScope();
        Assert.That(row.IsUnreadable, Is.True);
        Assert.That(row.ExpiresAt, Is.Null);
        Assert.That(Said(content), Is.EqualTo("ExpiryUnreadable 2"));
    }

    [TestCase("31/12/9999")]
    [TestCase("1/1/0001")]
    public void Date_at_the_edge_of_the_calendar_does_not_cost_the_list(string expires)
    {
        var content = Read(Row(expires: Cell.Of(expires)), Row(Cell.Of("ZZZZZ99999")));

        Assert.That(content.Codes, Has.Count.EqualTo(2));
    }

    [Test]
    public void Columns_that_are_missing_read_as_empty()
    {
        IReadOnlyList<IReadOnlyList<Cell>> rows = [[Cell.Of("registrant_key")], [Cell.Of(A.Code)]];

        var content = Reader(sessionsMatter: false).Read(rows, ListLayout.Find(rows[0], A.Headers));

        Assert.That(content.Codes[A.Code].Single(), Is.EqualTo(new ListRow(A.Code, 2, Session.None, "", "", "", null, false, null)));
    }

    [Test]
    public void List_without_a_column_of_codes_has_none()
    {
        IReadOnlyList<IReadOnlyList<Cell>> rows = [[Cell.Of("time_id")], [Cell.Of(2)]];

        Assert.That(Reader().Read(rows, ListLayout.Find(rows[0], A.Headers)).Codes, Is.Empty);
    }

    [TestCaseSource(nameof(Numbers))]
    public void Number_of_uses_is_a_whole_number_and_without_one_the_code_admits_one(Cell cell, int uses)
    {
        var content = Read(Row(uses: cell));

        Assert.That(content.Codes[A.Code].Single().Uses, Is.EqualTo(uses));
        Assert.That(content.Faults, Is.Empty);
    }

    private static IEnumerable<TestCaseData> Numbers() =>
    [
        new(Cell.Empty, 1), new(Cell.Of(" "), 1), new(Cell.Of("1"), 1), new(Cell.Of(" 5 "), 5), new(Cell.Of(5), 5), new(Cell.Of("007"), 7), new(Cell.Of(1000), 1000),
    ];

    [TestCaseSource(nameof(NoNumbers))]
    public void Whatever_else_the_cell_says_admits_one_and_its_row_is_named(Cell cell)
    {
        var content = Read(Row(uses: cell));

        Assert.That(content.Codes[A.Code].Single().Uses, Is.EqualTo(1));
        Assert.That(Said(content), Is.EqualTo("UsesUnreadable 2"));
    }

    private static IEnumerable<Cell> NoNumbers() =>
    [
        Cell.Of("x"), Cell.Of("0"), Cell.Of(0), Cell.Of(2.5), Cell.Of("2.5"), Cell.Of("2,5"), Cell.Of(-3),
        Cell.Of("+3"), Cell.Of("1 000"), Cell.Of(1001), Cell.Of(1e21), Cell.Of("99999999999"), Cell.Of(true),
        Cell.Of("2/5"), Cell.Of("five people of one family"),
    ];

    [Test]
    public void Faults_are_told_in_one_order_with_the_rows_in_theirs()
    {
        var content = Read(
            Row(Cell.Of("#REF!")), Row(Cell.Of("SHORT"), Cell.Empty), Row(), Row(Cell.Of(1234567890), Cell.Empty), Row(), Row(Cell.Of("#N/A")), Row(Cell.Of("ZZZZZ99999"), expires: Cell.Of("x"), uses: Cell.Of("0")));

        Assert.That(Said(content), Is.EqualTo("Doubled 4,6; NumberUsed 5; Damaged 2,7; OddShape 3; SessionBlank 3,5; ExpiryUnreadable 8; UsesUnreadable 8"));
    }

    [Test]
    public void Reader_forgets_one_list_before_it_reads_the_next()
    {
        var reader = Reader();
        var first = reader.Read(Sheet(Row()), Layout);

        var second = reader.Read(Sheet(Row()), Layout);

        using var all = Assert.EnterMultipleScope();
        Assert.That(second.Codes[A.Code], Has.Count.EqualTo(1));
        Assert.That(second.Faults, Is.Empty);
        Assert.That(first.Codes[A.Code], Has.Count.EqualTo(1));
    }

    [Test]
    public void Fifty_thousand_rows_with_the_same_code_cost_hardly_more_than_with_as_many_codes()
    {
        var same = Enumerable.Repeat<IReadOnlyList<Cell>>(Row(), 50_000).ToArray();
        var distinct = Enumerable.Range(0, 50_000).Select(number => (IReadOnlyList<Cell>)Row(Cell.Of($"AB{number:D8}"))).ToArray();

        var (usual, doubled) = (Cost.Of(() => Read(distinct)), Cost.Of(() => Read(same)));

        Assert.That(Read(same).Codes[A.Code], Has.Count.EqualTo(50_000));
        Assert.That(doubled / usual, Is.LessThan(20), "had each to be compared with all before it, it would be hundreds");
    }
}
