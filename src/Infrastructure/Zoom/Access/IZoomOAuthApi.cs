using Refit;

namespace ZoomApprover.Infrastructure.Zoom.Access;

/// <summary>Zoom's token endpoint (developers.zoom.us/docs/internal-apps/s2s-oauth). The client's id and secret travel in the Basic header.</summary>
internal interface IZoomOAuthApi
{
    /// <summary>
    /// <c>{access_token, expires_in, scope}</c>, or 400 with <c>{reason, error}</c>. There is no refresh token, and a new
    /// token leaves the older ones alive. Parameters in the query began to fail in 2025: they go into the form.
    /// </summary>
    /// <param name="form">grant_type=account_credentials and account_id.</param>
    [Post("/oauth/token")]
    Task<IApiResponse<string>> CreateTokenAsync([Body(BodySerializationMethod.UrlEncoded)] Dictionary<string, string> form, CancellationToken cancellationToken);
}
