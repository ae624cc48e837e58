using Refit;

namespace ZoomApprover.Infrastructure.Zoom.Answers;

/// <summary>What came back of a call, without Refit.</summary>
/// <param name="Status">0 when no whole answer came.</param>
/// <param name="Body">"" when there was none.</param>
/// <param name="ZoomTime">Zoom's clock by the Date header; null when unknown.</param>
/// <param name="Cause">Why no answer came; null when one did.</param>
internal sealed record ZoomReply(int Status, string Body, TimeSpan? RetryAfter = null, DateTimeOffset? ZoomTime = null, Exception? Cause = null)
{
    public ZoomError? Error { get; } = ZoomError.Read(Body);

    /// <summary>Zoom's words when it used its own form, else what kind of answer it was.</summary>
    public string Words => Error?.Words ?? (Status switch
    {
        >= 300 and < 400 => $"redirect ({Status})",
        0 or 200 or 204 => "",
        _ => $"HTTP {Status}",
    });

    /// <summary>Makes a value of whatever comes of the call; only cancellation throws.</summary>
    public static async Task<ZoomReply> OfAsync(Task<IApiResponse<string>> call, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await call;
            return Of(response, time.GetUtcNow());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception cause)
        {
            return new(0, "", Cause: cause);
        }
    }

    /// <summary>Without the body, which describes people or holds a token.</summary>
    public override string ToString() => $"HTTP {Status}";

    private static ZoomReply Of(IApiResponse<string> response, DateTimeOffset now)
    {
        if (response.StatusCode is not { } status)
        {
            return new(0, "", Cause: response.Error?.InnerException ?? new HttpRequestException("No answer."));
        }

        var date = response.Headers?.Date;
        var wait = response.Headers is { } headers && headers.NonValidated.TryGetValues("Retry-After", out var values) ? values.ToString() : null;
        return new(
            (int)status,
            response.Content ?? (response.Error as ApiException)?.Content ?? "",
            Answers.RetryAfter.Read(wait, date ?? now),
            date);
    }
}
