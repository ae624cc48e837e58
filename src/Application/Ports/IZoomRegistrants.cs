using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Ports;

/// <summary>Zoom's registrants of meetings and webinars. Every answer is a value; only cancellation throws.</summary>
public interface IZoomRegistrants
{
    /// <summary>Sends one status call. Sent is not done: only a later read proves it.</summary>
    /// <param name="occurrence">Where people register for each occurrence of a recurring meeting: which one. Null for the meeting as a whole.</param>
    /// <param name="registrants">1 to 30, all of one meeting.</param>
    /// <param name="idOnly">Leaves the e-mail addresses out: Zoom has been seen to ignore a call that carried both.</param>
    Task<StatusAnswer> SetStatusAsync(MeetingKey meeting, string? occurrence, ZoomAction action, IReadOnlyList<RegistrantName> registrants, bool idOnly, CancellationToken cancellationToken);

    /// <summary>One registrant, as Zoom has it now. Where people register for each occurrence it does not say for which of them that holds.</summary>
    Task<ReadAnswer<Registrant?>> GetAsync(RegistrationKey registrant, CancellationToken cancellationToken);

    /// <summary>One page of up to 300 registrants.</summary>
    /// <param name="occurrence">Only those of this occurrence, with their status there; null for the meeting as a whole.</param>
    /// <param name="pageToken">"" for the first page. It lives 15 minutes.</param>
    /// <param name="urgency">Who waits for it: below the account's limit of calls, a sweep gives way.</param>
    Task<ReadAnswer<RegistrantPage>> ListAsync(
        MeetingKey meeting, string? occurrence, ZoomStatus status, string pageToken, Urgency urgency, CancellationToken cancellationToken);

    /// <summary>How a meeting is set up. Up to two calls, the second for the form's questions.</summary>
    Task<ReadAnswer<MeetingSettings>> GetMeetingAsync(MeetingKey meeting, CancellationToken cancellationToken);

    /// <summary>The scopes of the present access token, fetching one when there is none.</summary>
    Task<ReadAnswer<IReadOnlyCollection<string>>> GetScopesAsync(CancellationToken cancellationToken);
}

/// <summary>In what order calls go when Zoom allows no more of them a second; the last goes first.</summary>
public enum Urgency
{
    /// <summary>Nobody waits: it is read again in some minutes anyway.</summary>
    Sweep,

    /// <summary>Shows what became of a call.</summary>
    ReadBack,

    /// <summary>A person waits to be let in.</summary>
    Person,
}

/// <summary>Whom a status call is about.</summary>
public readonly record struct RegistrantName(string Id, string Email)
{
    /// <summary>Without the e-mail address.</summary>
    public override string ToString() => Id;
}

/// <param name="NextPageToken">"" at the end.</param>
public sealed record RegistrantPage(IReadOnlyList<Registrant> Registrants, string NextPageToken);

/// <summary>What the configuration check needs of a meeting.</summary>
/// <param name="ApprovalType">0 everybody is approved, 1 by hand, 2 no registration; null when Zoom did not say.</param>
/// <param name="RegistrationType">Recurring meetings: 1 once for all occurrences, 2 for each, 3 once, choosing occurrences; null when Zoom did not say.</param>
/// <param name="QuestionTitles">Custom questions of the form; null when the scope for reading them is missing.</param>
/// <param name="Occurrences">Ids of the occurrences to come; null or empty when the meeting does not recur.</param>
/// <param name="OccurrenceStarts">When the occurrences begin, as far as Zoom gives them; null when it gives none.</param>
public sealed record MeetingSettings(
    int? ApprovalType, int? RegistrationType, DateTimeOffset? StartTime, IReadOnlyList<string>? QuestionTitles, IReadOnlyList<string>? Occurrences = null,
    IReadOnlyList<DateTimeOffset>? OccurrenceStarts = null)
{
    /// <summary>People register for occurrences, and each has a status of its own.</summary>
    public bool IsByOccurrence => RegistrationType is 2 or 3;

    /// <summary>Every time at which the meeting begins, in no order; empty when Zoom names none.</summary>
    public IReadOnlyList<DateTimeOffset> Starts => [.. (OccurrenceStarts ?? []).Concat(StartTime is { } start ? [start] : []).Distinct()];
}

/// <summary>How a call that should have changed something ended.</summary>
public enum CallEnd
{
    /// <summary>Exactly 204.</summary>
    Accepted,

    /// <summary>The call never left: no connection, open circuit, no access token. Zoom did nothing.</summary>
    NotSent,

    /// <summary>Refused before it did anything: too many calls a second. Wait <see cref="StatusAnswer.RetryAfter"/>.</summary>
    TooManyCalls,

    /// <summary>Refused: the registrant's ten calls of this UTC day, or the account's, are used up.</summary>
    DailyLimit,

    /// <summary>Refused for the meeting as a whole (3000, 3001 or 404, 3161, 3035, 300 or 200 naming the meeting).</summary>
    MeetingRefused,

    /// <summary>Refused for want of a permission (401 after a new token, 4700, 4711).</summary>
    PermissionRefused,

    /// <summary>Any other 400: something about a registrant.</summary>
    RegistrantRefused,

    /// <summary>Anything else: time-out, reset, 5xx, redirect, nonsense. It may have happened.</summary>
    Unknown,
}

/// <param name="Words">Zoom's code and message, at most 300 characters; "" when it said nothing. Never logged with personal data.</param>
/// <param name="RetryAfter">What the answer asked for; null when it did not.</param>
/// <param name="MissingScopes">Named in a refusal for want of permission; else empty or null.</param>
/// <param name="ZoomTime">Zoom's clock by the Date header; null when unknown.</param>
public sealed record StatusAnswer(CallEnd End, string Words = "", TimeSpan? RetryAfter = null, IReadOnlyList<string>? MissingScopes = null, DateTimeOffset? ZoomTime = null);

/// <summary>How a read ended.</summary>
public enum ReadEnd
{
    Found,

    /// <summary>404, or Zoom's words for a registrant or meeting it does not know.</summary>
    NotFound,
    PermissionRefused,
    TooManyCalls,

    /// <summary>The page token ran out: begin again.</summary>
    PageExpired,

    /// <summary>No answer that could be understood: try again later.</summary>
    Failed,
}

/// <param name="Value">Set when <paramref name="End"/> is Found.</param>
/// <param name="Words">Zoom's code and message, at most 300 characters, without e-mail addresses; "" when it said nothing.</param>
/// <param name="RetryAfter">What the answer asked for; null when it did not.</param>
/// <param name="MissingScopes">Named in a refusal for want of permission; else empty or null.</param>
public sealed record ReadAnswer<T>(ReadEnd End, T? Value = default, string Words = "", TimeSpan? RetryAfter = null, IReadOnlyList<string>? MissingScopes = null);
