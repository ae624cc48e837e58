using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Ports;

/// <summary>The ledger's side of what is owed to Zoom.</summary>
public interface ICallLedger
{
    /// <summary>Counts the starts of this ledger; attempts of an earlier one are read back first.</summary>
    long Epoch { get; }

    /// <summary>When the backup was taken that this ledger is; null when it has caught up with Zoom and the list, or never was one.</summary>
    DateTimeOffset? BehindSince { get; }

    /// <summary>Zoom and the list were read: what they know is known here.</summary>
    Task CaughtUpAsync();

    /// <summary>Registrations with an owed call that is due, oldest first.</summary>
    /// <param name="except">Meetings that are not to be asked about now.</param>
    Task<IReadOnlyList<Registration>> DueAsync(DateTimeOffset now, int most, IReadOnlyCollection<MeetingKey> except);

    /// <summary>When the next owed call of each meeting is due; meetings that nothing is owed for are not among them.</summary>
    Task<IReadOnlyDictionary<MeetingKey, DateTimeOffset>> NextDueAsync();

    /// <summary>Stores each change whose registration is still at the version it was made from.</summary>
    /// <returns>The changes that were stored, at their new version; the others had been changed by somebody else.</returns>
    Task<IReadOnlyList<Registration>> SaveAsync(IReadOnlyList<Change> changes);

    /// <summary>
    /// Read back what an earlier process may have sent: makes every open attempt due now, and every call that was put off by a
    /// clock that was ahead.
    /// </summary>
    Task ResumeAsync(DateTimeOffset now);
}

/// <param name="Next">Carries the version it was made from.</param>
/// <param name="Event">What the history says; null for steps that nobody will ask about.</param>
/// <param name="FreedCode">A code of this registration that becomes free in the same commit; null when none does.</param>
/// <param name="Actor">Who did it.</param>
public sealed record Change(Registration Next, HistoryEvent? Event = null, string? FreedCode = null, Actor Actor = Actor.Service)
{
    /// <summary>Without the code.</summary>
    public override string ToString() => $"{Next}: {Event}";
}

/// <summary>Numbers are stored.</summary>
public enum Actor
{
    Service = 1,

    /// <summary>A person at the API.</summary>
    Api = 2,

    /// <summary>A person in Zoom, seen when Zoom was read.</summary>
    Zoom = 3,

    /// <summary>A person in the list.</summary>
    List = 4,

    /// <summary>The registrant, in Zoom.</summary>
    Registrant = 5,
}

/// <summary>Numbers are stored.</summary>
public enum HistoryEvent
{
    Decided = 1,
    AnswersReplaced = 2,
    JudgedAgain = 3,
    LostRace = 4,
    Displaced = 5,
    CallBegun = 6,
    CallRefused = 7,
    Confirmed = 8,
    Unconfirmed = 9,
    Adopted = 10,
    UsedTwice = 11,
    DeniedInZoom = 12,
    Released = 13,
    ReleaseAsked = 14,
    ReleasedButApproved = 15,
    ApproveAsked = 16,
    DenyAsked = 17,
    DenyTooLate = 18,
    OpenedAgain = 19,
    OccurrencesAdded = 20,
    CancelledInZoom = 21,
}
