using ZoomApprover.Infrastructure.Zoom.Answers;

namespace ZoomApprover.Infrastructure.Zoom.Access;

/// <summary>Reads the token endpoint's refusals: <c>{"reason":"Invalid client_id or client_secret","error":"invalid_client"}</c>.</summary>
internal static class TokenRefusals
{
    /// <summary>Only an answer in OAuth's own words speaks of the credentials; everything else may pass by itself.</summary>
    public static ZoomTokenException Of(ZoomReply reply)
    {
        using var document = Json.Parse(reply.Body);
        var error = reply.Status is 400 or 401 or 403 ? document?.RootElement.Text("error") : null;
        return string.IsNullOrEmpty(error)
            ? new("", refused: false, reply.RetryAfter)
            : new(ZoomWords.Clean($"{error}: {document!.RootElement.Text("reason")}"), refused: true, reply.RetryAfter);
    }
}
