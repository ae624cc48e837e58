using Microsoft.Extensions.Logging;
using ZoomApprover.Application.State;
using ZoomApprover.Infrastructure.Zoom.Answers;

namespace ZoomApprover.Infrastructure.Zoom.Access;

/// <summary>Keeps one access token for the process; whoever needs a new one first fetches it for all.</summary>
internal sealed partial class ZoomTokens(IZoomOAuthApi oauth, string accountId, TimeProvider time, ILogger<ZoomTokens> logger) : IDisposable
{
    /// <summary>After a failure nobody asks again for so long.</summary>
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(5);

    /// <summary>A token refused by the API is replaced at most this often: a deactivated app refuses the new ones too.</summary>
    private static readonly TimeSpan RejectionPause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim fetching = new(1, 1);
    private readonly Lock gate = new();
    private ZoomToken? kept;
    private ZoomTokenException? failure;
    private Countdown quiet;
    private Countdown untilNextRejection;

    /// <exception cref="ZoomTokenException">There is none to be had now.</exception>
    public async Task<ZoomToken> GetAsync(CancellationToken cancellationToken)
    {
        if (Ready() is { } ready)
        {
            return ready;
        }

        await fetching.WaitAsync(cancellationToken);
        try
        {
            return Ready() ?? await FetchAsync(cancellationToken);
        }
        finally
        {
            fetching.Release();
        }
    }

    /// <summary>The API does not accept this token, or not for everything.</summary>
    /// <returns>True when another one may be tried.</returns>
    public bool Reject(string value)
    {
        lock (gate)
        {
            if (kept?.Value != value)
            {
                return true; // somebody else was first
            }

            if (!untilNextRejection.IsOver(time))
            {
                return false;
            }

            kept = null;
            untilNextRejection = Countdown.Begin(time, RejectionPause);
            return true;
        }
    }

    public void Dispose() => fetching.Dispose();

    private ZoomToken? Ready()
    {
        lock (gate)
        {
            var isQuiet = !quiet.IsOver(time);
            if (kept is { } token && (!token.Fresh.IsOver(time) || (isQuiet && !token.Valid.IsOver(time))))
            {
                return token;
            }

            return failure is { } known && isQuiet ? throw Again(known) : null;
        }
    }

    private async Task<ZoomToken> FetchAsync(CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "account_credentials", ["account_id"] = accountId };
        var reply = await ZoomReply.OfAsync(oauth.CreateTokenAsync(form, cancellationToken), time, cancellationToken);

        var fetched = reply.Status == 200 ? ZoomToken.Read(reply.Body, time) : null;
        return fetched is null ? Keep(TokenRefusals.Of(reply)) : Keep(fetched);
    }

    private ZoomToken Keep(ZoomToken fetched)
    {
        lock (gate)
        {
            (kept, failure) = (fetched, null);
        }

        LogFetched(time.GetUtcNow() + fetched.Valid.Length);
        return fetched;
    }

    // a token that has minutes left serves while the endpoint is down
    private ZoomToken Keep(ZoomTokenException failed)
    {
        LogFailed(failed.IsRefused);
        lock (gate)
        {
            (failure, quiet) = (failed, Countdown.Begin(time, FailurePause));
            return kept is { } token && !token.Valid.IsOver(time) ? token : throw Again(failed);
        }
    }

    private static ZoomTokenException Again(ZoomTokenException known) => new(known.Words, known.IsRefused, known.RetryAfter);

    [LoggerMessage(LogLevel.Information, "Zoom gave an access token until {ExpiresAt}")]
    private partial void LogFetched(DateTimeOffset expiresAt);

    [LoggerMessage(LogLevel.Warning, "Zoom gave no access token; credentials refused: {Refused}")]
    private partial void LogFailed(bool refused);
}
