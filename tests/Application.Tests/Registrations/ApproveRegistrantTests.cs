using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations;
using ZoomApprover.Application.Registrations.ApproveRegistrant;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Tests.Fakes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests.Registrations;

internal sealed class ApproveRegistrantTests
{
    private static readonly Outcome Approving = new(RegistrationStatus.Approving, null);

    private readonly IRegistrationLedger ledger = Substitute.For<IRegistrationLedger>();
    private readonly LogBook<ApproveRegistrantHandler> log = new();
    private readonly ProblemBoard problems = new(NullLogger<ProblemBoard>.Instance);
    private readonly Signals signals = new(new FakeTimeProvider(A.Now));
    private Recording? recorded;

    public ApproveRegistrantTests() => Answers(Approving);

    [Test]
    public async Task Code_that_the_list_knows_is_claimed()
    {
        var judged = await DecideAsync(A.Registrant(code: "abcde-12345"), A.Copy(A.Invitation()));

        Assert.That(judged.Outcome, Is.EqualTo(Approving));
        Assert.That(recorded!.Decision, Is.EqualTo(Decision.Approve(A.Code)));
        Assert.That(recorded.Candidates.Codes, Is.EqualTo(new[] { A.Code }));
        Assert.That(recorded.JudgedAgainst, Is.EqualTo(A.Now));
        Assert.That(recorded.ObservedAt, Is.EqualTo(A.Now.AddSeconds(3)));
    }

    [Test]
    public async Task Code_of_another_session_is_handed_on_as_a_reason_to_wait()
    {
        await DecideAsync(A.Registrant(), A.Copy(A.Invitation(session: "2")));

        Assert.That(recorded!.Decision, Is.EqualTo(Decision.Wait(WaitingReason.WrongSession)));
    }

    [Test]
    public async Task Before_any_list_was_read_everybody_waits_for_it()
    {
        await DecideAsync(A.Registrant(), new ListCopy());

        Assert.That(recorded!.Decision, Is.EqualTo(Decision.Wait(WaitingReason.ListUnavailable)));
        Assert.That(recorded.JudgedAgainst, Is.Null);
    }

    [Test]
    public async Task Meeting_that_is_not_managed_is_named_once_and_nothing_is_recorded()
    {
        var stranger = A.Registrant(meeting: new MeetingKey(MeetingKind.Meeting, 5));

        var first = await DecideAsync(stranger, A.Copy());
        var second = await DecideAsync(stranger with { Key = A.Key("r-2", stranger.Key.Meeting) }, A.Copy());

        Assert.That((first.Outcome, second.Outcome), Is.EqualTo(((Outcome?)null, (Outcome?)null)));
        Assert.That(problems.All.Select(problem => (problem.Kind, problem.Details[0])), Is.EqualTo(new[] { (ProblemKind.MeetingNotConfigured, "meeting 5") }));
        Assert.That(ledger.ReceivedCalls(), Is.Empty);
    }

    [Test]
    public async Task Number_of_a_webinar_that_is_set_up_as_a_meeting_is_named_and_nothing_is_recorded()
    {
        var judged = await DecideAsync(A.Registrant(meeting: A.Meeting with { Kind = MeetingKind.Webinar }), A.Copy());

        Assert.That(judged.Outcome, Is.Null);
        Assert.That(problems.All.Select(problem => problem.Kind), Is.EqualTo(new[] { ProblemKind.MeetingOtherKind }));
        Assert.That(ledger.ReceivedCalls(), Is.Empty);
    }

    [Test]
    public async Task Approval_that_Zoom_tells_of_is_adopted_with_the_codes_that_the_list_knows()
    {
        IReadOnlyList<string>? known = null;
        ledger.AdoptAsync(Arg.Any<Recording>(), Arg.Do<IReadOnlyList<string>>(codes => known = codes))
            .Returns(new Adoption(new Outcome(RegistrationStatus.Approved, null), []));

        var judged = await DecideAsync(A.Registrant(code: $"{A.Code} ZZZZZ99999", status: ZoomStatus.Approved), A.Copy(A.Invitation()), source: Source.Sweep);

        Assert.That(judged.Outcome!.Status, Is.EqualTo(RegistrationStatus.Approved));
        Assert.That(known, Is.EqualTo(new[] { A.Code }));
        await ledger.DidNotReceive().RecordAsync(Arg.Any<Recording>());
        Assert.That(problems.All, Is.Empty);
    }

