using System.Net;
using ZoomApprover.Application.State;

namespace ZoomApprover.Infrastructure;

/// <summary>Innermost handler: counts each call that leaves, by what came back.</summary>
internal sealed class CountedCalls(CallMeter meter, Func<HttpRequestMessage, CallKind> kindOf) : DelegatingHandler
{
    private const string None = "none";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = None;
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            answer = NameOf(response.StatusCode);
            return response;
        }
        finally
        {
            meter.Count(kindOf(request), answer);
        }
    }

    private static string NameOf(HttpStatusCode status) => (int)status switch
    {
        429 => "429",
        < 300 => "2xx",
        < 400 => "3xx",
        < 500 => "4xx",
        _ => "5xx",
    };
}
