using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Tests.Registrations;

/// <summary>Numbers that stand in ledgers: a change here would give old rows another meaning.</summary>
internal sealed class StoredNumbersTests
{
    private static string Numbers<T>() where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(value => $"{Convert.ToInt32(value, null)}={value}"));

    [Test]
    public void Stored_numbers_stay_as_they_are()
    {
        using var all = Assert.EnterMultipleScope();
        Assert.That(Numbers<RegistrationStatus>(), Is.EqualTo("1=Waiting 2=Approving 3=Approved 4=Denying 5=Denied 6=Cancelled"));
        Assert.That(Numbers<WaitingReason>(), Is.EqualTo(
            "1=NoCode 2=UnknownCode 3=SeveralCodes 4=CodeAlreadyUsed 5=WrongSession 6=HolderMismatch 7=CodeExpired 8=CodeOnHold 9=AmbiguousCode 10=ListUnavailable 11=ReleasedByPerson 12=ZoomRefused 13=ZoomUnconfirmed 14=MistypedCode 15=TooManyTries"));
        Assert.That(Numbers<Source>(), Is.EqualTo("1=Webhook 2=Sweep 3=Person"));
        Assert.That(Numbers<Wish>(), Is.EqualTo("1=Release 2=Deny 3=Displace"));
        Assert.That(Numbers<ZoomAction>(), Is.EqualTo("1=Approve 2=Deny"));
        Assert.That(Numbers<MeetingKind>(), Is.EqualTo("0=Meeting 1=Webinar"));
    }
}
