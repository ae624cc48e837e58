using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Tests.Codes;

/// <summary>Which unknown codes count as guesses.</summary>
internal sealed class TriesTests
{
    private const string Title = "Código";

    private static readonly CodeFormat Format = A.TenCharacters.With([GeneratedForm.Of("ASM")]);

    [TestCase("WRONG12345", ExpectedResult = "WRONG12345", TestName = "Whole_answer_is_a_try")]
    [TestCase(" wrong-12345 ", ExpectedResult = "WRONG12345", TestName = "Spelling_does_not_matter")]
    [TestCase("wrong 12345", ExpectedResult = "WRONG12345", TestName = "Code_in_two_parts_is_a_try")]
    [TestCase("My code is WRONG12345", ExpectedResult = "", TestName = "Word_of_a_sentence_is_none")]
    [TestCase("(WRONG12345)", ExpectedResult = "", TestName = "Part_of_a_word_is_none")]
    [TestCase("no lo sé", ExpectedResult = "", TestName = "What_has_not_the_form_of_a_code_is_none")]
    public string Without_a_title_only_what_is_nothing_but_a_code_counts(string answer) => Tries([], A.Answer(answer, "Anything"));

    [Test]
    public void In_the_question_that_asks_for_the_code_every_word_counts_and_elsewhere_none()
    {
        var tries = Tries([Title], A.Answer("I think WRONG12345 or WRONG12346", Title), A.Answer("OTHER12345", "Diet"));

        Assert.That(tries, Is.EqualTo("WRONG12345 WRONG12346"));
    }

    [Test]
    public void In_a_form_that_lacks_the_question_only_what_is_nothing_but_a_code_counts()
    {
        var tries = Tries([Title], A.Answer("I think WRONG12345", "Anything"), A.Answer("WRONG12346", "Diet"));

        Assert.That(tries, Is.EqualTo("WRONG12346"));
    }

    [Test]
    public void Generated_code_whose_check_does_not_fit_is_a_slip_and_no_try()
    {
        var code = GeneratedForm.Of("ASM").Make(new Random(1).Next);
        var mistyped = code[..^1] + (code[^1] == '7' ? '8' : '7');

        Assert.That(Tries([Title], A.Answer(code, Title)), Is.EqualTo(Format.KeyOf(code)));
        Assert.That(Tries([Title], A.Answer(mistyped, Title)), Is.Empty);
    }

    [TestCase("0612345678", "ABCDE12345", ExpectedResult = false, TestName = "Phone_number_beside_mixed_codes")]
    [TestCase("0612345678", "1234567890", ExpectedResult = true, TestName = "Number_beside_numbers")]
    [TestCase("UNIVERSITY", "ABCDE12345", ExpectedResult = false, TestName = "Word_beside_mixed_codes")]
    [TestCase("UNIVERSITY", "ABCDEFGHIJ", ExpectedResult = true, TestName = "Word_beside_words")]
    [TestCase("ABCD123456", "ABCDE12345", ExpectedResult = true, TestName = "Mixed_beside_mixed")]
    [TestCase("ABC12", "ABCDE12345", ExpectedResult = false, TestName = "Shorter_one")]
    public bool Shape_says_whether_a_text_could_be_a_code_of_the_list(string text, string ofList) => CodeShape.Of(text) == CodeShape.Of(ofList);

    private static string Tries(string[] titles, params Answer[] answers) =>
        string.Join(' ', CodeReader.Tries(answers, CodeReader.Read(answers, Format, titles), Format, titles));
}
