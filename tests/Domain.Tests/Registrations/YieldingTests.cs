using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Tests.Registrations;

internal sealed class YieldingTests
{
    private static readonly DateTimeOffset Later = A.Now.AddSeconds(5);

    private static string Told(Registration one) =>
        $"{one.Status}{(one.Reason is { } reason ? $" {reason}" : "")}, {(one.Code is null ? "no code" : "its code")}, {(one.Owed is { } owed ? $"owes {owed.Action}" : "owes nothing")}";

    [TestCase(RegistrationStatus.Approving)]
    [TestCase(RegistrationStatus.Waiting)]
    public void Released_registration_waits_until_a_person_decides(RegistrationStatus status)
    {
        var released = Yielding.Released(A.Registration(status), Later);

        using var all = Assert.EnterMultipleScope();
        Assert.That(Told(released), Is.EqualTo("Waiting ReleasedByPerson, no code, owes nothing"));
        Assert.That(released.Generation, Is.Zero);
        Assert.That(released.DecidedAt, Is.EqualTo(Later));
    }

    [Test]
    public void Displaced_registration_has_lost_its_code_for_good()
    {
        var displaced = Yielding.Displaced(A.Registration() with { ReceivedAt = Later }, Later);

        using var all = Assert.EnterMultipleScope();
        Assert.That(Told(displaced), Is.EqualTo("Waiting CodeAlreadyUsed, no code, owes nothing"));
        Assert.That(displaced.Generation, Is.Zero);
        Assert.That(displaced.IsFinal, Is.True);
        Assert.That(displaced.DecidedAt, Is.EqualTo(Later));
    }

    [TestCase(RegistrationStatus.Approving)]
    [TestCase(RegistrationStatus.Waiting)]
    public void Denied_registration_keeps_its_code_and_Zoom_is_to_be_told(RegistrationStatus status)
    {
        var denying = Yielding.Denying(A.Registration(status), Later);

        using var all = Assert.EnterMultipleScope();
        Assert.That(Told(denying), Is.EqualTo("Denying, its code, owes Deny"));
        Assert.That(denying.Source, Is.EqualTo(Source.Person));
        Assert.That(denying.Owed!.NextAttemptAt, Is.EqualTo(Later));
        Assert.That(denying.DecidedAt, Is.EqualTo(Later));
    }

    [TestCase(Wish.Release, RegistrationStatus.Approving, "Waiting ReleasedByPerson, no code, owes nothing", false)]
    [TestCase(Wish.Release, RegistrationStatus.Waiting, "Waiting ReleasedByPerson, no code, owes nothing", false)]
    [TestCase(Wish.Release, RegistrationStatus.Approved, "Approved, its code, owes nothing", true)]
    [TestCase(Wish.Release, RegistrationStatus.Denying, "Denying, no code, owes Deny", false)]
    [TestCase(Wish.Release, RegistrationStatus.Denied, "Denied, no code, owes nothing", false)]
    [TestCase(Wish.Release, RegistrationStatus.Cancelled, "Cancelled, no code, owes nothing", false)]
    [TestCase(Wish.Deny, RegistrationStatus.Approving, "Denying, its code, owes Deny", false)]
    [TestCase(Wish.Deny, RegistrationStatus.Waiting, "Denying, its code, owes Deny", false)]
    [TestCase(Wish.Deny, RegistrationStatus.Approved, "Approved, its code, owes nothing", true)]
    [TestCase(Wish.Deny, RegistrationStatus.Denying, "Denying, its code, owes Deny", false)]
    [TestCase(Wish.Deny, RegistrationStatus.Denied, "Denied, its code, owes nothing", false)]
    [TestCase(Wish.Deny, RegistrationStatus.Cancelled, "Cancelled, its code, owes nothing", false)]
    [TestCase(Wish.Displace, RegistrationStatus.Approving, "Waiting CodeAlreadyUsed, no code, owes nothing", false)]
    [TestCase(Wish.Displace, RegistrationStatus.Waiting, "Waiting CodeAlreadyUsed, no code, owes nothing", false)]
    [TestCase(Wish.Displace, RegistrationStatus.Approved, "Approved, its code, owes nothing", true)]
    [TestCase(Wish.Displace, RegistrationStatus.Denying, "Denying, no code, owes Deny", false)]
    [TestCase(Wish.Displace, RegistrationStatus.Denied, "Denied, no code, owes nothing", false)]
    [TestCase(Wish.Displace, RegistrationStatus.Cancelled, "Cancelled, no code, owes nothing", false)]
    public void Wish_is_granted_as_far_as_Zoom_left_room(Wish wish, RegistrationStatus status, string expected, bool tooLate)
    {
        var (next, late) = Yielding.Grant(A.Registration(status), wish, Later);

        using var all = Assert.EnterMultipleScope();
        Assert.That(Told(next), Is.EqualTo(expected));
        Assert.That(next.Generation, Is.EqualTo(next.Code is null ? 0 : 1));
        Assert.That(late, Is.EqualTo(tooLate));
    }

    [Test]
    public void Every_wish_is_granted_in_every_status()
    {
        var pairs = from wish in Enum.GetValues<Wish>() from status in Enum.GetValues<RegistrationStatus>() select (wish, status);

        Assert.That(() => pairs.Select(pair => Yielding.Grant(A.Registration(pair.status), pair.wish, Later)).ToList(), Throws.Nothing);
    }

    [TestCase(Wish.Release)]
    [TestCase(Wish.Deny)]
    [TestCase(Wish.Displace)]
    public void Refusal_of_a_person_that_is_on_its_way_is_neither_lost_nor_hurried(Wish wish)
    {
        var backedOff = Sending.NotDone(A.Begun(RegistrationStatus.Denying), A.Now.AddMinutes(5), counted: true);

        var (next, _) = Yielding.Grant(backedOff, wish, Later);

        Assert.That(next.Owed, Is.EqualTo(backedOff.Owed));
    }
}
