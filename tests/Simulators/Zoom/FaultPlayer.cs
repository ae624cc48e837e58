using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ZoomApprover.Simulators.Zoom;

/// <summary>Sends answers: the good ones, and the broken ones of a fault.</summary>
internal sealed class FaultPlayer(ZoomState state, TimeProvider time, Standstill standstill, Action<TimeSpan> closeFor)
{
    public const string RedirectPath = "/redirected";
    private const int HugeBytes = 10 * 1024 * 1024;
    private const string Html = "<!DOCTYPE html><html><head><title>Zoom</title></head><body>We are experiencing technical difficulties.</body></html>";

    public async Task SendAsync(HttpContext context, ZoomAnswer answer, ZoomCall call)
    {
        await StartAsync(context, call, answer.Status, answer.Body.Length > 0 ? "application/json;charset=UTF-8" : null, answer.Headers);
        if (answer.Body.Length > 0)
            await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <param name="answer">What Zoom would have said; null when the fault struck first.</param>
    public Task PlayAsync(HttpContext context, Fault fault, ZoomAnswer? answer, ZoomCall call, CancellationToken stopping) => fault.Kind switch
    {
        FaultKind.Answer => SendAsync(context, fault.Code == 0
            ? new ZoomAnswer(fault.HttpStatus)
            : ZoomAnswer.Error(fault.HttpStatus, fault.Code, fault.Message), call),
        FaultKind.TooManyPerSecond => SendAsync(context, TooManyRequests.PerSecond(fault.RetryAfter, time.GetUtcNow(), fault.After), call),
        FaultKind.TooManyToday => SendAsync(context, TooManyToday(fault, call), call),
        FaultKind.Lost => Abort(context),
        FaultKind.Outage => CloseAsync(context, fault.After!.Value),
        FaultKind.Hang => HangAsync(context, stopping),
        FaultKind.Redirect => SendAsync(context, new ZoomAnswer(302) { Headers = [("Location", RedirectPath + call.Path)] }, call),
        FaultKind.Html => SendHtmlAsync(context, call),
        FaultKind.ErrorBody => SendAsync(context, ZoomAnswer.Error(200, 300, "The request could not be completed."), call),
        FaultKind.Cut => SendPartAsync(context, Whole(answer), breakOff: true, call),
        FaultKind.Half => SendPartAsync(context, Whole(answer), breakOff: false, call),
        FaultKind.Huge => SendHugeAsync(context, call),
        FaultKind.Drip => DripAsync(context, call, stopping),
        _ => SendAsync(context, answer!, call), // the fault is inside the answer
    };

    private ZoomAnswer TooManyToday(Fault fault, ZoomCall call) => call is { Endpoint: ZoomEndpoint.Status, RegistrantIds: [var first, ..] }
        ? TooManyRequests.DailyOf(call.Path.StartsWith("/v2/webinars", StringComparison.Ordinal) ? SimKind.Webinar : SimKind.Meeting, first, fault.RetryAfter, time.GetUtcNow(), fault.After)
        : TooManyRequests.Daily(fault.RetryAfter, time.GetUtcNow(), fault.After);

    /// <summary>The log knows the status before the caller does, or a test would read it too early.</summary>
    private async Task StartAsync(HttpContext context, ZoomCall call, int status, string? contentType, IReadOnlyList<(string Name, string Value)>? headers = null)
    {
        state.Answering(call, status);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.Headers.Date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        if (ZoomRoute.Find(call.Method, call.Path) is { Endpoint: not ZoomEndpoint.Token } route)
            response.Headers["x-ratelimit-category"] = route.Label.ToString();
        foreach (var (name, value) in headers ?? [])
            response.Headers[name] = value;
        if (contentType is null)
            await response.StartAsync(context.RequestAborted);
    }

    private static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private Task CloseAsync(HttpContext context, TimeSpan length)
    {
        context.Abort();
        closeFor(length);
        return Task.CompletedTask;
    }

    private async Task HangAsync(HttpContext context, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await standstill.AtAsync(Task.Delay(Timeout.InfiniteTimeSpan, end.Token));
    }

    private async Task SendHtmlAsync(HttpContext context, ZoomCall call)
    {
        await StartAsync(context, call, 200, "text/html;charset=UTF-8");
        await context.Response.WriteAsync(Html, context.RequestAborted);
    }

    private static byte[] Whole(ZoomAnswer? answer) =>
        Encoding.UTF8.GetBytes(answer is { Body.Length: > 0 } ? answer.Body : """{"code":300,"message":"The request could not be completed."}""");

    private async Task SendPartAsync(HttpContext context, byte[] whole, bool breakOff, ZoomCall call)
    {
        await StartAsync(context, call, 200, "application/json;charset=UTF-8");
        context.Response.ContentLength = breakOff ? whole.Length : whole.Length / 2;
        await context.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (breakOff)
            context.Abort();
    }

    private async Task SendHugeAsync(HttpContext context, ZoomCall call)
    {
        await StartAsync(context, call, 200, "application/json;charset=UTF-8");
        var block = new string('a', 64 * 1024);
        await context.Response.WriteAsync("{\"registrants\":[],\"next_page_token\":\"\",\"padding\":\"", context.RequestAborted);
        for (var sent = 0; sent < HugeBytes; sent += block.Length)
            await context.Response.WriteAsync(block, context.RequestAborted);
        await context.Response.WriteAsync("\"}", context.RequestAborted);
    }

    private async Task DripAsync(HttpContext context, ZoomCall call, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await StartAsync(context, call, 200, "application/json;charset=UTF-8");
        while (true)
        {
            await context.Response.WriteAsync(" ", end.Token);
            await context.Response.Body.FlushAsync(end.Token);
            await standstill.AtAsync(Task.Delay(TimeSpan.FromSeconds(1), time, end.Token));
        }
    }
}
