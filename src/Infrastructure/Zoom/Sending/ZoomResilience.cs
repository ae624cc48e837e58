using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace ZoomApprover.Infrastructure.Zoom.Sending;

/// <summary>
/// A timeout for each attempt and a circuit breaker, and no retry: the pass is the retry, and it reads back before it
/// repeats. Each client has one host, so each breaker speaks of one.
/// </summary>
internal static class ZoomResilience
{
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(10);
    public const int FailuresThatBreak = 10;

    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ResilienceHandlerContext context)
    {
        pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
        pipeline.AddCircuitBreaker(Breaker()).AddTimeout(new HttpTimeoutStrategyOptions { Timeout = AttemptTimeout });
    }

    // nearly everything has to fail: one meeting that hangs must not keep the others waiting
    private static HttpCircuitBreakerStrategyOptions Breaker() => new()
    {
        FailureRatio = 0.9,
        MinimumThroughput = FailuresThatBreak,
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDuration = BreakDuration,
        ShouldHandle = arguments => ValueTask.FromResult(IsDown(arguments.Outcome)),
    };

    // a refusal or a 429 is an answer of a service that is up
    private static bool IsDown(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or TimeoutRejectedException || outcome.Result?.StatusCode >= HttpStatusCode.InternalServerError;
}
