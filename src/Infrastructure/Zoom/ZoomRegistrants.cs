using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Zoom.Access;
using ZoomApprover.Infrastructure.Zoom.Answers;

namespace ZoomApprover.Infrastructure.Zoom;

/// <summary>Zoom's registrants over its REST API.</summary>
internal sealed partial class ZoomRegistrants(IZoomApi api, ZoomTokens tokens, TimeProvider time, ILogger<ZoomRegistrants> logger) : IZoomRegistrants
{
    private const int NoRegistration = 2;

    public async Task<StatusAnswer> SetStatusAsync(
        MeetingKey meeting, string? occurrence, ZoomAction action, IReadOnlyList<RegistrantName> registrants, bool idOnly, CancellationToken cancellationToken)
    {
        var update = new StatusUpdate(NameOf(action), [.. registrants.Select(one => new StatusItem(one.Id, idOnly || one.Email.Length == 0 ? null : one.Email))]);

        var reply = await ZoomReply.OfAsync(api.UpdateStatusAsync(PathOf(meeting), meeting.Id, occurrence, update, cancellationToken), time, cancellationToken);

        var answer = StatusAnswers.Of(reply, meeting);
        LogStatusCall(meeting, action, registrants.Count, answer.End, reply.Status, reply.Error?.Code ?? 0);
        return answer;
    }

    public async Task<ReadAnswer<Registrant?>> GetAsync(RegistrationKey registrant, CancellationToken cancellationToken)
    {
        var meeting = registrant.Meeting;
        var reply = await ZoomReply.OfAsync(api.GetRegistrantAsync(PathOf(meeting), meeting.Id, registrant.RegistrantId, cancellationToken), time, cancellationToken);
        return Logged(meeting, reply, ReadAnswers.Of<Registrant?>(reply, json => new RegistrantJson(meeting, time.GetUtcNow()).One(json, registrant.RegistrantId)));
    }

    public async Task<ReadAnswer<RegistrantPage>> ListAsync(MeetingKey meeting, string? occurrence, ZoomStatus status, string pageToken, Urgency urgency, CancellationToken cancellationToken)
    {
        var paged = pageToken.Length > 0;
        var call = api.ListRegistrantsAsync(PathOf(meeting), meeting.Id, NameOf(status), occurrence, paged ? pageToken : null, urgency, cancellationToken);
        var reply = await ZoomReply.OfAsync(call, time, cancellationToken);
        return Logged(meeting, reply, ReadAnswers.Of(reply, json => new RegistrantJson(meeting, time.GetUtcNow()).Page(json, status), paged));
    }

    public async Task<ReadAnswer<MeetingSettings>> GetMeetingAsync(MeetingKey meeting, CancellationToken cancellationToken)
    {
        var reply = await ZoomReply.OfAsync(api.GetMeetingAsync(PathOf(meeting), meeting.Id, cancellationToken), time, cancellationToken);
        var answer = Logged(meeting, reply, ReadAnswers.Of(reply, MeetingJson.Settings));
        return answer.Value switch
        {
            null => answer,
            { ApprovalType: NoRegistration } settings => answer with { Value = settings with { QuestionTitles = [] } },
            var settings => await WithQuestionsAsync(meeting, settings, cancellationToken),
        };
    }

    public async Task<ReadAnswer<IReadOnlyCollection<string>>> GetScopesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new(ReadEnd.Found, (await tokens.GetAsync(cancellationToken)).Scopes, MissingScopes: []);
        }
        catch (ZoomTokenException failure)
        {
            return ReadAnswers.OfToken<IReadOnlyCollection<string>>(failure);
        }
    }

    private async Task<ReadAnswer<MeetingSettings>> WithQuestionsAsync(MeetingKey meeting, MeetingSettings settings, CancellationToken cancellationToken)
    {
        var reply = await ZoomReply.OfAsync(api.ListQuestionsAsync(PathOf(meeting), meeting.Id, cancellationToken), time, cancellationToken);
        var titles = Logged(meeting, reply, ReadAnswers.Of(reply, MeetingJson.QuestionTitles));
        return titles.End is ReadEnd.Found or ReadEnd.PermissionRefused
            ? new(ReadEnd.Found, settings with { QuestionTitles = titles.Value }, titles.Words, MissingScopes: titles.MissingScopes)
            : new(titles.End, Words: titles.Words, RetryAfter: titles.RetryAfter, MissingScopes: []);
    }

    private ReadAnswer<T> Logged<T>(MeetingKey meeting, ZoomReply reply, ReadAnswer<T> answer)
    {
        if (answer.End is not (ReadEnd.Found or ReadEnd.NotFound))
        {
            LogReadFailed(meeting, answer.End, reply.Status, reply.Error?.Code ?? 0);
        }

        return answer;
    }

    private static string PathOf(MeetingKey meeting) => meeting.Kind == MeetingKind.Webinar ? "webinars" : "meetings";

    private static string NameOf(ZoomAction action) => action == ZoomAction.Approve ? "approve" : "deny";

    private static string NameOf(ZoomStatus status) => status switch
    {
        ZoomStatus.Approved => "approved",
        ZoomStatus.Denied => "denied",
        _ => "pending",
    };

    [LoggerMessage(LogLevel.Information, "{Meeting}: {Action} of {Count} registrants ended as {End} (HTTP {Status}, Zoom's code {Code})")]
    private partial void LogStatusCall(MeetingKey meeting, ZoomAction action, int count, CallEnd end, int status, int code);

    [LoggerMessage(LogLevel.Information, "{Meeting}: a read ended as {End} (HTTP {Status}, Zoom's code {Code})")]
    private partial void LogReadFailed(MeetingKey meeting, ReadEnd end, int status, int code);
}
