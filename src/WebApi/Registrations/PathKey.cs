using System.Globalization;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.WebApi.Registrations;

/// <summary>The key of a registration in a path.</summary>
internal static class PathKey
{
    public static RegistrationKey? Of(string kind, string meetingId, string registrantId)
    {
        MeetingKind? known = kind.ToLowerInvariant() switch { "meeting" => MeetingKind.Meeting, "webinar" => MeetingKind.Webinar, _ => null };
        return known is { } which && long.TryParse(meetingId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new RegistrationKey(new MeetingKey(which, id), registrantId)
            : null;
    }
}
