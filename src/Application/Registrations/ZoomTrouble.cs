using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Application.Registrations;

/// <summary>A failed read in the words people see.</summary>
internal static class ZoomTrouble
{
    public static Problem Of<T>(MeetingKey meeting, ReadAnswer<T> answer) => answer.End switch
    {
        ReadEnd.PermissionRefused when answer.MissingScopes is { Count: > 0 } scopes => new Problem(ProblemKind.ZoomScopeMissing, string.Join(", ", scopes), meeting.ToString()),
        ReadEnd.PermissionRefused => new Problem(ProblemKind.ZoomSignIn, answer.Words),
        ReadEnd.TooManyCalls => new Problem(ProblemKind.ZoomQuota, meeting.ToString()),
        ReadEnd.NotFound => new Problem(ProblemKind.MeetingNotFound, meeting.ToString()),
        _ => new Problem(ProblemKind.ZoomUnreachable, meeting.ToString(), answer.Words),
    };
}
