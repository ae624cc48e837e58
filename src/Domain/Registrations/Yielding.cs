namespace ZoomApprover.Domain.Registrations;

/// <summary>How a registration gives way: its code was set free, is used by somebody else, or a person refuses it. Pure.</summary>
public static class Yielding
{
    /// <summary>Its code was taken from it: it waits until a person decides.</summary>
    public static Registration Released(Registration registration, DateTimeOffset now) => registration with
    {
        Status = RegistrationStatus.Waiting,
        Reason = WaitingReason.ReleasedByPerson,
        Code = null,
        Generation = 0,
        DecidedAt = now,
        Owed = null,
    };

    /// <summary>Its code is in use by somebody Zoom had approved before.</summary>
    public static Registration Displaced(Registration registration, DateTimeOffset now) => registration with
    {
        Status = RegistrationStatus.Waiting,
        Reason = WaitingReason.CodeAlreadyUsed,
        Code = null,
        Generation = 0,
        DecidedAt = now,
        JudgedAgainst = now.AddMilliseconds(1), // settled for good: no later reading of the list is waited for
        Owed = null,
    };

    /// <summary>A person refused it: Zoom is to be told.</summary>
    public static Registration Denying(Registration registration, DateTimeOffset now) => registration with
    {
        Status = RegistrationStatus.Denying,
        Reason = null,
        DecidedAt = now,
        Source = Source.Person,
        Owed = Sending.Owe(ZoomAction.Deny, now),
    };

    /// <summary>Does what was asked for while a call was on its way, now that the call is settled.</summary>
    /// <param name="settled">Without an open attempt.</param>
    /// <returns>The registration, and whether it was too late because Zoom had approved it.</returns>
    public static (Registration Next, bool TooLate) Grant(Registration settled, Wish wish, DateTimeOffset now) => (wish, settled.Status) switch
    {
        (_, RegistrationStatus.Approved) => (settled with { Owed = null }, true), // nor for further occurrences
        (Wish.Deny, RegistrationStatus.Denying or RegistrationStatus.Denied or RegistrationStatus.Cancelled) => (settled, false),

        // its code goes; a person's refusal, made or still owed, stays
        (Wish.Release or Wish.Displace, RegistrationStatus.Denying or RegistrationStatus.Denied or RegistrationStatus.Cancelled) =>
            (settled with { Code = null, Generation = 0 }, false),
        (Wish.Release, _) => (Released(settled, now), false),
        (Wish.Deny, _) => (Denying(settled, now), false),
        (Wish.Displace, _) => (Displaced(settled, now), false),
        _ => throw new ArgumentOutOfRangeException(nameof(wish), wish, "Not a wish."),
    };
}
