using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Domain.Tests.Codes;

internal sealed class CodeReaderTests
{
    private static readonly CodeFormat Assembly = CodeFormat.OfPattern(@"ASM-\d{4}");

    private static string Found(CodeFormat format, params string[] answers) =>
        string.Join(' ', CodeReader.Read([.. answers.Select(answer => A.Answer(answer))], format, []).Codes);

    private static IEnumerable<TestCaseData> Spellings() => new (string How, string Answer)[]
    {
        ("as it stands", "ABCDE12345"),
        ("small letters", "abcde12345"),
        ("mixed case", "aBcDe12345"),
        ("outer spaces", "  ABCDE12345\t\r\n"),
        ("a space inside", "ABCDE 12345"),
        ("spaces everywhere", "A B C D E 1 2 3 4 5"),
        ("a tab inside", "ABCDE\t12345"),
        ("a line break inside", "ABCDE\r\n12345"),
        ("no-break space", "ABCDE\u00A012345"),
        ("narrow no-break space", "ABCDE\u202F12345"),
        ("ideographic space", "ABCDE\u300012345"),
        ("hyphen", "ABCDE-12345"),
        ("non-breaking hyphen", "ABCDE\u201112345"),
        ("en dash", "ABCDE\u201312345"),
        ("em dash", "ABCDE\u201412345"),
        ("minus", "ABCDE\u221212345"),
        ("full-width hyphen", "ABCDE\uFF0D12345"),
        ("spaced dashes", "ABCDE \u2013 12345"),
        ("full width", "ＡＢＣＤＥ１２３４５"),
        ("full width, small", "ａｂｃｄｅ１２３４５"),
        ("mathematical bold", "𝐀𝐁𝐂𝐃𝐄𝟏𝟐𝟑𝟒𝟓"),
        ("zero width space", "ABCDE\u200B12345"),
        ("zero width joiner", "ABCDE\u200D12345"),
        ("byte order mark", "\uFEFFABCDE12345"),
        ("soft hyphen", "ABCDE\u00AD12345"),
        ("right-to-left mark", "\u200FABCDE12345\u200F"),
        ("right-to-left override", "\u202EABCDE12345\u202C"),
        ("isolates", "\u2066ABCDE12345\u2069"),
        ("a tag character", "ABCDE\U000E007F12345"),
        ("accents, composed", "ÁBCDÉ12345"),
        ("accents, decomposed", "A\u0301BCDE\u030112345"),
        ("emoji beside it", "🎉 ABCDE12345 🎉"),
        ("emoji stuck to it", "🎉ABCDE12345🎉"),
        ("emoji with a joiner stuck to it", "👩\u200D💻ABCDE12345"),
        ("check mark stuck to it", "✅\uFE0FABCDE12345"),
        ("in a sentence", "my code is ABCDE12345"),
        ("in a sentence with brackets and a full stop", "my code is: (abcde-12345)."),
        ("after a colon", "code:ABCDE12345,"),
        ("in quotation marks", "“ABCDE12345”"),
        ("between Spanish marks", "¿ABCDE12345?"),
        ("on a line of its own", "Ana Muñoz\nABCDE12345\nMadrid"),
        ("half a letter beside it", "ABCDE12345\uD83D"),
        ("half a letter before it", "\uDE00 ABCDE12345"),
    }.Select(spelling => new TestCaseData(spelling.Answer).SetArgDisplayNames(spelling.How));

    [TestCaseSource(nameof(Spellings))]
    public void Code_is_found_however_it_is_spelled(string answer)
    {
        Assert.That(Found(A.TenCharacters, answer).Split(' '), Does.Contain(A.Code));
    }

    private static IEnumerable<TestCaseData> NoCodes() => new (string How, string Answer)[]
    {
        ("empty", ""),
        ("white space", " \t\r\n\u00A0\u3000"),
        ("nothing visible", "\u200B\u200D\uFEFF\u00AD"),
        ("only dashes", "-----\u2013\u2014\u2212----"),
        ("one short", "ABCDE1234"),
        ("one long", "ABCDE123456"),
        ("emoji inside", "ABCDE🎉12345"),
        ("half a letter inside", "ABCD\uD83DE12345"),
        ("as long as Zoom allows", new string('A', 128)),
    }.Select(spelling => new TestCaseData(spelling.Answer).SetArgDisplayNames(spelling.How));

    [TestCaseSource(nameof(NoCodes))]
    public void Answer_without_a_code_has_no_candidate(string answer)
    {
        Assert.That(Found(A.TenCharacters, answer), Is.Empty);
    }

    [Test]
    public void Leading_zeros_stay()
    {
        Assert.That(Found(A.TenCharacters, "00000 12345"), Is.EqualTo("0000012345"));
    }

    [TestCase("STRASSE123")]
    [TestCase("straße123")]
    [TestCase("STRAẞE123")]
    public void Sharp_s_counts_as_two(string answer)
    {
        Assert.That(Found(A.TenCharacters, answer), Is.EqualTo("STRASSE123"));
    }

    [TestCase("IIIII12345")]
    [TestCase("iiiii12345")]
    [TestCase("ııııı12345")]
    [TestCase("İİİİİ12345")]
    public void Dotless_and_dotted_i_are_one_letter(string answer)
    {
        Assert.That(Found(A.TenCharacters, answer), Is.EqualTo("IIIII12345"));
    }

