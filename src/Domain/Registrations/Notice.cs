namespace ZoomApprover.Domain.Registrations;

/// <summary>What Zoom tells of a registrant after the registration. Numbers are stored.</summary>
public enum ZoomEvent
{
    Approved = 1,
    Denied = 2,
    Cancelled = 3,
}

/// <summary>One such event. It repeats neither the answers nor the status, comes more than once, in any order, and hours late.</summary>
/// <param name="At">Zoom's time of it.</param>
/// <param name="Occurrences">Which occurrences of a recurring meeting it is about; empty when it does not say.</param>
/// <param name="ByRegistrant">A cancellation without an operator, or with the registrant's own address as operator.</param>
public sealed record Notice(RegistrationKey Key, ZoomEvent Event, DateTimeOffset At, IReadOnlyList<string> Occurrences, bool ByRegistrant)
{
    /// <summary>The key only: whatever prints it may be a log.</summary>
    public override string ToString() => $"{Key}: {Event}";
}

/// <summary>What is to be done about a notice.</summary>
public enum Hearing
{
    /// <summary>It says what is known, or the reading of a call under way will tell.</summary>
    Nothing,

    /// <summary>It proves that our own approval took effect.</summary>
    Confirms,

    /// <summary>It contradicts what is known: only a reading of Zoom decides.</summary>
    ReadFirst,
}

/// <summary>Weighs a notice against what is known. Pure.</summary>
public static class Hearsay
{
    /// <param name="known">Null when there is no such registration: a notice never makes one.</param>
    /// <param name="doubtful">Its age makes it doubtful: it proves nothing.</param>
    public static Hearing Weigh(Registration? known, Notice notice, bool doubtful) => (notice.Event, known) switch
    {
        (_, null) => Hearing.ReadFirst,
        (ZoomEvent.Approved, { HasOpenAttempt: true, Owed.Action: ZoomAction.Approve }) when !doubtful && IsOf(notice, known.Owed) => Hearing.Confirms,
        (ZoomEvent.Approved, { Status: RegistrationStatus.Approved } or { HasOpenAttempt: true }) => Hearing.Nothing,
        (ZoomEvent.Denied, { Status: RegistrationStatus.Denied or RegistrationStatus.Cancelled }) => Hearing.Nothing,
        (ZoomEvent.Denied, { Status: RegistrationStatus.Denying, HasOpenAttempt: true }) => Hearing.Nothing,
        (ZoomEvent.Cancelled, { Status: RegistrationStatus.Cancelled }) => Hearing.Nothing,
        _ => Hearing.ReadFirst,
    };

    /// <summary>Whether a cancellation is of this registration as it stands, and not of one before it.</summary>
    public static bool EndsWith(this Registration registration, DateTimeOffset cancelledAt) =>
        cancelledAt >= registration.RegisteredAt && !(cancelledAt <= registration.ApprovedAt);

    // an earlier approval may have been taken back since
    private static bool IsOf(Notice notice, OwedCall owed) =>
        notice.At >= owed.AttemptAt && (owed.Occurrence is not { } occurrence || notice.Occurrences.Contains(occurrence));
}
