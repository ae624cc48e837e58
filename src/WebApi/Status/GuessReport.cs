using System.Globalization;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.WebApi.Registrations;

namespace ZoomApprover.WebApi.Status;

/// <summary>A meeting of which codes are being guessed. Ended by POST /api/meetings/{meetingId}/guessing/open, or by a quiet hour.</summary>
/// <param name="Kind">meeting or webinar.</param>
/// <param name="MeetingId">Zoom's number, as text.</param>
/// <param name="Stopped">Who gave a wrong code before waits with TooManyTries.</param>
/// <param name="InTenMinutes">Different unknown codes of the last ten minutes; counted up to 1,000, as those of a day.</param>
/// <param name="LatestAt">When the last one was tried.</param>
/// <param name="OpensAt">When it opens if nothing more is tried; null while it is open.</param>
/// <param name="Waiting">How many wait there with TooManyTries.</param>
public sealed record GuessReport(string Kind, string MeetingId, bool Stopped, int InTenMinutes, int InADay, DateTimeOffset LatestAt, DateTimeOffset? OpensAt, int Waiting)
{
    internal static GuessReport Of(GuessWatch watch)
    {
        var isStopped = watch.Level == GuessingLevel.Stopped;
        return new GuessReport(
            RegistrationItem.Lower(watch.Meeting.Kind), watch.Meeting.Id.ToString(CultureInfo.InvariantCulture), isStopped, watch.InBurst, watch.InMemory,
            watch.LatestAt, isStopped ? watch.LatestAt + GuessingRule.Quiet : null, watch.Held);
    }
}