    [Test]
    public void Phone_number_of_ten_digits_is_a_candidate_beside_the_code()
    {
        Assert.That(Found(A.TenCharacters, "ABCDE12345, 6001234567"), Is.EqualTo("ABCDE12345 6001234567"));
    }

    [Test]
    public void Two_codes_are_two_candidates_in_the_order_they_were_met()
    {
        Assert.That(Found(A.TenCharacters, "ZZZZZ99999 or ABCDE12345"), Is.EqualTo("ZZZZZ99999 ABCDE12345"));
    }

    [Test]
    public void The_same_code_in_many_spellings_is_one_candidate()
    {
        Assert.That(Found(A.TenCharacters, "ABCDE12345 abcde-12345", "ＡＢＣＤＥ１２３４５"), Is.EqualTo(A.Code));
    }

    [Test]
    public void Hostile_answers_yield_at_most_a_hundred_candidates()
    {
        var answer = string.Join(' ', Enumerable.Range(1_000_000_000, 10_000));

        var candidates = CodeReader.Read([A.Answer(answer)], A.TenCharacters, []);

        Assert.That(candidates.Codes, Has.Count.EqualTo(100));
    }

    [TestCase("asm-1234", ExpectedResult = "ASM1234")]
    [TestCase("ASM-1234", ExpectedResult = "ASM1234")]
    [TestCase("ASM\u20111234", ExpectedResult = "ASM1234")]
    [TestCase("ASM\u20131234", ExpectedResult = "ASM1234")]
    [TestCase("ASM\u22121234", ExpectedResult = "ASM1234")]
    [TestCase("ＡＳＭ－１２３４", ExpectedResult = "ASM1234")]
    [TestCase("my code is asm-1234.", ExpectedResult = "ASM1234")]
    [TestCase("(asm-1234)", ExpectedResult = "ASM1234")]
    [TestCase("🎉asm-1234🎉", ExpectedResult = "ASM1234")]
    [TestCase("✅\uFE0Fasm-1234✅\uFE0F", ExpectedResult = "ASM1234")]
    [TestCase("asm\u200B-1234", ExpectedResult = "ASM1234")]
    [TestCase("a\u017Fm-1234", ExpectedResult = "ASM1234")]
    [TestCase("ASM-1234 ASM-1235", ExpectedResult = "ASM1234 ASM1235")]
    [TestCase("ASM-12345", ExpectedResult = "")]
    [TestCase("XASM-1234", ExpectedResult = "")]
    [TestCase("ASM1234", ExpectedResult = "")]
    [TestCase("ASM 1234", ExpectedResult = "")]
    [TestCase("ASM_1234", ExpectedResult = "")]
    public string Pattern_with_a_hyphen_is_matched_before_separators_go(string answer) => Found(Assembly, answer);

    [TestCase("asm 12-34", ExpectedResult = "ASM1234")]
    [TestCase("a s m 1 2 3 4", ExpectedResult = "ASM1234")]
    [TestCase("my code is asm-1234.", ExpectedResult = "ASM1234")]
    [TestCase("ásm1234", ExpectedResult = "ASM1234")]
    [TestCase("asm 12345", ExpectedResult = "")]
    public string Pattern_without_a_hyphen_is_matched_on_the_separator_free_form(string answer) => Found(CodeFormat.OfPattern(@"ASM\d{4}"), answer);

    [TestCase("ABCDE-12345")]
    [TestCase("\u202Aábcde \u2013 １２３４５\u202C")]
    [TestCase("abc\u00ADde\u200D12345")]
    public void List_and_answer_fold_to_the_same_code(string text)
    {
        IReadOnlyList<IReadOnlyList<Cell>> rows = [[Cell.Of("registrant_key")], [Cell.Of(text)]];

        var listed = new ListReader(A.TenCharacters, sessionsMatter: false, TimeZoneInfo.Utc).Read(rows, ListLayout.Find(rows[0], A.Headers));

        Assert.That(listed.Codes.Keys.Single(), Is.EqualTo(Found(A.TenCharacters, text)));
    }

    private static IEnumerable<TestCaseData> LongAnswers() => new (string How, string Answer)[]
    {
        ("one word", new string('a', 100_000)),
        ("one word and an end that spoils it", new string('a', 100_000) + "!"),
        ("words of one letter", string.Concat(Enumerable.Repeat("a ", 50_000))),
        ("parts of one letter", string.Concat(Enumerable.Repeat("a.", 50_000))),
        ("emoji", string.Concat(Enumerable.Repeat("🎉", 50_000))),
        ("half letters", new string('\uD83D', 100_000)),
        ("marks on one letter", "a" + new string('\u0301', 100_000)),
        ("white space", new string(' ', 100_000)),
    }.Select(spelling => new TestCaseData(spelling.Answer).SetArgDisplayNames(spelling.How));

    [TestCaseSource(nameof(LongAnswers))]
    public void Cost_of_an_answer_does_not_grow_with_the_square_of_its_length_by_any_format(string answer)
    {
        foreach (var format in new[] { A.TenCharacters, Assembly, CodeFormat.OfPattern("(a+)+$"), CodeFormat.OfPattern("(a|a|aa)*b") })
        {
            var tenth = CostOf(answer[..(answer.Length / 10)], format);

            Assert.That(CostOf(answer, format) / tenth, Is.LessThan(50), "ten times the length; each with each would be a hundred");
        }
    }

    private static TimeSpan CostOf(string answer, CodeFormat format) => Cost.Of(() => CodeReader.Read([A.Answer(answer)], format, []));
}
