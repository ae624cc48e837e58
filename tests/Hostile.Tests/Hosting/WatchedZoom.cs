using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Hostile.Tests.Hosting;

/// <summary>The real way to Zoom, which says how many questions are on it.</summary>
internal sealed class WatchedZoom(IZoomRegistrants zoom) : IZoomRegistrants
{
    private int asked;

    public int Asked => Volatile.Read(ref asked);

    public Task<StatusAnswer> SetStatusAsync(
        MeetingKey meeting, string? occurrence, ZoomAction action, IReadOnlyList<RegistrantName> registrants, bool idOnly, CancellationToken cancellationToken) =>
        WatchAsync(() => zoom.SetStatusAsync(meeting, occurrence, action, registrants, idOnly, cancellationToken));

    public Task<ReadAnswer<Registrant?>> GetAsync(RegistrationKey registrant, CancellationToken cancellationToken) => WatchAsync(() => zoom.GetAsync(registrant, cancellationToken));

    public Task<ReadAnswer<RegistrantPage>> ListAsync(
        MeetingKey meeting, string? occurrence, ZoomStatus status, string pageToken, Urgency urgency, CancellationToken cancellationToken) =>
        WatchAsync(() => zoom.ListAsync(meeting, occurrence, status, pageToken, urgency, cancellationToken));

    public Task<ReadAnswer<MeetingSettings>> GetMeetingAsync(MeetingKey meeting, CancellationToken cancellationToken) => WatchAsync(() => zoom.GetMeetingAsync(meeting, cancellationToken));

    public Task<ReadAnswer<IReadOnlyCollection<string>>> GetScopesAsync(CancellationToken cancellationToken) => WatchAsync(() => zoom.GetScopesAsync(cancellationToken));

    private async Task<T> WatchAsync<T>(Func<Task<T>> ask)
    {
        Interlocked.Increment(ref asked);
        try
        {
            return await ask();
        }
        finally
        {
            Interlocked.Decrement(ref asked);
        }
    }
}
