namespace ZoomApprover.Infrastructure.Zoom.Access;

/// <summary>There is no access token, so the call never left. Carries neither secrets nor the exception behind it, which might.</summary>
/// <param name="words">What Zoom said, fit for people; "" when it said nothing.</param>
/// <param name="refused">Zoom does not accept the credentials: trying again does not help.</param>
/// <param name="retryAfter">What Zoom asked for; null when it did not.</param>
internal sealed class ZoomTokenException(string words, bool refused, TimeSpan? retryAfter)
    : Exception(refused ? "Zoom refused the credentials." : "Zoom gave no access token.")
{
    public string Words { get; } = words;

    public bool IsRefused { get; } = refused;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
