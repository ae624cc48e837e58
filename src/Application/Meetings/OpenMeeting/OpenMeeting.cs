using MediatR;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;

namespace ZoomApprover.Application.Meetings.OpenMeeting;

/// <summary>A person has looked at the guesses of a meeting: nobody is held back for them any more.</summary>
/// <param name="MeetingId">Zoom's number.</param>
public sealed record OpenMeeting(long MeetingId) : IRequest<OpenAnswer>;

/// <summary>What became of the request.</summary>
public enum OpenEnd
{
    Opened,

    /// <summary>Nobody guessed there, and nobody is held back.</summary>
    NothingToOpen,

    NotManaged,
}

/// <param name="Held">How many were held back and are judged again within seconds.</param>
public sealed record OpenAnswer(OpenEnd End, int Held = 0);

internal sealed partial class OpenMeetingHandler(Settings settings, IGuessLedger ledger, Signals signals, ILogger<OpenMeetingHandler> logger) : IRequestHandler<OpenMeeting, OpenAnswer>
{
    public async Task<OpenAnswer> Handle(OpenMeeting request, CancellationToken cancellationToken)
    {
        if (!settings.Meetings.TryGetValue(request.MeetingId, out var meeting))
        {
            return new OpenAnswer(OpenEnd.NotManaged);
        }

        if (await ledger.OpenAsync(meeting.Key) is not { } held)
        {
            return new OpenAnswer(OpenEnd.NothingToOpen);
        }

        signals.Guesses.Raise();
        LogOpened(meeting.Key, held);
        return new OpenAnswer(OpenEnd.Opened, held);
    }

    [LoggerMessage(LogLevel.Information, "A person ended the stop for guessed codes of {Meeting}; {Held} registrations were held back")]
    private partial void LogOpened(Domain.Meetings.MeetingKey meeting, int held);
}
