using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Tests.Registrations;

internal sealed class HearsayTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [TestCase(ZoomEvent.Approved)]
    [TestCase(ZoomEvent.Denied)]
    [TestCase(ZoomEvent.Cancelled)]
    public void Notice_of_somebody_unknown_leads_to_a_reading(ZoomEvent happened) =>
        Assert.That(Hearsay.Weigh(null, Of(happened), doubtful: false), Is.EqualTo(Hearing.ReadFirst));

    [TestCase(RegistrationStatus.Waiting, Hearing.ReadFirst, Hearing.ReadFirst, Hearing.ReadFirst)]
    [TestCase(RegistrationStatus.Approving, Hearing.ReadFirst, Hearing.ReadFirst, Hearing.ReadFirst)]
    [TestCase(RegistrationStatus.Approved, Hearing.Nothing, Hearing.ReadFirst, Hearing.ReadFirst)]
    [TestCase(RegistrationStatus.Denying, Hearing.ReadFirst, Hearing.ReadFirst, Hearing.ReadFirst)]
    [TestCase(RegistrationStatus.Denied, Hearing.ReadFirst, Hearing.Nothing, Hearing.ReadFirst)]
    [TestCase(RegistrationStatus.Cancelled, Hearing.ReadFirst, Hearing.Nothing, Hearing.Nothing)]
    public void What_contradicts_is_read_first(RegistrationStatus known, Hearing approved, Hearing denied, Hearing cancelled)
    {
        var registration = A.Registration(known);

        var heard = Enum.GetValues<ZoomEvent>().Select(happened => Hearsay.Weigh(registration, Of(happened), doubtful: false));

        Assert.That(heard, Is.EqualTo(new[] { approved, denied, cancelled }));
    }

    [TestCase(RegistrationStatus.Approving, Hearing.Confirms, Hearing.ReadFirst, Hearing.ReadFirst)]
    [TestCase(RegistrationStatus.Denying, Hearing.Nothing, Hearing.Nothing, Hearing.ReadFirst)]
    public void Call_under_way_is_confirmed_or_left_to_its_own_reading(RegistrationStatus known, Hearing approved, Hearing denied, Hearing cancelled)
    {
        var registration = A.Begun(known);

        var heard = Enum.GetValues<ZoomEvent>().Select(happened => Hearsay.Weigh(registration, Of(happened), doubtful: false));

        Assert.That(heard, Is.EqualTo(new[] { approved, denied, cancelled }));
    }

    [Test]
    public void Approval_from_before_our_call_proves_nothing_of_it() =>
        Assert.That(Hearsay.Weigh(A.Begun(), Of(ZoomEvent.Approved) with { At = A.Now - Moment }, doubtful: false), Is.EqualTo(Hearing.Nothing));

    [Test]
    public void Doubtful_approval_proves_nothing() =>
        Assert.That(Hearsay.Weigh(A.Begun(), Of(ZoomEvent.Approved), doubtful: true), Is.EqualTo(Hearing.Nothing));

    [TestCase("2", Hearing.Confirms)]
    [TestCase("3", Hearing.Nothing)]
    [TestCase(null, Hearing.Nothing)]
    public void Approval_of_an_occurrence_is_proof_of_that_one_alone(string? told, Hearing expected)
    {
        var begun = A.Begun();
        begun = begun with { Owed = begun.Owed! with { Occurrence = "2" } };

        var heard = Hearsay.Weigh(begun, Of(ZoomEvent.Approved) with { Occurrences = told is null ? [] : [told] }, doubtful: false);

        Assert.That(heard, Is.EqualTo(expected));
    }

    [Test]
    public void Cancellation_ends_the_registration_it_came_after()
    {
        var registration = A.Registration(RegistrationStatus.Approved) with { ApprovedAt = A.Now };

        Assert.Multiple(() =>
        {
            Assert.That(registration.EndsWith(A.Now + Moment), Is.True);
            Assert.That(registration.EndsWith(A.Now), Is.False, "Zoom approved it after that");
            Assert.That((registration with { ApprovedAt = null }).EndsWith(A.Now), Is.True);
            Assert.That((registration with { ApprovedAt = null, RegisteredAt = A.Now + Moment }).EndsWith(A.Now), Is.False, "registered anew since");
        });
    }

    private static Notice Of(ZoomEvent happened) => new(A.Registration().Key, happened, A.Now, [], ByRegistrant: true);
}
