using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.SweepRegistrants;

/// <summary>Reads the registrants of one meeting from end to end and takes in whatever is new about them.</summary>
internal sealed partial class MeetingReading(IZoomRegistrants zoom, IRegistrationLedger ledger, IMediator mediator, TimeProvider time, ILogger<MeetingReading> logger)
{
    // a list may take longer to read than its page tokens live, but not for ever
    private const int MostBeginnings = 3;

    // who is in comes first: what they used must be known before anybody else is let in with it
    private static readonly ZoomStatus[] Order = [ZoomStatus.Approved, ZoomStatus.Denied, ZoomStatus.Pending];

    /// <returns>What was found, or the answer that stopped it.</returns>
    public async Task<ReadAnswer<MeetingFound>> ReadAsync(MeetingKey meeting, CancellationToken cancellationToken)
    {
        var all = new MeetingFound(0, 0);
        foreach (var status in Order)
        {
            var answer = await ReadAsync(meeting, status, cancellationToken);
            if (answer is not { End: ReadEnd.Found, Value: { } found })
            {
                LogStopped(meeting, status, answer.End);
                return answer;
            }

            all = new MeetingFound(all.Registrants + found.Registrants, all.New + found.New);
        }

        return new ReadAnswer<MeetingFound>(ReadEnd.Found, all);
    }

    private async Task<ReadAnswer<MeetingFound>> ReadAsync(MeetingKey meeting, ZoomStatus status, CancellationToken cancellationToken)
    {
        // the list changes while it is read: who moved to a later page is seen twice, and who moved to an earlier one next time
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (token, fresh, beginnings) = ("", 0, 1);
        do
        {
            var askedAt = time.GetUtcNow();
            var page = await zoom.ListAsync(meeting, null, status, token, Urgency.Sweep, cancellationToken);
            if (page.End == ReadEnd.PageExpired && beginnings < MostBeginnings)
            {
                (token, beginnings) = ("", beginnings + 1);
                continue;
            }

            if (page is not { End: ReadEnd.Found, Value: { } value })
            {
                return Stopped(page.End == ReadEnd.Found ? ReadEnd.Failed : page.End, page.Words, page.RetryAfter, page.MissingScopes);
            }

            fresh += await TakeAsync(meeting, [.. value.Registrants.Where(one => seen.Add(one.Key.RegistrantId))], askedAt, cancellationToken);
            if (value.NextPageToken.Length > 0 && value.NextPageToken == token)
            {
                return Stopped(ReadEnd.Failed, "the same page again"); // it would never end
            }

            token = value.NextPageToken;
            if (token.Length == 0)
            {
                return new ReadAnswer<MeetingFound>(ReadEnd.Found, new MeetingFound(seen.Count, fresh));
            }
        }
        while (true);
    }

    /// <returns>How many of them wait in Zoom and were not known here.</returns>
    private async Task<int> TakeAsync(MeetingKey meeting, IReadOnlyList<Registrant> registrants, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        if (registrants.Count == 0)
        {
            return 0;
        }

        // together, so that those of a page who are new share their commits instead of waiting for one each
        var unchanged = await ledger.UnchangedAsync(meeting, registrants);
        var taken = await Task.WhenAll(registrants.Where(one => !unchanged.Contains(one.Key.RegistrantId)).Select(one => TakeAsync(one, askedAt, cancellationToken)));
        return taken.Count(isNew => isNew);
    }

    private async Task<bool> TakeAsync(Registrant registrant, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        if (registrant.Status == ZoomStatus.Denied)
        {
            await ledger.DeniedInZoomAsync(registrant.Key, askedAt);
            return false;
        }

        try
        {
            var judged = await mediator.Send(new ApproveRegistrant.ApproveRegistrant(registrant, Source.Sweep, askedAt), cancellationToken);
            return registrant.Status == ZoomStatus.Pending && judged.Outcome is { Repeated: false };
        }
        catch (ValidationException)
        {
            LogOdd(registrant.Key.Meeting); // one that cannot be must not keep the others from being read
            return false;
        }
    }

    private static ReadAnswer<MeetingFound> Stopped(ReadEnd end, string words, TimeSpan? retryAfter = null, IReadOnlyList<string>? missingScopes = null) =>
        new(end, null, words, retryAfter, missingScopes);

    [LoggerMessage(LogLevel.Warning, "Zoom described a registrant of {Meeting} in a way that cannot be; it was left alone")]
    private partial void LogOdd(MeetingKey meeting);

    [LoggerMessage(LogLevel.Warning, "The {Status} registrants of {Meeting} could not be read from Zoom ({End}); tried again soon")]
    private partial void LogStopped(MeetingKey meeting, ZoomStatus status, ReadEnd end);
}

/// <param name="Registrants">How many Zoom showed, each once per status.</param>
/// <param name="New">Those who wait and of whom nobody had told us.</param>
internal sealed record MeetingFound(int Registrants, int New);
