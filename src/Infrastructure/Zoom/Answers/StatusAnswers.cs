using Polly.CircuitBreaker;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Infrastructure.Zoom.Access;

namespace ZoomApprover.Infrastructure.Zoom.Answers;

/// <summary>Says how a status call ended. Pure; in doubt it may have happened.</summary>
internal static class StatusAnswers
{
    public static StatusAnswer Of(ZoomReply reply, MeetingKey meeting) => reply.Cause switch
    {
        null => new(End(reply, meeting), reply.Words, reply.RetryAfter, reply.Error?.MissingScopes ?? [], reply.ZoomTime),
        ZoomTokenException { IsRefused: true } token => new(CallEnd.PermissionRefused, token.Words, token.RetryAfter, []),
        ZoomTokenException token => new(CallEnd.NotSent, token.Words, token.RetryAfter, []),
        var cause => new(NeverLeft(cause) ? CallEnd.NotSent : CallEnd.Unknown, MissingScopes: []),
    };

    private static CallEnd End(ZoomReply reply, MeetingKey meeting) => reply.Status switch
    {
        204 => CallEnd.Accepted,
        429 => Refusal.IsDaily(reply) ? CallEnd.DailyLimit : CallEnd.TooManyCalls,
        _ when Refusal.IsPermission(reply) => CallEnd.PermissionRefused,
        _ when Refusal.IsMeeting(reply, meeting.Id) => CallEnd.MeetingRefused,
        400 => CallEnd.RegistrantRefused,
        _ => CallEnd.Unknown,
    };

    private static bool NeverLeft(Exception cause) => cause is BrokenCircuitException or HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };
}
