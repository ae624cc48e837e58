using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Registrations;

/// <summary>Reads Zoom's lists page by page.</summary>
internal static class ZoomPages
{
    private const int Tries = 3;

    /// <summary>
    /// One page. A bad answer in the middle of a list is asked for again, or with many pages no reading would ever reach the
    /// end; so is the word that there is no such list, because whoever believes it believes that nobody is in.
    /// </summary>
    /// <param name="token">"" for the first page.</param>
    /// <param name="underWay">Something was read before that a failure would throw away.</param>
    public static async Task<ReadAnswer<RegistrantPage>> PageAsync(
        this IZoomRegistrants zoom, MeetingKey meeting, string? occurrence, ZoomStatus status, string token, Urgency urgency, bool underWay, CancellationToken cancellationToken)
    {
        var page = await zoom.ListAsync(meeting, occurrence, status, token, urgency, cancellationToken);
        for (var tries = 1; tries < Tries && MayBeOtherwise(page, tries, underWay); tries++)
        {
            page = await zoom.ListAsync(meeting, occurrence, status, token, urgency, cancellationToken);
        }

        return page;
    }

    private static bool MayBeOtherwise(ReadAnswer<RegistrantPage> page, int tries, bool underWay) => page.End switch
    {
        ReadEnd.Failed => underWay,
        ReadEnd.NotFound => tries == 1 || underWay,
        _ => false,
    };
}
