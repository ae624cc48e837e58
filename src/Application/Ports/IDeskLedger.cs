using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Ports;

/// <summary>The ledger's side of what people do and ask.</summary>
public interface IDeskLedger
{
    /// <summary>A person admits a registrant.</summary>
    /// <param name="code">Normal form of the code to spend; null: on the person's word.</param>
    Task<DeskAnswer> ApproveAsync(RegistrationKey key, string? code);

    /// <summary>A person refuses a registrant. Zoom cannot undo it.</summary>
    Task<DeskAnswer> DenyAsync(RegistrationKey key);

    /// <summary>A person sets a spent code free.</summary>
    /// <param name="code">Normal form.</param>
    /// <param name="registrantId">Whose use is set free; null for all of them.</param>
    /// <returns>Of several uses the end that people must know most of all, and one whom it concerns.</returns>
    Task<DeskAnswer> ReleaseAsync(string code, string? registrantId = null);

    /// <summary>One page of the registrations that fit, the latest first.</summary>
    Task<RegistrationPage> SearchAsync(RegistrationFilter filter);

    /// <summary>What happened to a registration, the oldest first; empty when there is none.</summary>
    Task<IReadOnlyList<HistoryEntry>> HistoryAsync(RegistrationKey key);

    /// <summary>Who holds uses of each of the codes now, in the present list, the latest last. A code that nobody holds is missing from the answer.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<ClaimHolder>>> HoldersAsync(IReadOnlyCollection<string> codes);

    /// <summary>Which of these codes stand anywhere here, in any list: on it, spent, released, or typed by somebody.</summary>
    /// <param name="codes">As they are compared.</param>
    Task<IReadOnlySet<string>> EverUsedAsync(IReadOnlyCollection<string> codes);

    /// <summary>Registrations approved with a code that somebody else is approved with too, and that nobody set free since.</summary>
    Task<IReadOnlyList<RegistrationKey>> UsedTwiceAsync();

    /// <summary>How much there is, for people who ask how things stand.</summary>
    Task<LedgerCounts> CountsAsync();
}

/// <summary>What became of a person's request.</summary>
public enum DeskEnd
{
    Done,

    /// <summary>A call to Zoom is on its way: done as soon as it is settled.</summary>
    AfterReadBack,

    /// <summary>The registrant is approved in Zoom and stays so; what was asked for on our side is done.</summary>
    StaysApproved,

    /// <summary>No such registration, or nobody holds the code; not this registrant, if one was named.</summary>
    NotFound,

    /// <summary>All uses of the code are held by others.</summary>
    CodeTaken,

    /// <summary>The code is not on the list.</summary>
    CodeUnknown,

    /// <summary>A person marked the code as used in the list.</summary>
    CodeSpentInList,

    /// <summary>The registration's state does not allow it.</summary>
    NotPossible,
}

/// <param name="Registration">As it stands now; null when there is none.</param>
public sealed record DeskAnswer(DeskEnd End, Registration? Registration);

/// <param name="Text">Part of a name, an e-mail address, a code or a registrant id, without regard to case; null for all.</param>
/// <param name="Page">From 1.</param>
public sealed record RegistrationFilter(RegistrationStatus? Status, WaitingReason? Reason, long? MeetingId, string? Text, int Page, int PageSize)
{
    /// <summary>Without the text.</summary>
    public override string ToString() => nameof(RegistrationFilter);
}

/// <param name="Total">How many fit on all pages.</param>
public sealed record RegistrationPage(IReadOnlyList<Registration> Items, int Total);

/// <param name="Status">Where the registration stood afterwards.</param>
/// <param name="Code">Normal form; null when it held none.</param>
/// <param name="Generation">Generation of its claim; null without one.</param>
public sealed record HistoryEntry(DateTimeOffset At, HistoryEvent Event, Actor Actor, RegistrationStatus? Status, WaitingReason? Reason, string? Code, int? Generation)
{
    /// <summary>Without the code.</summary>
    public override string ToString() => $"{Event} by {Actor} at {At:u}";
}

/// <param name="Generation">The generation of the code that it claimed.</param>
public sealed record ClaimHolder(RegistrationKey Key, RegistrationStatus Status, int Generation);

/// <param name="ByStatus">Registrations of every list; a status nobody has is missing.</param>
/// <param name="OwedToZoom">Registrations of every list with an owed call.</param>
/// <param name="OldestOwed">When the oldest of those was decided; null when nothing is owed.</param>
/// <param name="OwedMarks">Of the list in force.</param>
/// <param name="OldestOwedMark">Since when the oldest of those is owed; null when none is, and for those that an earlier version noted.</param>
/// <param name="LastDelivery">When the youngest registration that came by webhook was received; null when none did.</param>
public sealed record LedgerCounts(IReadOnlyDictionary<RegistrationStatus, int> ByStatus, int OwedToZoom, DateTimeOffset? OldestOwed, int OwedMarks, DateTimeOffset? OldestOwedMark, DateTimeOffset? LastDelivery);
