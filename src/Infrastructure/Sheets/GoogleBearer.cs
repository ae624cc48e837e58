using System.Net;
using System.Net.Http.Headers;

namespace ZoomApprover.Infrastructure.Sheets;

/// <summary>Signs each call; one that Google answers with 401 is made once more with a new token.</summary>
internal sealed class GoogleBearer(GoogleAccessToken token) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await SendSignedAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        response.Dispose();
        token.Forget();
        return await SendSignedAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendSignedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.GetAsync(cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }
}
