using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Zoom.Access;

namespace ZoomApprover.Infrastructure.Zoom.Answers;

/// <summary>Says how a read ended. Pure.</summary>
internal static class ReadAnswers
{
    /// <param name="parse">Null for a body that is not what was asked for.</param>
    /// <param name="paged">The call carried a page token, so a refusal may speak of it.</param>
    public static ReadAnswer<T> Of<T>(ZoomReply reply, Func<string, T?> parse, bool paged = false) => reply switch
    {
        { Cause: ZoomTokenException token } => OfToken<T>(token),
        { Status: 200 } => parse(reply.Body) is { } value ? new(ReadEnd.Found, value, MissingScopes: []) : Of<T>(reply, ReadEnd.Failed),
        { Status: 429 } => Of<T>(reply, ReadEnd.TooManyCalls),
        _ when Refusal.IsPermission(reply) => Of<T>(reply, ReadEnd.PermissionRefused),
        _ when paged && Refusal.IsPageToken(reply) => Of<T>(reply, ReadEnd.PageExpired),
        _ when Refusal.IsUnknown(reply) => Of<T>(reply, ReadEnd.NotFound),
        _ => Of<T>(reply, ReadEnd.Failed),
    };

    public static ReadAnswer<T> OfToken<T>(ZoomTokenException token) =>
        new(token.IsRefused ? ReadEnd.PermissionRefused : ReadEnd.Failed, Words: token.Words, RetryAfter: token.RetryAfter, MissingScopes: []);

    private static ReadAnswer<T> Of<T>(ZoomReply reply, ReadEnd end) =>
        new(end, Words: reply.Words, RetryAfter: reply.RetryAfter, MissingScopes: reply.Error?.MissingScopes ?? []);
}
