using ZoomApprover.Domain.Codes;

namespace ZoomApprover.Domain.Tests.Codes;

internal sealed class CodeFormatTests
{
    [TestCase(1)]
    [TestCase(128)]
    public void Length_of_1_to_128_is_taken(int length)
    {
        var format = CodeFormat.OfLength(length);

        using var all = Assert.EnterMultipleScope();
        Assert.That(format.Length, Is.EqualTo(length));
        Assert.That(format.Matches("", new string('A', length)), Is.True);
        Assert.That(format.Matches("", new string('A', length + 1)), Is.False);
        Assert.That(format.Matches("", new string('A', length - 1)), Is.False);
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(129)]
    [TestCase(int.MaxValue)]
    public void Other_lengths_are_refused(int length)
    {
        Assert.That(() => CodeFormat.OfLength(length), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Letter_outside_the_first_plane_is_one_character()
    {
        Assert.That(CodeFormat.OfLength(2).Matches("", "\U00020000A"), Is.True);
    }

    [TestCase("(?=ASM)ASM")]
    [TestCase("(?!X)ASM")]
    [TestCase("(?<=A)SM")]
    [TestCase("(?<!A)SM")]
    [TestCase(@"(A)\1")]
    [TestCase("(?>A+)B")]
    public void Pattern_that_needs_backtracking_is_refused(string pattern)
    {
        Assert.That(() => CodeFormat.OfPattern(pattern), Throws.TypeOf<NotSupportedException>());
    }

    [TestCase("(")]
    [TestCase("[A-")]
    [TestCase("A{2,1}")]
    [TestCase("*")]
    [TestCase(@"ASM)|(?:\d{4}")]
    [TestCase(")(")]
    public void Text_that_is_no_pattern_is_refused(string pattern)
    {
        Assert.That(() => CodeFormat.OfPattern(pattern), Throws.InstanceOf<ArgumentException>());
    }

    [TestCase("ASM|BSM", "ASM", ExpectedResult = true)]
    [TestCase("ASM|BSM", "BSM", ExpectedResult = true)]
    [TestCase("ASM|BSM", "XBSM", ExpectedResult = false)]
    [TestCase("ASM|BSM", "ASMX", ExpectedResult = false)]
    [TestCase("^ASM$", "ASM", ExpectedResult = true)]
    [TestCase("^ASM$", "ASM\n", ExpectedResult = false)]
    [TestCase("asm", "ASM", ExpectedResult = true)]
    [TestCase("K1", "k1", ExpectedResult = true)]
    public bool Pattern_is_for_the_whole_code_without_regard_to_case(string pattern, string spelled) =>
        CodeFormat.OfPattern(pattern).Matches(spelled, "-");

    [Test]
    public void Text_that_folds_to_nothing_is_no_code_even_when_the_pattern_allows_it()
    {
        Assert.That(CodeFormat.OfPattern(".*").Matches("---", ""), Is.False);
    }

    [Test]
    public void Format_says_what_it_is()
    {
        using var all = Assert.EnterMultipleScope();
        Assert.That(A.TenCharacters.Text, Is.EqualTo("10 characters"));
        Assert.That(CodeFormat.OfPattern(@"ASM-\d{4}").Text, Is.EqualTo(@"ASM-\d{4}"));
        Assert.That(CodeFormat.OfPattern(@"ASM-\d{4}").Length, Is.Zero);
    }
}
