using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Tests.Registrations;

internal sealed class OccurringTests
{
    [Test]
    public void Each_occurrence_is_owed_a_call_of_its_own_under_one_claim()
    {
        var registration = Begun("1", "2");

        var first = Sending.Confirmed(registration, A.Now);
        var second = Sending.Confirmed(Begin(first), A.Now);

        Assert.Multiple(() =>
        {
            Assert.That((first.Status, first.Owed?.Action, Occurring.Next(first)), Is.EqualTo((RegistrationStatus.Approved, ZoomAction.Approve, "2")), "in for one, owed the other");
            Assert.That((second.Status, second.Owed, Occurring.Next(second)), Is.EqualTo((RegistrationStatus.Approved, (OwedCall?)null, (string?)null)));
            Assert.That((first.Code, second.Code), Is.EqualTo((A.Code, A.Code)));
        });
    }

    [TestCase(ZoomStatus.Approved, ZoomStatus.Denied, RegistrationStatus.Approved)]
    [TestCase(ZoomStatus.Denied, ZoomStatus.Approved, RegistrationStatus.Approved)]
    [TestCase(ZoomStatus.Denied, ZoomStatus.Denied, RegistrationStatus.Denied)]
    public void Only_who_is_in_for_none_is_out(ZoomStatus first, ZoomStatus second, RegistrationStatus expected)
    {
        var after = Settle(Begin(Settle(Begun("1", "2"), first)), second);

        Assert.That((after.Status, after.Owed), Is.EqualTo((expected, (OwedCall?)null)));
    }

    [TestCase(Wish.Release)]
    [TestCase(Wish.Displace)]
    [TestCase(Wish.Deny)]
    public void What_was_asked_for_during_the_call_stops_the_further_ones(Wish wish)
    {
        var begun = Begun("1", "2");

        var after = Sending.Confirmed(begun with { Owed = begun.Owed! with { Wish = wish } }, A.Now);

        Assert.That((after.Status, after.Owed), Is.EqualTo((RegistrationStatus.Approved, (OwedCall?)null)));
        Assert.That(Yielding.Grant(after, wish, A.Now).TooLate, Is.True, "Zoom cannot undo it");
    }

    [Test]
    public void Who_is_in_for_one_occurrence_stays_in_when_Zoom_refuses_another()
    {
        var refused = Sending.Refused(Begin(Sending.Confirmed(Begun("1", "2"), A.Now)), "3035: full", A.Now);

        Assert.That((refused.Status, refused.Reason, refused.Owed), Is.EqualTo((RegistrationStatus.Approved, WaitingReason.ZoomRefused, (OwedCall?)null)));
    }

    [Test]
    public void Refusal_by_a_person_goes_through_all_occurrences()
    {
        var denying = A.Registration(RegistrationStatus.Denying) with { Occurrences = ["1", "2"] };

        var first = Sending.Denied(Begin(denying), A.Now);
        var second = Sending.Denied(Begin(first), A.Now);

        Assert.That((first.Status, Occurring.Next(first)), Is.EqualTo((RegistrationStatus.Denying, "2")));
        Assert.That((second.Status, second.Owed), Is.EqualTo((RegistrationStatus.Denied, (OwedCall?)null)));
    }

    private static Registration Begun(params string[] occurrences) => Begin(A.Registration() with { Occurrences = occurrences });

    private static Registration Begin(Registration registration) => Sending.Begun(registration, A.Now, epoch: 1, Occurring.Next(registration));

    private static Registration Settle(Registration begun, ZoomStatus seen) => seen == ZoomStatus.Approved ? Sending.Confirmed(begun, A.Now) : Sending.Denied(begun, A.Now);
}
