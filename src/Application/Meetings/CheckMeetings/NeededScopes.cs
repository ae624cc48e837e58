using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Application.Meetings.CheckMeetings;

/// <summary>What a server-to-server app must be granted (Zoom's granular scopes; the classic ones serve as well).</summary>
internal static class NeededScopes
{
    private static readonly (MeetingKind Kind, string Granular, string Classic)[] Needed =
    [
        (MeetingKind.Meeting, "meeting:update:registrant_status:admin", "meeting:write:admin"),
        (MeetingKind.Meeting, "meeting:read:list_registrants:admin", "meeting:read:admin"),
        (MeetingKind.Meeting, "meeting:read:registrant:admin", "meeting:read:admin"),
        (MeetingKind.Meeting, "meeting:read:meeting:admin", "meeting:read:admin"),
        (MeetingKind.Webinar, "webinar:update:registrant_status:admin", "webinar:write:admin"),
        (MeetingKind.Webinar, "webinar:read:list_registrants:admin", "webinar:read:admin"),
        (MeetingKind.Webinar, "webinar:read:registrant:admin", "webinar:read:admin"),
        (MeetingKind.Webinar, "webinar:read:webinar:admin", "webinar:read:admin"),
    ];

    public static IEnumerable<string> Missing(IReadOnlyCollection<string> granted, IReadOnlySet<MeetingKind> kinds)
    {
        var have = granted.ToHashSet(StringComparer.Ordinal);
        return Needed.Where(scope => kinds.Contains(scope.Kind) && !Has(scope.Granular) && !Has(scope.Classic)).Select(scope => scope.Granular);

        // an app for one account may carry them without ":admin"
        bool Has(string scope) => have.Contains(scope) || have.Contains(scope[..^":admin".Length]);
    }
}
