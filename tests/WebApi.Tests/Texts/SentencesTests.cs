using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Tests.Texts;

internal sealed partial class SentencesTests
{
    // every answer that a controller gives
    private static readonly string[] Answers =
    [
        "AfterReadBack", "ApprovedByHand", "CodesAdded", "CodesAddedAnswerLost", "CodesAddedOverOthers", "CodesDryRun", "CodesFormNotConfigured", "CodesListIsFile", "CodesMade", "CodesMadeFormNotConfigured", "CodesUnknown", "BackupFailed", "BackupNameTaken", "BackupUnderWay", "BackupOfDatabase", "AskTheLeader", "CodeNotHeld", "CodeSpentInList", "CodeTaken", "CodeUnknown", "DenyCannotBeUndone", "DenyNeedsConfirm",
        "DryRun", "GuessingNotManaged", "GuessingNothingToOpen", "GuessingOpened", "HoldConfirmed", "HoldKept", "HoldNone", "NotPossible", "RegistrationNotFound", "Released", "ReleasedAfterReadBack", "ReleasedStaysApproved",
    ];

    // how many details the code gives with each kind
    private static readonly Dictionary<ProblemKind, int> DetailsOf = new()
    {
        [ProblemKind.ListNeverRead] = 0,
        [ProblemKind.ListFileMissing] = 1, // path
        [ProblemKind.ListFileUnreadable] = 3, // path, line or "", cause
        [ProblemKind.ListHeaderMissing] = 1, // heading
        [ProblemKind.ListHeaderDoubled] = 1, // heading
        [ProblemKind.ListCodeDoubled] = 2, // rows, form of a code
        [ProblemKind.ListCodeIsNumber] = 2,
        [ProblemKind.ListCodeDamaged] = 2,
        [ProblemKind.ListCodeOddShape] = 2,
        [ProblemKind.ListSessionBlank] = 2,
        [ProblemKind.ListExpiryUnreadable] = 2,
        [ProblemKind.ListUsesUnreadable] = 2, // rows, the most there may be
        [ProblemKind.ListMarkConflict] = 1, // rows
        [ProblemKind.ListRowGone] = 0,
        [ProblemKind.ListRowsProtected] = 1, // rows
        [ProblemKind.ListMarkCleared] = 1, // rows
        [ProblemKind.ListOtherPlace] = 2, // codes, of how many
        [ProblemKind.ListPlaceKept] = 0,
        [ProblemKind.ListFreedOrRemoved] = 3, // codes, of how many, rows
        [ProblemKind.ListApproveSeveral] = 2, // row, registrants
        [ProblemKind.ListApproveSpent] = 3, // row, registrants who wait, registrants who hold it
        [ProblemKind.SheetNotFound] = 1, // spreadsheet
        [ProblemKind.SheetNotShared] = 1, // the service account's address
        [ProblemKind.SheetReadOnly] = 1, // the service account's address
        [ProblemKind.SheetTabMissing] = 1, // tab
        [ProblemKind.SheetApiDisabled] = 1, // page of Google's
        [ProblemKind.SheetIsOfficeFile] = 1, // spreadsheet
        [ProblemKind.SheetProtected] = 1, // tab
        [ProblemKind.SheetTooShort] = 2, // Google's words, tab
        [ProblemKind.SheetQuota] = 1, // "reads" or "writes"
        [ProblemKind.SheetUnreachable] = 1, // cause
        [ProblemKind.SheetRefused] = 1, // Google's words
        [ProblemKind.GoogleSignIn] = 2, // path, cause
        [ProblemKind.ZoomSignIn] = 1, // Zoom's words
        [ProblemKind.ZoomScopeMissing] = 2, // scopes or "", meeting or "Zoom"
        [ProblemKind.ZoomUnreachable] = 2, // meeting or "Zoom", Zoom's words or ""
        [ProblemKind.ZoomQuota] = 1, // meeting
        [ProblemKind.ZoomDailyLimit] = 1, // meeting
        [ProblemKind.MeetingNotConfigured] = 2, // meeting, number
        [ProblemKind.MeetingOtherKind] = 2, // meeting as Zoom says, as configured
        [ProblemKind.MeetingRefused] = 2, // meeting, Zoom's words
        [ProblemKind.MeetingNotFound] = 1, // meeting
        [ProblemKind.MeetingGateOpen] = 1, // meeting
        [ProblemKind.MeetingWithoutRegistration] = 1, // meeting
        [ProblemKind.QuestionTitleMissing] = 2, // meeting, titles
        [ProblemKind.RegistrantRefused] = 2, // registration, Zoom's words
        [ProblemKind.ApprovalUnconfirmed] = 1, // registration
        [ProblemKind.CodeApprovedTwice] = 1, // registration
        [ProblemKind.CodesGuessed] = 2, // meeting, at least how many
        [ProblemKind.CodesGuessedStopped] = 2,
        [ProblemKind.CodesGuessedByOne] = 2, // registration, at least how many
        [ProblemKind.DeliveryUnreadable] = 1, // faults
        [ProblemKind.DeliverySignatureWrong] = 0,
        [ProblemKind.DeliveryStale] = 1, // minutes
        [ProblemKind.DeliveriesMissed] = 2, // how many, causes for the log
        [ProblemKind.LedgerFull] = 1, // path
        [ProblemKind.LedgerAway] = 1, // database
        [ProblemKind.LedgerFailed] = 2, // path, cause
        [ProblemKind.LedgerRestored] = 1, // when the backup was taken
        [ProblemKind.DryRun] = 0,
    };

