using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations.HearFromZoom;

/// <summary>
/// Zoom tells that a registrant was approved, denied or cancelled. It may confirm our own approval; whatever contradicts what is
/// known only leads to a reading of that registrant.
/// </summary>
/// <param name="Doubtful">Its age makes it doubtful.</param>
public sealed record HearFromZoom(Notice Notice, bool Doubtful) : IRequest<Heard?>;

internal sealed class HearFromZoomValidator : AbstractValidator<HearFromZoom>
{
    public HearFromZoomValidator() => RuleFor(command => command.Notice.Key.RegistrantId).NotEmpty().MaximumLength(200).WithName("registrant.id");
}

internal sealed partial class HearFromZoomHandler(Settings settings, IRegistrationLedger ledger, ApprovalMeter approvals, Signals signals, ILogger<HearFromZoomHandler> logger)
    : IRequestHandler<HearFromZoom, Heard?>
{
    /// <returns>Null when the meeting is not managed here: nothing was kept.</returns>
    public async Task<Heard?> Handle(HearFromZoom request, CancellationToken cancellationToken)
    {
        var notice = request.Notice;
        if (settings.RulesFor(notice.Key.Meeting) is null)
        {
            return null;
        }

        var givesBack = notice is { Event: ZoomEvent.Cancelled, ByRegistrant: true } && settings.Codes.FreeOnCancel;
        var heard = await ledger.HearAsync(notice, givesBack, request.Doubtful);
        switch (heard.Hearing)
        {
            case Hearing.Confirms:
                approvals.Confirm(1);
                break;
            case Hearing.ReadFirst:
                signals.Hints.Raise();
                break;
        }

        LogHeard(notice.Key.Meeting.Id, notice.Key.RegistrantId, notice.Event, heard.Hearing);
        return heard;
    }

    [LoggerMessage(LogLevel.Information, "Meeting {MeetingId}, registrant {RegistrantId}: Zoom says {Event} ({Hearing})")]
    private partial void LogHeard(long meetingId, string registrantId, ZoomEvent @event, Hearing hearing);
}
