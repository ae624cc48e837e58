using System.Globalization;
using System.Text;
using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Domain.Tests.Codes;

internal sealed class NormalFormTests
{
    // what hides in answers that were copied, dictated and typed on telephones
    private const string Nasties = "aZ09éñüßẞıİſŁøﬀ①½ＡｚＤ９ -_.,:()#\u00A0\u00AD\u0301\u0303\u0323\u200B\u200D\u200E\u200F\u202E\u2011\u2013\u2014\u2060\u2066\u2212\u3000\u30AB\u3099\uFE0F\uFEFF\uFF0D한";

    private static readonly string[] Invisible =
    [
        "\u00AD", "\u0301", "\u034F", "\u200B", "\u200C", "\u200D", "\u200E", "\u200F", "\u202A", "\u202E", "\u2060", "\u2066", "\u2069", "\uFE0F", "\uFEFF",
        "\U000E0020", "\U000E007F", "\U000E0100", "\U0001D167",
    ];

    private static readonly string[] EveryDash =
        ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "\u207B", "\uFE58", "\uFE63", "\uFF0D", "\U00010EAD"];

    [TestCase("abc", ExpectedResult = "ABC")]
    [TestCase("00012", ExpectedResult = "00012")]
    [TestCase("Ａ１ｂ", ExpectedResult = "A1B")]
    [TestCase("é", ExpectedResult = "E")]
    [TestCase("e\u0301", ExpectedResult = "E")]
    [TestCase("Ñandú", ExpectedResult = "NANDU")]
    [TestCase("ı", ExpectedResult = "I")]
    [TestCase("İ", ExpectedResult = "I")]
    [TestCase("ß", ExpectedResult = "SS")]
    [TestCase("ẞ", ExpectedResult = "SS")]
    [TestCase("ﬀ①", ExpectedResult = "FF1")]
    [TestCase(" \t\u00A0\u3000\r\n", ExpectedResult = "")]
    [TestCase("--\u2010\u2011\u2013\u2014\u2212", ExpectedResult = "")]
    [TestCase("", ExpectedResult = "")]
    public string Text_is_folded(string text) => NormalForm.Of(text);

    [Test]
    public void This_runtime_normalises()
    {
        Assert.That(NormalForm.WorksHere(), Is.True);
    }

    private static IEnumerable<TestCaseData> MarksAndFormatCharacters() => Invisible.Select(invisible => new TestCaseData(invisible).SetArgDisplayNames($"U+{char.ConvertToUtf32(invisible, 0):X4}"));

    [TestCaseSource(nameof(MarksAndFormatCharacters))]
    public void Marks_and_format_characters_are_dropped_wherever_they_stand(string invisible)
    {
        var text = $"{invisible}AB{invisible}12{invisible}";

        Assert.That(NormalForm.Of(text), Is.EqualTo("AB12"));
    }

    private static IEnumerable<TestCaseData> Dashes() => EveryDash.Select(dash => new TestCaseData(dash).SetArgDisplayNames($"U+{char.ConvertToUtf32(dash, 0):X4}"));

    [TestCaseSource(nameof(Dashes))]
    public void Every_dash_is_dropped_when_folded_and_a_hyphen_when_composed(string dash)
    {
        var text = $"ASM{dash}1234";

        using var all = Assert.EnterMultipleScope();
        Assert.That(NormalForm.Of(text), Is.EqualTo("ASM1234"));
        Assert.That(NormalForm.Composed(text), Is.EqualTo("ASM-1234"));
    }

    private static IEnumerable<TestCaseData> BrokenTexts() =>
    [
        new TestCaseData("AB\uD83D").SetArgDisplayNames("high at the end"),
        new TestCaseData("\uDE00AB").SetArgDisplayNames("low at the start"),
        new TestCaseData("A\uDE00\uD83DB").SetArgDisplayNames("the wrong way round"),
        new TestCaseData("A\uD83D\uD83D\uDE00B").SetArgDisplayNames("before a whole pair"),
        new TestCaseData("A\uFFFEB").SetArgDisplayNames("a byte order mark the wrong way round"),
    ];

    [TestCaseSource(nameof(BrokenTexts))]
    public void What_cannot_be_normalised_becomes_the_replacement_character(string text)
    {
        var (folded, composed) = (NormalForm.Of(text), NormalForm.Composed(text));

        using var all = Assert.EnterMultipleScope();
        Assert.That(folded, Does.Contain('\uFFFD'));
        Assert.That(composed, Does.Contain('\uFFFD'));
        Assert.That(() => folded.Normalize(), Throws.Nothing);
    }

    [Test]
    public void Folding_any_letter_twice_changes_nothing_more()
    {
        var changed = EveryLetter().Where(letter => NormalForm.Of(NormalForm.Of(letter)) != NormalForm.Of(letter));

        Assert.That(changed.Select(Name), Is.Empty);
    }

    [Test]
    public void Composing_any_letter_twice_changes_nothing_more()
    {
        var changed = EveryLetter().Where(letter => NormalForm.Composed(NormalForm.Composed(letter)) != NormalForm.Composed(letter));

        Assert.That(changed.Select(Name), Is.Empty);
    }

    [Test]
    public void Composing_any_letter_before_folding_makes_no_difference()
    {
        var changed = EveryLetter().Where(letter => NormalForm.Of(NormalForm.Composed(letter)) != NormalForm.Of(letter));

        Assert.That(changed.Select(Name), Is.Empty);
    }

    [Test]
    public void Case_makes_no_difference_to_any_Latin_Greek_or_Cyrillic_letter()
    {
        var changed = EveryLetter().TakeWhile(letter => char.ConvertToUtf32(letter, 0) < 0x0530).Where(letter => char.IsLetter(letter, 0))
            .Where(letter => NormalForm.Of(letter.ToLowerInvariant()) != NormalForm.Of(letter) || NormalForm.Of(letter.ToUpperInvariant()) != NormalForm.Of(letter));

        Assert.That(changed.Select(Name), Is.Empty);
    }

    [Test]
    public void Folding_any_text_twice_changes_nothing_more()
    {
        var changed = AnyTexts().Where(text => NormalForm.Of(NormalForm.Of(text)) != NormalForm.Of(text));

        Assert.That(changed, Is.Empty);
    }

    [Test]
    public void Composing_any_text_twice_changes_nothing_more()
    {
        var changed = AnyTexts().Where(text => NormalForm.Composed(NormalForm.Composed(text)) != NormalForm.Composed(text));

        Assert.That(changed, Is.Empty);
    }

    [Test]
    public void Composing_any_text_before_folding_makes_no_difference()
    {
        var changed = AnyTexts().Where(text => NormalForm.Of(NormalForm.Composed(text)) != NormalForm.Of(text));

        Assert.That(changed, Is.Empty);
    }

    [Test]
    public void Folded_text_holds_no_white_space_mark_dash_or_small_letter()
    {
        var odd = AnyTexts().Select(NormalForm.Of).Where(text => text.Any(letter => char.IsWhiteSpace(letter) || char.IsLower(letter)
            || char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.DashPunctuation));

        Assert.That(odd, Is.Empty);
    }

    private static IEnumerable<string> EveryLetter() =>
        Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value).ToString());

    private static List<string> AnyTexts()
    {
        var chance = new Random(20261123);
        return Enumerable.Range(0, 20_000).Select(_ => new string(chance.GetItems<char>(Nasties, chance.Next(0, 24)))).ToList();
    }

    private static string Name(string letter) => $"U+{char.ConvertToUtf32(letter, 0):X4}";
}
