using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Meetings.OpenMeeting;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations.JudgeHeld;
using ZoomApprover.Application.Registrations.WatchGuessing;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Registrations;

internal sealed class GuessingTests
{
    // twenty people who have none
    private static readonly string[] Honest =
    [
        "", "-", "none", "None, sorry", "no code", "I have no code", "no tengo", "No tengo uno", "sin código", "no lo tengo", "0612345678", "+34 600 123 456",
        "5551234567", "university", "Friendship", "Maria asked me to come", "I am with Ana (tel. 6001234567)", "ana@example.org", "2026-11-30", "?",
    ];

    private readonly IGuessLedger ledger = Substitute.For<IGuessLedger>();
    private readonly GuessMeter meter = new();
    private readonly ProblemBoard problems = new(NullLogger<ProblemBoard>.Instance);
    private readonly Signals signals = new(new FakeTimeProvider(A.Now));

    [Test]
    public void Nothing_that_twenty_honest_people_without_a_code_write_counts([Values("Código de invitación", "Anything")] string title, [Values] bool isAskedFor)
    {
        var settings = A.Settings(titles: isAskedFor ? ["Código de invitación"] : []);
        var guessing = new Guessing(settings, A.Copy(A.Invitation(), A.Invitation("FGHJK67890")));

        var counted = Honest.Where(text => Tries(guessing, settings, new Answer(title, text)).Count > 0);

        Assert.That(counted, Is.Empty);
    }

    [Test]
    public void Beside_a_known_code_nothing_else_is_a_guess()
    {
        var copy = A.Copy(A.Invitation());
        var guessing = new Guessing(A.Settings(), copy);
        var candidates = new CandidateCodes([A.Code, "WRONG12345"], MissingTitle: false);

        Assert.That(guessing.Tries([new Answer("Code", "WRONG12345")], candidates, copy.Find(candidates.Codes).Found), Is.Empty);
        Assert.That(guessing.Tries([new Answer("Code", "WRONG12345")], candidates, []), Is.EqualTo(new[] { "WRONG12345" }));
    }

    [TestCase("100001", true, ExpectedResult = true)]
    [TestCase("100001", false, ExpectedResult = false)]
    [TestCase("K7P2M9X4Q1", true, ExpectedResult = false)]
    public bool Everybody_waits_only_where_codes_are_weak_and_it_is_wished(string code, bool isWished)
    {
        var settings = A.Settings() with { Guessing = new GuessingSettings { StopWeakLists = isWished } };

        return new Guessing(settings, A.Copy(A.Invitation(code))).StopsAll;
    }

    [Test]
    public void Weakness_is_that_of_the_present_list()
    {
        var copy = A.Copy(A.Invitation("100001"));
        var before = copy.IsWeak(A.Settings().Codes.Format);

        copy.Replace(A.Place, A.Now, new[] { A.Invitation() }.ToDictionary(one => one.Code));

        Assert.That((before, copy.IsWeak(A.Settings().Codes.Format)), Is.EqualTo((true, false)));
        Assert.That((copy.HasShapeOf("100002"), copy.HasShapeOf("WRONG12345")), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task What_is_conspicuous_is_named_counted_and_forgotten_again()
    {
        ledger.WatchesAsync().Returns(
            [Watch(GuessingLevel.Stopped, 25, 220), Watch(GuessingLevel.Alarm, 3, 11) with { Meeting = A.Other }, Watch(GuessingLevel.None, 1, 2), Watch(GuessingLevel.Alarm, 4, 12) with { RegistrantId = "r-9" }]);

        var seen = await LookAsync();
        var named = problems.All.Select(problem => $"{problem.Kind} {string.Join(' ', problem.Details)}").ToList();
        var counted = (meter.InBurst, meter.InMemory, meter.Stopped);
        ledger.WatchesAsync().Returns([]);
        await LookAsync();

        Assert.That(seen.Select(one => one.Level), Is.EqualTo(new[] { GuessingLevel.Stopped, GuessingLevel.Alarm }));
        Assert.That(named, Is.EquivalentTo(new[] { $"CodesGuessedStopped {A.Meeting} 200", $"CodesGuessed {A.Other} 10", $"CodesGuessedByOne {A.Meeting}, registrant r-9 10" }));
        Assert.That(counted, Is.EqualTo((29, 233, 1)));
        Assert.That((problems.All.Count, meter.InMemory), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Who_is_held_back_no_longer_is_judged_by_the_present_list()
    {
        var lists = Substitute.For<IListLedger>();
        IReadOnlyList<Judgement> judged = [];
        lists.JudgeAsync(Arg.Do<IReadOnlyList<Judgement>>(all => judged = all)).Returns(1);
        ledger.FreedAsync().Returns([A.Registration(status: RegistrationStatus.Waiting) with { Reason = WaitingReason.TooManyTries, JudgedAgainst = A.Now.AddMinutes(1) }]);
        var copy = A.Copy(A.Invitation());
        var rejudging = new Rejudging(A.Settings(), lists, copy, new Guessing(A.Settings(), copy), problems, signals, new RejudgedOnce());

        var admitted = await new JudgeHeldHandler(ledger, rejudging).Handle(new JudgeHeld(), CancellationToken.None);

        Assert.That(admitted, Is.EqualTo(1));
        Assert.That(judged.Single().Decision, Is.EqualTo(Decision.Approve(A.Code)));
        Assert.That(await signals.Zoom.WaitAsync(TimeSpan.Zero, CancellationToken.None), Is.True);
        await ledger.Received().PruneAsync();
    }

    [Test]
    public async Task Person_opens_a_meeting_that_is_managed_and_has_something_to_open()
    {
        ledger.OpenAsync(A.Meeting).Returns(3);
        ledger.OpenAsync(A.Other).Returns((int?)null);

        Assert.That(await OpenAsync(A.Other.Id), Is.EqualTo(new OpenAnswer(OpenEnd.NothingToOpen)));
        Assert.That(await OpenAsync(5), Is.EqualTo(new OpenAnswer(OpenEnd.NotManaged)));
        Assert.That(await signals.Guesses.WaitAsync(TimeSpan.Zero, CancellationToken.None), Is.False);
        Assert.That(await OpenAsync(A.Meeting.Id), Is.EqualTo(new OpenAnswer(OpenEnd.Opened, 3)));
        Assert.That(await signals.Guesses.WaitAsync(TimeSpan.Zero, CancellationToken.None), Is.True);
    }

    private static IReadOnlyList<string> Tries(Guessing guessing, Settings settings, params Answer[] answers) =>
        guessing.Tries(answers, CodeReader.Read(answers, settings.Codes.Format, settings.Codes.QuestionTitles), []);

    private static GuessWatch Watch(GuessingLevel level, int inBurst, int inMemory) => new(A.Meeting, null, level, inBurst, inMemory, A.Now, 0);

    private Task<IReadOnlyList<GuessWatch>> LookAsync() => new WatchGuessingHandler(ledger, meter, problems).Handle(new WatchGuessing(), CancellationToken.None);

    private Task<OpenAnswer> OpenAsync(long meeting) =>
        new OpenMeetingHandler(A.Settings(), ledger, signals, NullLogger<OpenMeetingHandler>.Instance).Handle(new OpenMeeting(meeting), CancellationToken.None);
}
