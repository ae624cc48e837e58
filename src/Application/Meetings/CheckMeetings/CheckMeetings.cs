using MediatR;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Application.Meetings.CheckMeetings;

/// <summary>Compares what Zoom grants and how each meeting is set up with what is needed, and names every gap.</summary>
public sealed record CheckMeetings : IRequest<CheckReport>;

/// <param name="Complete">Everything could be asked.</param>
public sealed record CheckReport(bool Complete);

internal sealed class CheckMeetingsHandler(Settings settings, IZoomRegistrants zoom, ProblemBoard problems, SweepAgenda agenda, RegistrationTypes types) : IRequestHandler<CheckMeetings, CheckReport>
{
    private const int Automatic = 0;
    private const int None = 2;

    public async Task<CheckReport> Handle(CheckMeetings request, CancellationToken cancellationToken)
    {
        var scopes = await zoom.GetScopesAsync(cancellationToken);
        if (scopes.End != ReadEnd.Found || scopes.Value is null)
        {
            problems.Set(Topics.ZoomAccess, scopes.End == ReadEnd.PermissionRefused
                ? new Problem(ProblemKind.ZoomSignIn, scopes.Words)
                : new Problem(ProblemKind.ZoomUnreachable, "Zoom", scopes.Words));
            return new CheckReport(false);
        }

        problems.Clear(Topics.ZoomAccess);
        problems.Set(Topics.ZoomScopes, [.. NeededScopes.Missing(scopes.Value, settings.Meetings.Values.Select(meeting => meeting.Key.Kind).ToHashSet())
            .Select(scope => new Problem(ProblemKind.ZoomScopeMissing, scope, "Zoom"))]);

        var complete = true;
        foreach (var meeting in settings.Meetings.Values)
        {
            var answer = await zoom.GetMeetingAsync(meeting.Key, cancellationToken);
            complete &= answer.End is ReadEnd.Found or ReadEnd.NotFound or ReadEnd.PermissionRefused;
            problems.Set(Topics.Settings(meeting.Key), answer is { End: ReadEnd.Found, Value: { } found } ? [.. Gaps(meeting, found)] : [ZoomTrouble.Of(meeting.Key, answer)]);
            if (answer is { End: ReadEnd.Found, Value: { } set })
            {
                agenda.Starts(meeting.Key, set.Starts);
                types.Learn(meeting.Key, set);
                problems.Set(Topics.Gate(meeting.Key), set.ApprovalType == Automatic ? [new Problem(ProblemKind.MeetingGateOpen, meeting.Key.ToString())] : []);
            }

            if (answer.Value?.QuestionTitles is { } titles && HasTitle(titles))
            {
                problems.Clear(Topics.Titles(meeting.Key)); // a delivery may have come before the form was mended
            }
        }

        return new CheckReport(complete);
    }

    private IEnumerable<Problem> Gaps(MeetingRules meeting, MeetingSettings found)
    {
        if (found.ApprovalType == None)
        {
            yield return new Problem(ProblemKind.MeetingWithoutRegistration, meeting.Key.ToString());
        }

        if (found.QuestionTitles is { } titles && settings.Codes.QuestionTitles.Count > 0 && !HasTitle(titles))
        {
            yield return new Problem(ProblemKind.QuestionTitleMissing, meeting.Key.ToString(), string.Join(" / ", settings.Codes.QuestionTitles));
        }
    }

    private bool HasTitle(IReadOnlyList<string> titles) =>
        settings.Codes.QuestionTitles.Any(title => titles.Any(asked => CodeReader.TitleKey(asked) == CodeReader.TitleKey(title)));
}
