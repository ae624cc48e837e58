using System.Runtime.ExceptionServices;
using MediatR;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Application.Registrations.SweepRegistrants;

/// <summary>
/// One pass over Zoom's registrants of the meetings that are due: approvals made elsewhere are adopted, refusals recorded,
/// and everybody who is pending is treated like a delivery.
/// </summary>
public sealed record SweepRegistrants : IRequest<SweepReport>;

/// <param name="NextDue">When the next meeting is to be read.</param>
public sealed record SweepReport(int Read, int Failed, DateTimeOffset NextDue);

internal sealed partial class SweepRegistrantsHandler(
    SweepAgenda agenda, MeetingReading reading, ZoomPauses pauses, ProblemBoard problems, TimeProvider time, ILogger<SweepRegistrantsHandler> logger)
    : IRequestHandler<SweepRegistrants, SweepReport>
{
    public async Task<SweepReport> Handle(SweepRegistrants request, CancellationToken cancellationToken)
    {
        if (!agenda.TryBegin())
        {
            return new SweepReport(0, 0, agenda.NextDue());
        }

        try
        {
            return await SweepAsync(cancellationToken);
        }
        finally
        {
            agenda.End();
        }
    }

    private async Task<SweepReport> SweepAsync(CancellationToken cancellationToken)
    {
        var (read, failed) = (0, 0);
        Exception? failure = null;
        foreach (var meeting in agenda.Due())
        {
            if (pauses.EverybodyUntil is { } until)
            {
                return new SweepReport(read, failed, until); // approvals are held back too: the next calls are theirs
            }

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
        var answer = await reading.ReadAsync(meeting, cancellationToken);
        switch (answer)
        {
            case { End: ReadEnd.Found, Value: { } found }:
                problems.Clear(Topics.Readings(meeting));
                agenda.Done(meeting, begunAt, foundSomebody: found.New > 0);
                LogRead(meeting, found.Registrants, found.New);
                return true;

            case { End: ReadEnd.NotFound }:
                // a meeting Zoom does not know has nobody in it
                problems.Set(Topics.Settings(meeting), ZoomTrouble.Of(meeting, answer));
                problems.Clear(Topics.Readings(meeting));
                agenda.Done(meeting, begunAt);
                return true;

            default:
                problems.Set(Topics.Readings(meeting), ZoomTrouble.Of(meeting, answer));
                agenda.Failed(meeting, answer.RetryAfter);
                return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Read {Count} registrants of {Meeting} from Zoom, {New} of them new")]
    private partial void LogRead(MeetingKey meeting, int count, int @new);
}
