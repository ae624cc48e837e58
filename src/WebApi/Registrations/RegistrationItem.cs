using System.Globalization;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations.FindNearMisses;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.WebApi.Texts;

namespace ZoomApprover.WebApi.Registrations;

/// <summary>One registration, as people see it.</summary>
/// <param name="Kind">meeting or webinar.</param>
/// <param name="MeetingId">Zoom's number, as text.</param>
/// <param name="Code">The claimed code in its compared form; null when none is claimed.</param>
/// <param name="Generation">How often that code had been handed out, from 1; null without a code.</param>
/// <param name="Status">waiting, approving, approved, denying, denied, or cancelled.</param>
/// <param name="Unconfirmed">Zoom took the call, but does not show its effect yet.</param>
/// <param name="Reason">Why it waits; null when it does not.</param>
/// <param name="Explanation">The reason in a sentence that says what to do next, in the language of Accept-Language (en, es).</param>
/// <param name="ZoomWords">Zoom's refusal in its own words; null without one.</param>
/// <param name="Source">webhook, sweep, or person (a person decided it).</param>
public sealed record RegistrationItem(
    string Kind,
    string MeetingId,
    string RegistrantId,
    string Email,
    string FirstName,
    string LastName,
    string? Code,
    int? Generation,
    string Status,
    bool Unconfirmed,
    string? Reason,
    string? Explanation,
    string? ZoomWords,
    string Source,
    DateTimeOffset RegisteredAt,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? DecidedAt,
    DateTimeOffset? ApprovedAt)
{
    internal static RegistrationItem Of(Registration one, CultureInfo language) => new(
        Lower(one.Key.Meeting.Kind),
        one.Key.Meeting.Id.ToString(CultureInfo.InvariantCulture),
        one.Key.RegistrantId,
        one.Email,
        one.FirstName,
        one.LastName,
        one.Code,
        one.Code is null ? null : one.Generation,
        Lower(one.Status),
        one.Owed?.Unconfirmed == true || one.Reason == WaitingReason.ZoomUnconfirmed,
        one.Reason?.ToString(),
        one.Reason is { } reason ? Sentences.Reason(reason, language) : null,
        one.ZoomWords.Length == 0 ? null : one.ZoomWords,
        Lower(one.Source),
        one.RegisteredAt,
        one.ReceivedAt,
        one.DecidedAt,
        one.ApprovedAt);

    /// <summary>The key only: whatever prints it may be a log.</summary>
    public override string ToString() => $"{Kind} {MeetingId}, registrant {RegistrantId}";

    internal static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>One line of a registration's history.</summary>
/// <param name="Actor">service, api (a person here), zoom (a person there), list, or registrant (who cancelled in Zoom).</param>
public sealed record HistoryItem(DateTimeOffset At, string Event, string Text, string Actor, string? Status, string? Reason, string? Code, int? Generation)
{
    internal static HistoryItem Of(HistoryEntry entry, CultureInfo language) => new(
        entry.At, entry.Event.ToString(), Sentences.History(entry.Event, language), RegistrationItem.Lower(entry.Actor),
        entry.Status is { } status ? RegistrationItem.Lower(status) : null, entry.Reason?.ToString(), entry.Code, entry.Generation);

    /// <summary>Without the code.</summary>
    public override string ToString() => $"{Event} by {Actor} at {At:u}";
}

public sealed record RegistrationList(IReadOnlyList<RegistrationItem> Items, int Total);

/// <param name="NearMisses">While it waits for want of a known code: free codes of the list that are one slip away from what was typed. Nobody is approved by it.</param>
/// <param name="HolderHint">While it waits with HolderMismatch: the address in the row of its code, masked; null when the row names none.</param>
/// <param name="CodeHolders">Who holds uses of the code that it claimed, itself among them, or that it waits for with CodeAlreadyUsed; the latest last.</param>
public sealed record RegistrationDetails(
    RegistrationItem Registration, IReadOnlyList<HistoryItem> History, IReadOnlyList<NearMissItem> NearMisses, string? HolderHint, IReadOnlyList<HolderItem> CodeHolders);

/// <summary>A free code that may have been meant.</summary>
/// <param name="Code">In its compared form. Approve the registration with it, if you know that it was meant.</param>
/// <param name="Row">Where it stood when the list was read, the header being 1; null when known only from an earlier start.</param>
/// <param name="Slip">swapped, missing, doubled, extra, or lookalike.</param>
/// <param name="Place">Of the character concerned, from 1, without spaces and dashes.</param>
/// <param name="Text">The slip in a sentence.</param>
public sealed record NearMissItem(string Code, int? Row, string Session, string Slip, int Place, string Text)
{
    internal static NearMissItem Of(FoundNearMiss found, CultureInfo language) => new(
        found.Invitation.Code, found.Invitation.Row == 0 ? null : found.Invitation.Row, found.Invitation.Session.Key,
        RegistrationItem.Lower(found.Miss.Slip), found.Miss.Place, Sentences.Slip(found.Miss, language));

    /// <summary>The row only.</summary>
    public override string ToString() => $"row {Row}";
}
