using System.Collections.Concurrent;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Application.Registrations;

/// <summary>Where people register for occurrences of a recurring meeting (Zoom's registration types 2 and 3). Kept in memory, asked once.</summary>
internal sealed class RegistrationTypes(IZoomRegistrants zoom)
{
    private readonly ConcurrentDictionary<MeetingKey, (bool ByOccurrence, IReadOnlyList<string?> Each)> occurrences = [];

    public void Learn(MeetingKey meeting, MeetingSettings settings) => occurrences[meeting] = (settings.IsByOccurrence, settings.Occurrences ?? []);

    /// <summary>Null while nobody knows.</summary>
    public bool? IsByOccurrence(MeetingKey meeting) => occurrences.TryGetValue(meeting, out var known) ? known.ByOccurrence : null;

    /// <summary>What must be read by itself: each occurrence to come, or the meeting as a whole (null).</summary>
    public IReadOnlyList<string?> PartsOf(MeetingKey meeting) => occurrences.GetValueOrDefault(meeting) is { ByOccurrence: true, Each: { Count: > 0 } each } ? each : [null];

    /// <returns>Null when Zoom could not be asked now. Where it may not be asked, the deliveries are believed.</returns>
    public async Task<bool?> AskAsync(MeetingKey meeting, CancellationToken cancellationToken)
    {
        if (IsByOccurrence(meeting) is { } known)
        {
            return known;
        }

        var answer = await zoom.GetMeetingAsync(meeting, cancellationToken);
        if (answer is { End: ReadEnd.Found, Value: { } settings })
        {
            Learn(meeting, settings);
            return settings.IsByOccurrence;
        }

        return answer.End is ReadEnd.PermissionRefused or ReadEnd.NotFound ? true : null;
    }
}