    private static IEnumerable<string> Keys() =>
    [
        .. Enum.GetNames<WaitingReason>().Select(name => $"Reason.{name}"),
        .. Enum.GetNames<ProblemKind>().Select(name => $"Problem.{name}"),
        .. Enum.GetNames<LossCause>().Select(name => $"Cause.{name}"),
        .. Enum.GetNames<HistoryEvent>().Select(name => $"History.{name}"),
        .. Enum.GetNames<Slip>().Select(name => $"Slip.{name}"),
        .. Enum.GetNames<Actor>().Select(name => $"Actor.{name}"),
        .. Answers.Select(name => $"Answer.{name}"),
    ];

    [TestCaseSource(nameof(Keys))]
    public void Every_text_is_there_in_both_languages(string key)
    {
        var (english, spanish) = (In(Languages.English).GetValueOrDefault(key), In(Languages.Spanish).GetValueOrDefault(key));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(english, Is.Not.Null.And.Not.Empty);
            Assert.That(spanish, Is.Not.Null.And.Not.Empty.And.Not.EqualTo(english));
            Assert.That(Places(spanish), Is.EqualTo(Places(english)), "both languages name the same details");
        }
    }

    [Test]
    public void No_text_is_left_over()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(In(Languages.English).Keys, Is.EquivalentTo(Keys()));
            Assert.That(In(Languages.Spanish).Keys.Where(key => !key.StartsWith("Detail.", StringComparison.Ordinal)), Is.EquivalentTo(Keys()));
        }
    }

    [TestCaseSource(nameof(Keys))]
    public void No_text_has_more_than_three_sentences(string key)
    {
        foreach (var language in new[] { Languages.English, Languages.Spanish })
        {
            Assert.That(SentenceEnd().Count(In(language)[key]), Is.LessThanOrEqualTo(3), language.Name);
        }
    }

    [Test]
    public void A_problem_names_no_detail_that_the_code_does_not_give([Values] ProblemKind kind)
    {
        Assert.That(Places(In(Languages.English)[$"Problem.{kind}"]), Is.All.LessThan(DetailsOf[kind]));
    }

    [Test]
    public void A_problem_is_a_whole_sentence_whatever_details_are_missing([Values] ProblemKind kind, [Values("en", "es")] string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        string[] empty = [.. Enumerable.Repeat("", DetailsOf[kind])];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Sentences.Problem(new Problem(kind), culture), Does.Not.Contain("{").And.EndsWith("."));
            Assert.That(Sentences.Problem(new Problem(kind, empty), culture), Does.Not.Contain("()").And.Not.Contain(": )").And.EndsWith("."));
        }
    }

    [Test]
    public void A_reason_says_enough_to_act_on([Values] WaitingReason reason, [Values("en", "es")] string language)
    {
        Assert.That(Sentences.Reason(reason, CultureInfo.GetCultureInfo(language)), Has.Length.GreaterThanOrEqualTo(40));
    }

    [TestCase("es-MX", "Una persona, en Zoom")]
    [TestCase("en-GB", "A person, in Zoom")]
    [TestCase("fr", "A person, in Zoom")]
    [TestCase("", "A person, in Zoom")]
    public void Other_regions_and_languages_get_the_nearest_text(string language, string expected)
    {
        Assert.That(Sentences.Actor(Actor.Zoom, CultureInfo.GetCultureInfo(language)), Is.EqualTo(expected));
    }

    [Test]
    public void History_and_answers_are_found_by_their_own_names()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Sentences.History(HistoryEvent.Released, Languages.Spanish), Is.EqualTo("Se liberó el código."));
            Assert.That(Sentences.Answer("DryRun", Languages.English), Does.StartWith("This is a dry run"));
        }
    }

    [Test]
    public void A_missing_text_throws_in_tests()
    {
        Assert.That(() => Sentences.Answer("NoSuchAnswer", Languages.Spanish), Throws.TypeOf<MissingManifestResourceException>());
    }

    [Test]
    public void A_meeting_is_named_in_the_language_of_the_sentence()
    {
        var meeting = new MeetingKey(MeetingKind.Meeting, 86112345678);
        var webinar = new RegistrationKey(new MeetingKey(MeetingKind.Webinar, 86112345678), "meeting 7");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Sentences.Problem(new Problem(ProblemKind.MeetingNotFound, meeting.ToString()), Languages.Spanish), Does.Contain("(reunión 86112345678)"));
            Assert.That(Sentences.Problem(new Problem(ProblemKind.MeetingNotFound, meeting.ToString()), Languages.English), Does.Contain("(meeting 86112345678)"));
            Assert.That(
                Sentences.Problem(new Problem(ProblemKind.ApprovalUnconfirmed, webinar.ToString()), Languages.Spanish),
                Does.Contain("(seminario web 86112345678, inscripción meeting 7)"));
        }
    }

    [TestCase("no answer in time", "no respondió a tiempo")]
    [TestCase("HTTP 502", "HTTP 502")]
    [TestCase("Requested entity was not found.", "Requested entity was not found.")]
    [TestCase("{0} {9}", "{0} {9}")]
    public void A_cause_is_translated_where_it_is_known(string cause, string expected)
    {
        Assert.That(Sentences.Problem(new Problem(ProblemKind.SheetUnreachable, cause), Languages.Spanish), Does.Contain($"(causa: {expected})"));
    }

    [TestCase("10 characters", "10 caracteres")]
    [TestCase("[A-Z]{2}[0-9]{4}", "[A-Z]{2}[0-9]{4}")]
    public void The_form_of_a_code_is_translated_unless_it_is_a_pattern(string form, string expected)
    {
        Assert.That(Sentences.Problem(new Problem(ProblemKind.ListCodeOddShape, "2, 3", form), Languages.Spanish), Does.Contain($"({expected})"));
    }

    private static Dictionary<string, string> In(CultureInfo language)
    {
        // English is the neutral set of the assembly itself
        var culture = language == Languages.English ? CultureInfo.InvariantCulture : language;
        return Sentences.Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    private static SortedSet<int> Places(string? text) =>
        [.. Place().Matches(text ?? "").Select(found => int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"\{(\d+)\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"[.?!](?=\s|$)")]
    private static partial Regex SentenceEnd();
}
