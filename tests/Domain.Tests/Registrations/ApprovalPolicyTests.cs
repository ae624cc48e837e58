using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Tests.Registrations;

internal sealed class ApprovalPolicyTests
{
    private static readonly Session Elsewhere = new("3");

    private static Decision Decide(params Invitation[] found) => ApprovalPolicy.Decide(found, anyCandidate: true, A.Meeting(), A.Now, A.Email, EmailMatch.Prefer);

    [Test]
    public void One_good_code_is_approved()
    {
        Assert.That(Decide(A.Invitation()), Is.EqualTo(Decision.Approve(A.Code)));
    }

    [TestCase(false, ExpectedResult = WaitingReason.NoCode)]
    [TestCase(true, ExpectedResult = WaitingReason.UnknownCode)]
    public WaitingReason? Without_an_invitation_it_depends_on_whether_there_was_a_candidate(bool anyCandidate) =>
        ApprovalPolicy.Decide([], anyCandidate, A.Meeting(), A.Now, A.Email, EmailMatch.Off).Reason;

    [Test]
    public void Two_known_codes_wait_even_when_only_one_would_open()
    {
        var decision = Decide(A.Invitation() with { IsSpent = true }, A.Invitation("ZZZZZ99999"));

        Assert.That(decision, Is.EqualTo(Decision.Wait(WaitingReason.SeveralCodes)));
    }

    [Test]
    public void Three_known_codes_wait()
    {
        Assert.That(Decide(A.Invitation("A"), A.Invitation("B"), A.Invitation("C")).Reason, Is.EqualTo(WaitingReason.SeveralCodes));
    }

    // each fault beats those after it
    private static readonly (WaitingReason Reason, Func<Invitation, Invitation> Spoil)[] Faults =
    [
        (WaitingReason.AmbiguousCode, one => one with { IsAmbiguous = true }),
        (WaitingReason.CodeAlreadyUsed, one => one with { IsSpent = true }),
        (WaitingReason.WrongSession, one => one with { Session = Elsewhere }),
        (WaitingReason.CodeExpired, one => one with { ExpiresAt = A.Now }),
        (WaitingReason.CodeOnHold, one => one with { IsUnreadable = true }),
        (WaitingReason.CodeOnHold, one => one with { IsOnHold = true }),
        (WaitingReason.HolderMismatch, one => one with { Holder = "luis@example.org" }),
    ];

    private static IEnumerable<TestCaseData> EveryCombination() => Enumerable.Range(1, (1 << Faults.Length) - 1).Select(bits =>
    {
        var present = Faults.Where((_, index) => (bits & (1 << index)) != 0).ToList();
        return new TestCaseData(present.Aggregate(A.Invitation(), (one, fault) => fault.Spoil(one)))
            .SetArgDisplayNames(string.Join(" and ", present.Select(fault => fault.Reason)))
            .Returns(present[0].Reason);
    });

    [TestCaseSource(nameof(EveryCombination))]
    public WaitingReason? Code_with_faults_waits_for_the_gravest(Invitation invitation) => Decide(invitation).Reason;

    [TestCase(-1, ExpectedResult = WaitingReason.CodeExpired)]
    [TestCase(0, ExpectedResult = WaitingReason.CodeExpired)]
    [TestCase(1, ExpectedResult = null)]
    public WaitingReason? Expiry_is_held_against_the_moment_of_the_registration(int milliseconds) =>
        Decide(A.Invitation() with { ExpiresAt = A.Now.AddMilliseconds(milliseconds) }).Reason;

    [Test]
    public void Expiry_and_registration_compare_as_moments_in_any_zone()
    {
        var end = A.Now.ToOffset(TimeSpan.FromHours(-5));

        Assert.That(Decide(A.Invitation() with { ExpiresAt = end }).Reason, Is.EqualTo(WaitingReason.CodeExpired));
    }

    [TestCase("", "", ExpectedResult = null)]
    [TestCase("", "2", ExpectedResult = WaitingReason.WrongSession)]
    [TestCase("2", "", ExpectedResult = WaitingReason.WrongSession)]
    [TestCase("2", "02", ExpectedResult = null)]
    [TestCase("Sábado", "sabado", ExpectedResult = null)]
    [TestCase("2", "3", ExpectedResult = WaitingReason.WrongSession)]
    public WaitingReason? Code_opens_meetings_of_its_own_session(string meeting, string invitation) =>
        ApprovalPolicy.Decide([A.Invitation(session: invitation)], anyCandidate: true, A.Meeting(meeting), A.Now, A.Email, EmailMatch.Off).Reason;

    [Test]
    public void Code_whose_check_character_does_not_fit_is_called_mistyped_unless_the_list_knows_it()
    {
        var unknown = ApprovalPolicy.Decide([], anyCandidate: true, A.Meeting(), A.Now, A.Email, EmailMatch.Off, areMistyped: true);
        var known = ApprovalPolicy.Decide([A.Invitation()], anyCandidate: true, A.Meeting(), A.Now, A.Email, EmailMatch.Off, areMistyped: true);

        using var all = Assert.EnterMultipleScope();
        Assert.That(unknown.Reason, Is.EqualTo(WaitingReason.MistypedCode));
        Assert.That(known.Code, Is.EqualTo(A.Code));
    }

    [TestCase(WaitingReason.NoCode, ExpectedResult = true)]
    [TestCase(WaitingReason.UnknownCode, ExpectedResult = true)]
    [TestCase(WaitingReason.SeveralCodes, ExpectedResult = true)]
    [TestCase(WaitingReason.CodeAlreadyUsed, ExpectedResult = false, Description = "a leaked code would go to a stranger")]
    [TestCase(WaitingReason.WrongSession, ExpectedResult = true)]
    [TestCase(WaitingReason.HolderMismatch, ExpectedResult = true)]
    [TestCase(WaitingReason.CodeExpired, ExpectedResult = true)]
    [TestCase(WaitingReason.CodeOnHold, ExpectedResult = true)]
    [TestCase(WaitingReason.AmbiguousCode, ExpectedResult = true)]
    [TestCase(WaitingReason.ListUnavailable, ExpectedResult = true)]
    [TestCase(WaitingReason.ReleasedByPerson, ExpectedResult = false)]
    [TestCase(WaitingReason.ZoomRefused, ExpectedResult = false)]
    [TestCase(WaitingReason.ZoomUnconfirmed, ExpectedResult = false)]
    [TestCase(WaitingReason.MistypedCode, ExpectedResult = true)]
    [TestCase(WaitingReason.TooManyTries, ExpectedResult = true)]
    public bool Change_of_the_list_concerns_only_what_the_list_decided(WaitingReason reason) => ApprovalPolicy.IsJudgedAgain(reason);

    [Test]
    public void Every_reason_says_whether_it_is_judged_again()
    {
        using var all = Assert.EnterMultipleScope();
        Assert.That(() => Enum.GetValues<WaitingReason>().Select(ApprovalPolicy.IsJudgedAgain).ToList(), Throws.Nothing);
        Assert.That(() => ApprovalPolicy.IsJudgedAgain(0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
