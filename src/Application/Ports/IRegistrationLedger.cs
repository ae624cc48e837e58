using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Ports;

/// <summary>
/// The ledger's side of taking registrations in. Each call is one commit; a task completes only after the commit returned.
/// A caller's cancellation never undoes or cuts a commit.
/// </summary>
/// <remarks>Every member throws <see cref="LedgerUnavailableException"/> when nothing was stored, or when nobody knows.</remarks>
public interface IRegistrationLedger
{
    /// <summary>Records a registrant and its decision; the claim is won or lost here. The same registrant again changes nothing,
    /// unless it still waits and registered anew with other answers, or Zoom says that it waits again after it was refused.</summary>
    Task<Outcome> RecordAsync(Recording recording);

    /// <summary>Takes over an approval that Zoom knows and the ledger did not make: its known codes are blocked, and a claim that
    /// was not yet used in Zoom gives way.</summary>
    /// <returns>The outcome, and codes with which somebody else had been approved too.</returns>
    Task<Adoption> AdoptAsync(Recording recording, IReadOnlyList<string> knownCodes);

    /// <summary>The ledger is a backup that has not caught up: who is denied in Zoom and unknown here is kept, see <see cref="KeepDeniedAsync"/>.</summary>
    bool IsBehind { get; }

    /// <summary>Keeps a registrant whom Zoom lists as denied and a restored ledger does not know, and blocks their codes: they may have
    /// been in before. For a ledger that is not behind, and for one who is known, <see cref="DeniedInZoomAsync"/>.</summary>
    Task KeepDeniedAsync(Recording recording, IReadOnlyList<string> knownCodes);

    /// <summary>Records that Zoom lists a registrant as denied, or as cancelled when a notice said so. One the ledger does not know is left alone.</summary>
    /// <param name="observedAt">When Zoom was asked.</param>
    Task DeniedInZoomAsync(RegistrationKey key, DateTimeOffset observedAt);

    /// <summary>Zoom does not know the registrant: that proves something only of one who had cancelled.</summary>
    Task GoneFromZoomAsync(RegistrationKey key, DateTimeOffset observedAt);

    /// <summary>Takes in what Zoom told of a registrant: it confirms our own approval, or is kept until the registrant was read.</summary>
    /// <param name="givesBack">A cancellation that frees the code as soon as a reading shows the registrant out.</param>
    /// <param name="doubtful">Its age makes it doubtful: it only leads to a reading.</param>
    Task<Heard> HearAsync(Notice notice, bool givesBack, bool doubtful);

    /// <summary>Those of a page of Zoom's about whom the ledger already knows what Zoom says: recording them would change nothing.
    /// One look for all of them, and nothing is written.</summary>
    /// <returns>Registrant ids.</returns>
    Task<IReadOnlySet<string>> UnchangedAsync(MeetingKey meeting, IReadOnlyCollection<Registrant> registrants);

    /// <summary>A genuine delivery told of a registrant who is recorded already: it is not missed.</summary>
    Task DeliveredAsync(RegistrationKey key);

    /// <summary>Keeps the name of a registrant to read from Zoom: a genuine delivery whose age makes its content doubtful.</summary>
    Task KeepHintAsync(RegistrationKey key);

    /// <summary>Names kept, the oldest or longest postponed first.</summary>
    Task<IReadOnlyList<RegistrationKey>> HintsAsync(int most);

    /// <summary>Zoom was asked about it: nothing is left to do.</summary>
    Task DropHintAsync(RegistrationKey key);

    /// <summary>Zoom could not be asked about it now: the others come first.</summary>
    Task PostponeHintAsync(RegistrationKey key);

    /// <summary>Null when there is no such registration.</summary>
    Task<Registration?> FindAsync(RegistrationKey key);
}

/// <param name="Decision">For an adoption it says nothing.</param>
/// <param name="JudgedAgainst">When the reading began that the decision rests on; null when no list was ever read.</param>
/// <param name="ObservedAt">When Zoom was asked, or the time of the event that was delivered.</param>
/// <param name="Trace">The traceparent (W3C) of the decision; null while nobody traces.</param>
public sealed record Recording(
    Registrant Registrant,
    CandidateCodes Candidates,
    Decision Decision,
    Source Source,
    DateTimeOffset? JudgedAgainst,
    DateTimeOffset ObservedAt,
    string? Trace = null)
{
    /// <summary>Unknown codes among the candidates that count as guesses; none when the list knows one of them.</summary>
    public IReadOnlyList<string> Tries { get; init; } = [];
}

/// <param name="Outcome">How the registration stands now; null when there is none.</param>
public sealed record Heard(Hearing Hearing, Outcome? Outcome);

/// <param name="UsedTwice">Codes with which two people are now approved in Zoom.</param>
/// <param name="IsOurs">It was our own approval, seen from the other side.</param>
public sealed record Adoption(Outcome Outcome, IReadOnlyList<string> UsedTwice, bool IsOurs = false);

/// <summary>Nothing can be promised now: the ledger is full, too busy, stopping, or an outcome is unknown. Answer 503.</summary>
public sealed class LedgerUnavailableException(string why, Exception? cause = null) : Exception(why, cause);
