using System.Globalization;
using System.Text.RegularExpressions;

namespace ZoomApprover.Infrastructure.Zoom.Answers;

/// <summary>Tells Zoom's refusals apart. Zoom documents codes, but uses 300 and 200 for everything, so their words decide.</summary>
internal static partial class Refusal
{
    /// <summary>The app lacks a permission; a 401 that comes this far has outlived a new token.</summary>
    public static bool IsPermission(ZoomReply reply) => reply.Status == 401 || (reply is { Status: 400, Error.IsAboutScopes: true });

    /// <summary>No call about this meeting would do: not there (3001), a webinar (3000), a host who may not (3161), full (3035).</summary>
    public static bool IsMeeting(ZoomReply reply, long meetingId) => reply.Status == 404 || (reply is { Status: 400, Error: { } error } && error.Code switch
    {
        3000 or 3001 or 3161 or 3035 => true,
        300 or 200 => error.Message.Contains(meetingId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) || MeetingWords().IsMatch(error.Message),
        _ => false,
    });

    /// <summary>Zoom does not know the registrant or the meeting. (3000 is no such word: that meeting is there, under the other kind.)</summary>
    public static bool IsUnknown(ZoomReply reply) => reply.Status == 404 || (reply is { Status: 400, Error: { } error } && error.Code switch
    {
        1001 or 3001 or 3079 => true,
        300 => UnknownWords().IsMatch(error.Message),
        3000 => error.Message.Contains("not found", StringComparison.OrdinalIgnoreCase),
        _ => false,
    });

    /// <summary>The registrant's or the account's calls of this UTC day are used up. Codes differ between accounts; the words do not.</summary>
    public static bool IsDaily(ZoomReply reply) => reply.Error is { } error
        && error.Message.Contains("daily", StringComparison.OrdinalIgnoreCase)
        && !error.Message.Contains("per-second", StringComparison.OrdinalIgnoreCase);

    public static bool IsPageToken(ZoomReply reply) => reply is { Status: 400, Error: { Code: 300 } error }
        && $"{error.Message} {error.Fields}".Contains("token", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\b(webinar id|meeting id|registration|permission|plan\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MeetingWords();

    [GeneratedRegex("(invalid (registrant|meeting|webinar) id|does not exist|not found)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UnknownWords();
}
