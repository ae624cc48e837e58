using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Tests.Codes;

internal sealed class QuestionTitleTests
{
    private static CandidateCodes Read(IReadOnlyCollection<string> titles, params Answer[] answers) => CodeReader.Read(answers, A.TenCharacters, titles);

    [Test]
    public void Only_the_titled_question_is_read_when_the_form_has_it()
    {
        var candidates = Read(["Code"], A.Answer("none yet", title: "Code"), A.Answer(A.Code, title: "Remarks"));

        using var all = Assert.EnterMultipleScope();
        Assert.That(candidates.Any, Is.False);
        Assert.That(candidates.MissingTitle, Is.False);
    }

    [Test]
    public void Titled_question_left_empty_is_still_the_only_one_read()
    {
        var candidates = Read(["Code"], A.Answer("", title: "Code"), A.Answer(A.Code, title: "Remarks"));

        using var all = Assert.EnterMultipleScope();
        Assert.That(candidates.Any, Is.False);
        Assert.That(candidates.MissingTitle, Is.False);
    }

    [Test]
    public void Every_answer_is_read_and_the_title_named_when_the_form_lacks_it()
    {
        var candidates = Read(["Code"], A.Answer(A.Code, title: "Remarks"));

        using var all = Assert.EnterMultipleScope();
        Assert.That(candidates.Codes.Single(), Is.EqualTo(A.Code));
        Assert.That(candidates.MissingTitle, Is.True);
    }

    [Test]
    public void Every_answer_is_read_and_nothing_is_missing_when_no_title_is_configured()
    {
        var candidates = Read([], A.Answer("ZZZZZ99999", title: "Code"), A.Answer(A.Code, title: "Remarks"));

        using var all = Assert.EnterMultipleScope();
        Assert.That(candidates.Codes, Has.Count.EqualTo(2));
        Assert.That(candidates.MissingTitle, Is.False);
    }

    [Test]
    public void One_of_several_titles_is_enough()
    {
        var candidates = Read(["Code", "Código"], A.Answer(A.Code, title: "Código"), A.Answer("ZZZZZ99999", title: "Remarks"));

        using var all = Assert.EnterMultipleScope();
        Assert.That(candidates.Codes.Single(), Is.EqualTo(A.Code));
        Assert.That(candidates.MissingTitle, Is.False);
    }

    [Test]
    public void Questions_with_several_titles_are_all_read()
    {
        var candidates = Read(["Code", "Código"], A.Answer(A.Code, title: "Código"), A.Answer("ZZZZZ99999", title: "Code"));

        Assert.That(candidates.Codes, Has.Count.EqualTo(2));
    }

    [Test]
    public void Form_without_questions_has_no_candidate_and_lacks_the_title()
    {
        var candidates = Read(["Code"]);

        using var all = Assert.EnterMultipleScope();
        Assert.That(candidates.Any, Is.False);
        Assert.That(candidates.MissingTitle, Is.True);
    }

    [TestCase("Código de invitación", ExpectedResult = true)]
    [TestCase("CÓDIGO DE INVITACIÓN", ExpectedResult = true)]
    [TestCase("  código de invitación\u00A0", ExpectedResult = true)]
    [TestCase("Co\u0301digo de invitacio\u0301n", ExpectedResult = true)]
    [TestCase("Ｃódigo de invitación", ExpectedResult = true)]
    [TestCase("\u200BCódigo de\u00A0invitación\uFEFF", ExpectedResult = true)]
    [TestCase("Codigo de invitacion", ExpectedResult = false)]
    [TestCase("Códigodeinvitación", ExpectedResult = false)]
    [TestCase("Código de invitación:", ExpectedResult = false)]
    [TestCase("", ExpectedResult = false)]
    public bool Titles_compare_without_regard_to_case_width_and_outer_spaces(string title) =>
        CodeReader.TitleKey(title) == CodeReader.TitleKey("Código de invitación");
}
