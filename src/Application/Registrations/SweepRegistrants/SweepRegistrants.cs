using System.Runtime.ExceptionServices;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.SweepRegistrants;

/// <summary>
/// One pass over Zoom's registrants of the meetings that are due: approvals made elsewhere are adopted, refusals recorded,
/// and everybody who is pending is treated like a delivery.
/// </summary>
public sealed record SweepRegistrants : IRequest<SweepReport>;

/// <param name="NextDue">Null when no meeting waits to be read.</param>
public sealed record SweepReport(int Read, int Failed, DateTimeOffset? NextDue);

internal sealed partial class SweepRegistrantsHandler(
    IZoomRegistrants zoom, IRegistrationLedger ledger, IMediator mediator, SweepAgenda agenda, ProblemBoard problems, TimeProvider time, ILogger<SweepRegistrantsHandler> logger)
    : IRequestHandler<SweepRegistrants, SweepReport>
{
    // who is in comes first: what they used must be known before anybody else is let in with it
    private static readonly ZoomStatus[] Order = [ZoomStatus.Approved, ZoomStatus.Denied, ZoomStatus.Pending];

    public async Task<SweepReport> Handle(SweepRegistrants request, CancellationToken cancellationToken)
    {
        var (read, failed) = (0, 0);
        Exception? failure = null;
        foreach (var meeting in agenda.Due())
        {
            try
            {
                if (await ReadAsync(meeting, cancellationToken))
                {
                    read++;
                }
                else
                {
                    failed++;
                }
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // one meeting that cannot be taken in must not keep the others from being read, nor be asked for without end
                agenda.Failed(meeting, null);
                failure ??= error;
            }
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return new SweepReport(read, failed, agenda.NextDue());
    }

    private async Task<bool> ReadAsync(MeetingKey meeting, CancellationToken cancellationToken)
    {
        var begunAt = time.GetUtcNow();
        var count = 0;
        foreach (var status in Order)
        {
            var answer = await ReadAllAsync(meeting, status, cancellationToken);
            if (answer.End == ReadEnd.Found)
            {
                count += answer.Value;
                continue;
            }

            if (answer.End == ReadEnd.NotFound)
            {
                problems.Set(Topics.Settings(meeting), ZoomTrouble.Of(meeting, answer));
                break; // a meeting Zoom does not know has nobody in it
            }

            problems.Set(Topics.Readings(meeting), ZoomTrouble.Of(meeting, answer));
            agenda.Failed(meeting, answer.RetryAfter);
            LogFailed(meeting, status, answer.End);
            return false;
        }

        problems.Clear(Topics.Readings(meeting));
        agenda.Done(meeting, begunAt);
        LogRead(meeting, count);
        return true;
    }

    /// <returns>How many registrants were read, or the answer that stopped it.</returns>
    private async Task<ReadAnswer<int>> ReadAllAsync(MeetingKey meeting, ZoomStatus status, CancellationToken cancellationToken)
    {
        var (token, count) = ("", 0);
        do
        {
            var askedAt = time.GetUtcNow();
            var page = await zoom.ListAsync(meeting, null, status, token, cancellationToken);
            if (page is not { End: ReadEnd.Found, Value: { } value })
            {
                return new ReadAnswer<int>(page.End == ReadEnd.Found ? ReadEnd.Failed : page.End, 0, page.Words, page.RetryAfter, page.MissingScopes);
            }

            await TakeAsync(value.Registrants, askedAt, cancellationToken);
            count += value.Registrants.Count;
            if (value.NextPageToken.Length > 0 && value.NextPageToken == token)
            {
                return new ReadAnswer<int>(ReadEnd.Failed, 0, "the same page again"); // it would never end
            }

            token = value.NextPageToken;
        }
        while (token.Length > 0);

        return new ReadAnswer<int>(ReadEnd.Found, count);
    }

    private async Task TakeAsync(IReadOnlyList<Registrant> registrants, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        // together, so that a page shares its commits instead of waiting for one each
        await Task.WhenAll(registrants.Select(registrant => registrant.Status == ZoomStatus.Denied
            ? ledger.DeniedInZoomAsync(registrant.Key)
            : JudgeAsync(registrant, askedAt, cancellationToken)));
    }

    private async Task JudgeAsync(Registrant registrant, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        try
        {
            await mediator.Send(new ApproveRegistrant.ApproveRegistrant(registrant, Source.Sweep, askedAt), cancellationToken);
        }
        catch (ValidationException)
        {
            LogOdd(registrant.Key.Meeting); // one that cannot be must not keep the others from being read
        }
    }

    [LoggerMessage(LogLevel.Information, "Read {Count} registrants of {Meeting} from Zoom")]
    private partial void LogRead(MeetingKey meeting, int count);

    [LoggerMessage(LogLevel.Warning, "Zoom described a registrant of {Meeting} in a way that cannot be; it was left alone")]
    private partial void LogOdd(MeetingKey meeting);

    [LoggerMessage(LogLevel.Warning, "The {Status} registrants of {Meeting} could not be read from Zoom ({End}); tried again soon")]
    private partial void LogFailed(MeetingKey meeting, ZoomStatus status, ReadEnd end);
}
