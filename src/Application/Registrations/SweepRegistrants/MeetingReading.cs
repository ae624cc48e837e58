using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.SweepRegistrants;

/// <summary>Reads the registrants of one meeting from end to end and takes in whatever is new about them.</summary>
internal sealed partial class MeetingReading(
    IZoomRegistrants zoom, IRegistrationLedger ledger, IMediator mediator, RegistrationTypes types, TimeProvider time, ILogger<MeetingReading> logger)
{
    // a list may take longer to read than its page tokens live, but not for ever
    private const int MostBeginnings = 3;

    // who is in comes first: what they used must be known before anybody else is let in with it
    private static readonly ZoomStatus[] Order = [ZoomStatus.Approved, ZoomStatus.Denied, ZoomStatus.Pending];

    // who is out of one occurrence may be in for another: only who is in none is out
    private static readonly ZoomStatus[] OrderByOccurrence = [ZoomStatus.Approved, ZoomStatus.Pending, ZoomStatus.Denied];

    /// <returns>What was found, or the answer that stopped it.</returns>
    public async Task<ReadAnswer<MeetingFound>> ReadAsync(MeetingKey meeting, CancellationToken cancellationToken)
    {
        var all = new MeetingFound(0, 0);
        await types.AskAsync(meeting, cancellationToken);
        var parts = types.PartsOf(meeting);
        var byOccurrence = parts is not [null];
        var inSome = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (status, part) in (byOccurrence ? OrderByOccurrence : Order).SelectMany(status => status == ZoomStatus.Denied ? [(status, null)] : parts.Select(part => (status, part))))
        {
            var answer = await ReadAsync(meeting, part, status, byOccurrence ? inSome : null, cancellationToken);
            if (answer is not { End: ReadEnd.Found, Value: { } found })
            {
                LogStopped(meeting, status, answer.End);
                return answer;
            }

            all = new MeetingFound(all.Registrants + found.Registrants, all.New + found.New);
        }

        return new ReadAnswer<MeetingFound>(ReadEnd.Found, all);
    }

    /// <param name="inSome">Where people register for occurrences: who was seen in one of them; null elsewhere.</param>
    private async Task<ReadAnswer<MeetingFound>> ReadAsync(MeetingKey meeting, string? part, ZoomStatus status, HashSet<string>? inSome, CancellationToken cancellationToken)
    {
        // the list changes while it is read: who moved to a later page is seen twice, and who moved to an earlier one next time
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (token, fresh, beginnings) = ("", 0, 1);
        do
        {
            var askedAt = time.GetUtcNow();
            var page = await zoom.PageAsync(meeting, part, status, token, Urgency.Sweep, underWay: token.Length > 0 || status != Order[0], cancellationToken);
            if (page.End == ReadEnd.PageExpired && beginnings < MostBeginnings)
            {
                (token, beginnings) = ("", beginnings + 1);
                continue;
            }

            if (page is not { End: ReadEnd.Found, Value: { } value })
            {
                return Stopped(page.End == ReadEnd.Found ? ReadEnd.Failed : page.End, page.Words, page.RetryAfter, page.MissingScopes);
            }

            var others = value.Registrants.Where(one => seen.Add(one.Key.RegistrantId)).Where(one => inSome is null || status != ZoomStatus.Denied || !inSome.Contains(one.Key.RegistrantId));
            fresh += await TakeAsync(meeting, part, [.. others], askedAt, cancellationToken);
            inSome?.UnionWith(seen);
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
    private async Task<int> TakeAsync(MeetingKey meeting, string? part, IReadOnlyList<Registrant> registrants, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        if (registrants.Count == 0)
        {
            return 0;
        }

        // together, so that those of a page who are new share their commits instead of waiting for one each
        var unchanged = part is null ? await ledger.UnchangedAsync(meeting, registrants) : new HashSet<string>();
        var taken = await Task.WhenAll(registrants.Where(one => !unchanged.Contains(one.Key.RegistrantId))
            .Select(one => TakeAsync(part is null ? one : one with { Occurrences = [part] }, askedAt, cancellationToken)));
        return taken.Count(isNew => isNew);
    }

    private async Task<bool> TakeAsync(Registrant registrant, DateTimeOffset askedAt, CancellationToken cancellationToken)
    {
        if (registrant.Status == ZoomStatus.Denied && !ledger.IsBehind)
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