    [Test]
    public async Task Approved_registrant_in_a_delivery_shows_that_the_gate_stands_open()
    {
        ledger.AdoptAsync(Arg.Any<Recording>(), Arg.Any<IReadOnlyList<string>>()).Returns(new Adoption(new Outcome(RegistrationStatus.Approved, null), []));

        await DecideAsync(A.Registrant(status: ZoomStatus.Approved), A.Copy());

        Assert.That(problems.All.Select(problem => problem.Kind), Is.EqualTo(new[] { ProblemKind.MeetingGateOpen }));
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public async Task Approval_that_was_ours_or_known_says_nothing_of_the_gate(bool repeated, bool ours)
    {
        ledger.AdoptAsync(Arg.Any<Recording>(), Arg.Any<IReadOnlyList<string>>())
            .Returns(new Adoption(new Outcome(RegistrationStatus.Approved, null, repeated), [], ours));

        await DecideAsync(A.Registrant(status: ZoomStatus.Approved), A.Copy());

        Assert.That(problems.All, Is.Empty);
    }

    [Test]
    public async Task Person_whom_Zoom_had_refused_is_no_problem_any_more_once_approved_there()
    {
        ledger.AdoptAsync(Arg.Any<Recording>(), Arg.Any<IReadOnlyList<string>>()).Returns(new Adoption(new Outcome(RegistrationStatus.Approved, null), []));
        problems.Add(Topics.People(A.Meeting), new Problem(ProblemKind.RegistrantRefused, A.Key("r-1").ToString(), "300"));
        problems.Add(Topics.People(A.Meeting), new Problem(ProblemKind.RegistrantRefused, A.Key("r-2").ToString(), "300"));

        await DecideAsync(A.Registrant("r-1", status: ZoomStatus.Approved), A.Copy(), source: Source.Sweep);

        Assert.That(problems.All.Single().Details[0], Is.EqualTo(A.Key("r-2").ToString()));
    }

    [Test]
    public async Task Two_people_approved_with_one_code_are_a_problem()
    {
        ledger.AdoptAsync(Arg.Any<Recording>(), Arg.Any<IReadOnlyList<string>>())
            .Returns(new Adoption(new Outcome(RegistrationStatus.Approved, null), [A.Code]));

        await DecideAsync(A.Registrant(status: ZoomStatus.Approved), A.Copy(A.Invitation()), source: Source.Sweep);

        Assert.That(problems.All.Select(problem => problem.Kind), Is.EqualTo(new[] { ProblemKind.CodeApprovedTwice }));
    }

    [TestCase(RegistrationStatus.Approving, null, false, A.Code, true, false, TestName = "New approval wakes the sender")]
    [TestCase(RegistrationStatus.Approving, null, true, A.Code, false, false, TestName = "Repeated approval wakes nobody")]
    [TestCase(RegistrationStatus.Approved, null, false, A.Code, false, false, TestName = "Dry run wakes nobody")]
    [TestCase(RegistrationStatus.Waiting, WaitingReason.UnknownCode, false, "ZZZZZ99999", false, true, TestName = "Unknown code has the list read")]
    [TestCase(RegistrationStatus.Waiting, WaitingReason.UnknownCode, true, "ZZZZZ99999", false, false, TestName = "Unknown code again wakes nobody")]
    [TestCase(RegistrationStatus.Waiting, WaitingReason.NoCode, false, "sin", false, false, TestName = "No code wakes nobody")]
    [TestCase(RegistrationStatus.Waiting, WaitingReason.CodeAlreadyUsed, false, A.Code, false, false, TestName = "Lost race wakes nobody")]
    public async Task Wakes_whom_it_concerns(RegistrationStatus status, WaitingReason? reason, bool repeated, string code, bool zoom, bool list)
    {
        Answers(new Outcome(status, reason, repeated));

        await DecideAsync(A.Registrant(code: code), A.Copy(A.Invitation()));

        Assert.That(await signals.Zoom.WaitAsync(TimeSpan.Zero, CancellationToken.None), Is.EqualTo(zoom));
        Assert.That(await signals.List.WaitAsync(TimeSpan.Zero, CancellationToken.None), Is.EqualTo(list));
        Assert.That(await signals.Sweep.WaitAsync(TimeSpan.Zero, CancellationToken.None), Is.False);
    }

    [Test]
    public async Task Form_without_the_configured_question_is_read_whole_and_named()
    {
        await DecideAsync(A.Registrant(), A.Copy(A.Invitation()), A.Settings(titles: ["Otro título"]));

        Assert.That(recorded!.Decision, Is.EqualTo(Decision.Approve(A.Code)));
        Assert.That(problems.All.Single().Kind, Is.EqualTo(ProblemKind.QuestionTitleMissing));
        Assert.That(problems.All.Single().Details, Is.EqualTo(new[] { A.Meeting.ToString(), "Otro título" }));
    }

    [TestCase("WRONG12345", ExpectedResult = true)]
    [TestCase("no code", ExpectedResult = false)]
    [TestCase(A.Code, ExpectedResult = false)]
    public async Task<bool> Unknown_code_is_handed_on_as_a_guess_and_looked_into(string code)
    {
        await DecideAsync(A.Registrant(code: code), A.Copy(A.Invitation()));

        Assert.That(recorded!.Tries, Is.EqualTo(recorded.Decision.Reason == WaitingReason.UnknownCode ? [code] : Array.Empty<string>()));
        return await signals.Guesses.WaitAsync(TimeSpan.Zero, CancellationToken.None);
    }

    [Test]
    public async Task Same_registration_again_is_no_second_guess()
    {
        Answers(Outcome.Waiting(WaitingReason.UnknownCode) with { Repeated = true });

        await DecideAsync(A.Registrant(code: "WRONG12345"), A.Copy(A.Invitation()));

        Assert.That(await signals.Guesses.WaitAsync(TimeSpan.Zero, CancellationToken.None), Is.False);
    }

    [Test]
    public async Task Log_holds_neither_the_code_nor_the_person()
    {
        await DecideAsync(A.Registrant("r-9"), A.Copy(A.Invitation()));

        Assert.That(log.Lines.Single(), Does.Contain("81234567890").And.Contain("r-9").And.Contain("Approving"));
        Assert.That(log.Lines.Single(), Does.Not.Contain(A.Code).And.Not.Contain("@").And.Not.Contain("Muñoz"));
    }

    [Test]
    public void Ledger_that_cannot_record_is_not_hidden()
    {
        ledger.RecordAsync(Arg.Any<Recording>()).Returns(Task.FromException<Outcome>(new LedgerUnavailableException("full")));

        Assert.That(() => DecideAsync(A.Registrant(), A.Copy(A.Invitation())), Throws.TypeOf<LedgerUnavailableException>());
    }

    private void Answers(Outcome outcome) => ledger.RecordAsync(Arg.Do<Recording>(recording => recorded = recording)).Returns(outcome);

    private Task<Judged> DecideAsync(Registrant registrant, ListCopy copy, Settings? settings = null, Source source = Source.Webhook) =>
        new ApproveRegistrantHandler(settings ?? A.Settings(), copy, new Guessing(settings ?? A.Settings(), copy), ledger, new RegistrationTypes(new ScriptedZoom()), new ApprovalMeter(), problems, signals, log)
            .Handle(new ApproveRegistrant(registrant, source, A.Now.AddSeconds(3)), CancellationToken.None);
}
