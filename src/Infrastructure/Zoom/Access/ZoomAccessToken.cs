using System.Net;
using System.Net.Http.Headers;
using ZoomApprover.Infrastructure.Zoom.Answers;

namespace ZoomApprover.Infrastructure.Zoom.Access;

/// <summary>Signs every call with the access token. After a 401, which did nothing, once more with a new one.</summary>
internal sealed class ZoomAccessToken(ZoomTokens tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(cancellationToken);
        var response = await SendAsync(request, token, cancellationToken);

        if (response.StatusCode == HttpStatusCode.Unauthorized && tokens.Reject(token.Value))
        {
            response.Dispose();
            response = await SendAsync(request, await tokens.GetAsync(cancellationToken), cancellationToken);
        }
        else if (response.StatusCode == HttpStatusCode.BadRequest && await LacksScopeAsync(response, cancellationToken))
        {
            tokens.Reject(token.Value); // a scope added meanwhile is only in a new token: the next call has it
        }

        return response;
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, ZoomToken token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        return base.SendAsync(request, cancellationToken);
    }

    private static async Task<bool> LacksScopeAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        ZoomError.Read(await response.Content.ReadAsStringAsync(cancellationToken)) is { IsAboutScopes: true };
}
