using Refit;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Zoom.Sending;

namespace ZoomApprover.Infrastructure.Zoom;

/// <summary>
/// Zoom's REST API as far as we use it (developers.zoom.us/docs/api/meetings, "Registrants"). Meetings and webinars have
/// the same calls under two names: <c>kind</c> is "meetings" or "webinars".
/// </summary>
internal interface IZoomApi
{
    /// <summary>
    /// "Update registrant's status". Only 204 is success, and 204 has been seen without effect. At most 30 registrants a
    /// call, 10 calls per registrant and UTC day; label MEDIUM.
    /// </summary>
    /// <param name="occurrence">Null leaves it out.</param>
    [Put("/{kind}/{meetingId}/registrants/status")]
    Task<IApiResponse<string>> UpdateStatusAsync(
        string kind, long meetingId, [AliasAs("occurrence_id")] string? occurrence, [Body(buffered: true)] StatusUpdate update, CancellationToken cancellationToken);

    /// <summary>"Get a registrant": one object with <c>id, email, first_name, last_name, custom_questions, status, create_time</c>; label LIGHT.</summary>
    [Get("/{kind}/{meetingId}/registrants/{registrantId}")]
    Task<IApiResponse<string>> GetRegistrantAsync(string kind, long meetingId, string registrantId, CancellationToken cancellationToken);

    /// <summary>"List registrants": <c>{registrants:[…], next_page_token}</c>, at most 300 a page; label MEDIUM.</summary>
    /// <param name="status">pending, approved or denied. Always said: Zoom's own default is approved.</param>
    /// <param name="occurrence">Null leaves it out.</param>
    /// <param name="nextPageToken">Null for the first page; it lives 15 minutes.</param>
    /// <param name="urgency">Stays here: it says how the call queues up.</param>
    [Get("/{kind}/{meetingId}/registrants?page_size=300")]
    Task<IApiResponse<string>> ListRegistrantsAsync(
        string kind, long meetingId, string status, [AliasAs("occurrence_id")] string? occurrence, [AliasAs("next_page_token")] string? nextPageToken,
        [Property(ZoomLimits.UrgencyProperty)] Urgency urgency, CancellationToken cancellationToken);

    /// <summary>"Get a meeting": <c>{start_time, occurrences, settings:{approval_type, registration_type}}</c>; label LIGHT.</summary>
    [Get("/{kind}/{meetingId}")]
    Task<IApiResponse<string>> GetMeetingAsync(string kind, long meetingId, CancellationToken cancellationToken);

    /// <summary>"List registration questions": <c>{custom_questions:[{title}]}</c>; label LIGHT.</summary>
    [Get("/{kind}/{meetingId}/registrants/questions")]
    Task<IApiResponse<string>> ListQuestionsAsync(string kind, long meetingId, CancellationToken cancellationToken);
}
