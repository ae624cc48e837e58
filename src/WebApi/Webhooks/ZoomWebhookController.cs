using System.Buffers;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations.ApproveRegistrant;
using ZoomApprover.Application.Registrations.HearFromZoom;
using ZoomApprover.Application.Registrations.KeepDoubtfulDelivery;
using ZoomApprover.Application.Tracing;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.WebApi.Metrics;
using ZoomApprover.WebApi.Registrations;

namespace ZoomApprover.WebApi.Webhooks;

/// <summary>
/// Zoom's deliveries. A genuine one is answered 200 or 503, whatever it holds, because Zoom repeats 5xx and never 4xx;
/// anything else is answered 401. A lean controller: the body must be seen raw before anything binds it.
/// </summary>
[AllowAnonymous]
public sealed partial class ZoomWebhookController(
    Settings settings, IMediator mediator, WebhookMonitor monitor, DeliveryMetrics metrics, TimeProvider time, ILogger<ZoomWebhookController> logger)
{
    private const int LargestBody = 256 * 1024;
    private const int LongestToken = 256;

    [ControllerContext]
    public ControllerContext ControllerContext { get; set; } = new();

    /// <summary>Takes one delivery of Zoom.</summary>
    [HttpPost(WebhookRoute.Template)]
    [ProducesResponseType<WebhookAnswer>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public async Task ReceiveAsync()
    {
        var begun = time.GetTimestamp();
        var outcome = await AnswerAsync();
        metrics.Answered(outcome, time.GetElapsedTime(begun));
    }

    /// <summary>The signature is looked at before the method: a rule in front of it could cost a registration.</summary>
    [AcceptVerbs("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", Route = WebhookRoute.Template)]
    [ApiExplorerSettings(IgnoreApi = true)]
    public Task ReceiveOddAsync() => ReceiveAsync();

    private async Task<DeliveryOutcome> AnswerAsync()
    {
        var http = ControllerContext.HttpContext;
        if (!settings.Zoom.Webhooks)
        {
            // there is no secret to believe anybody by. A subscription that still points here is repeated by Zoom, which a 4xx would
            // end: what comes until webhooks are on again, or the sweep sees it, is not lost
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable);
            return DeliveryOutcome.Off;
        }

        try
        {
            var answer = await AnswerAsync(http);
            await (answer is null ? RefuseAsync(http, StatusCodes.Status401Unauthorized) : http.Response.WriteAsJsonAsync(answer, answer.GetType(), http.RequestAborted));
            return OutcomeOf(answer);
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            // nothing is known to be stored: Zoom shall come again
            var outcome = LogFailure(error);
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable);
            return outcome;
        }
    }

    private static DeliveryOutcome OutcomeOf(object? answer) => answer switch
    {
        null => DeliveryOutcome.Refused,
        WebhookAnswer { Outcome: var outcome } => Enum.Parse<DeliveryOutcome>(outcome, ignoreCase: true),
        _ => DeliveryOutcome.Handshake,
    };

    private DeliveryOutcome LogFailure(Exception error)
    {
        switch (error)
        {
            case BadHttpRequestException or IOException or OperationCanceledException:
                LogBrokenOff(error.GetType().Name); // the sender's doing, whoever that was: anybody could fill the log with it
                return DeliveryOutcome.Broken;
            case LedgerUnavailableException:
                monitor.NotRecorded();
                LogNotRecorded(error.Message, null);
                return DeliveryOutcome.Failed;
            default:
                monitor.NotRecorded();
                LogNotRecorded(error.GetType().Name, error);
                return DeliveryOutcome.Failed;
        }
    }

    /// <returns>Null when the request is not Zoom's.</returns>
    private async Task<object?> AnswerAsync(HttpContext http)
    {
        var arrivedAt = time.GetUtcNow();
        if (await ReadAsync(http.Request) is not { } body)
        {
            monitor.Refused(SignatureCheck.Missing);
            return null;
        }

        try
        {
            return await AnswerAsync(http, body, arrivedAt);
        }
        finally
        {
            http.Request.BodyReader.AdvanceTo(body.End);
        }
    }

    private async Task<object?> AnswerAsync(HttpContext http, ReadOnlySequence<byte> body, DateTimeOffset arrivedAt)
    {
        var timestamp = Only(http.Request, "x-zm-request-timestamp");
        var check = WebhookSignature.Check(
            [settings.Zoom.WebhookSecretToken, settings.Zoom.PreviousWebhookSecretToken], timestamp, Only(http.Request, "x-zm-signature"), body, out var secret);
        if (check != SignatureCheck.Valid)
        {
            monitor.Refused(check);
            return null;
        }

        monitor.Genuine();
        using var span = Spans.Delivery(Only(http.Request, "traceparent"));
        var answer = await TakeAsync(DeliveryReader.Read(body, arrivedAt), WebhookAge.Of(timestamp!, arrivedAt), secret!, arrivedAt, http.RequestAborted);
        span?.Ended(RegistrationItem.Lower(OutcomeOf(answer)));
        return answer is WebhookAnswer plain ? plain with { DryRun = settings.Zoom.DryRun } : answer;
    }

    private async Task<object> TakeAsync(Delivery delivery, TimeSpan age, string secret, DateTimeOffset arrivedAt, CancellationToken cancellationToken)
    {
        switch (delivery)
        {
            // a colon would let the caller choose the text of a signature
            case Delivery.Handshake { PlainToken: var token } when token.Length > LongestToken || token.Contains(':', StringComparison.Ordinal):
                return Unreadable(["payload.plainToken: not a token of Zoom's"], null);
            case Delivery.Handshake { PlainToken: var token }:
                monitor.Handshake();
                return new HandshakeAnswer(token, WebhookSignature.Answer(secret, token));
            case Delivery.Registered { Registrant: var registrant } when age.Duration() > settings.Zoom.WebhookTolerance:
                return await TakeStaleAsync(registrant.Key, age, cancellationToken);
            case Delivery.Registered { Registrant: var registrant }:
                return await TakeFreshAsync(registrant, arrivedAt, cancellationToken);
            case Delivery.Told { Notice: var notice }:
                return await TakeNoticeAsync(notice, age, arrivedAt, cancellationToken);
            case Delivery.Unreadable { Problems: var problems, Meeting: var meeting }:
                return Unreadable(problems, meeting);
            case Delivery.Other { Event: var name }:
                monitor.Ignored(name);
                return new WebhookAnswer("ignored", "OtherEvent");
            default:
                throw new InvalidOperationException("Not a delivery.");
        }
    }

    private async Task<WebhookAnswer> TakeFreshAsync(Registrant registrant, DateTimeOffset arrivedAt, CancellationToken cancellationToken)
    {
        try
        {
            var judged = await mediator.Send(new ApproveRegistrant(registrant, Source.Webhook, registrant.RegisteredAt < arrivedAt ? registrant.RegisteredAt : arrivedAt), cancellationToken);
            monitor.Accepted();
            return WebhookAnswer.Of(judged.Outcome);
        }
        catch (ValidationException error)
        {
            return Unreadable(error, registrant.Key.Meeting);
        }
    }

    private async Task<WebhookAnswer> TakeNoticeAsync(Notice notice, TimeSpan age, DateTimeOffset arrivedAt, CancellationToken cancellationToken)
    {
        var stale = age.Duration() > settings.Zoom.WebhookTolerance;
        if (stale)
        {
            monitor.Stale(age);
        }

        try
        {
            var heard = await mediator.Send(new HearFromZoom(notice, stale || notice.At > arrivedAt + settings.Zoom.WebhookTolerance), cancellationToken);
            monitor.Accepted();
            return heard switch
            {
                { Hearing: Hearing.ReadFirst } => new WebhookAnswer("waiting", "ReadFromZoomFirst"),
                _ => WebhookAnswer.Of(heard?.Outcome),
            };
        }
        catch (ValidationException error)
        {
            return Unreadable(error, notice.Key.Meeting);
        }
    }

    private async Task<WebhookAnswer> TakeStaleAsync(RegistrationKey key, TimeSpan age, CancellationToken cancellationToken)
    {
        monitor.Stale(age);
        var kept = await mediator.Send(new KeepDoubtfulDelivery(key), cancellationToken);
        return kept switch
        {
            { Managed: false } => WebhookAnswer.Of(null),
            { Known: { } known } => WebhookAnswer.Of(known),
            _ => new WebhookAnswer("waiting", "ReadFromZoomFirst"),
        };
    }

    private WebhookAnswer Unreadable(ValidationException error, Domain.Meetings.MeetingKey meeting) => Unreadable(
        [.. error.Errors.Select(fault => $"{fault.FormattedMessagePlaceholderValues.GetValueOrDefault("PropertyName", fault.PropertyName)}: out of range")], meeting);

    private WebhookAnswer Unreadable(IReadOnlyList<string> problems, Domain.Meetings.MeetingKey? meeting)
    {
        monitor.Unreadable(problems, meeting);
        return new WebhookAnswer("unreadable", Problems: problems);
    }

    /// <returns>The body in the server's own buffer, or null when it is larger than any delivery.</returns>
    private static async ValueTask<ReadOnlySequence<byte>?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > LargestBody)
        {
            return null;
        }

        var read = await request.BodyReader.ReadAtLeastAsync(LargestBody + 1, request.HttpContext.RequestAborted);
        if (read.Buffer.Length <= LargestBody)
        {
            return read.Buffer;
        }

        request.BodyReader.AdvanceTo(read.Buffer.End);
        return null;
    }

    // a header that stands there twice could mean one thing to us and another to a proxy
    private static string? Only(HttpRequest request, string name) => request.Headers[name] is { Count: 1 } one ? one[0] : null;

    private static async Task RefuseAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = "60";
        }

        await http.Response.WriteAsJsonAsync(
            new ProblemDetails { Status = status, Title = status == StatusCodes.Status401Unauthorized ? "Unauthorized" : "Service Unavailable" },
            options: null, "application/problem+json", CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Debug, "A request to the webhook broke off before it was read: {Why}")]
    private partial void LogBrokenOff(string why);

    [LoggerMessage(LogLevel.Warning, "A delivery could not be recorded and is answered 503: {Why}")]
    private partial void LogNotRecorded(string why, Exception? unexpected);
}
