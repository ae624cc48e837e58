using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Meetings.CheckMeetings;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Tests.Fakes;

namespace ZoomApprover.Application.Tests.Meetings;

internal sealed class CheckMeetingsTests
{
    private readonly ScriptedZoom zoom = new();
    private readonly FakeTimeProvider time = new(A.Now);
    private readonly SweepAgenda agenda;
    private readonly ProblemBoard problems = new(NullLogger<ProblemBoard>.Instance);

    public CheckMeetingsTests() => agenda = new SweepAgenda(A.Settings(), time, new Signals(time));

    private IEnumerable<string> Shown => problems.All.Select(problem => $"{problem.Kind} {string.Join(' ', problem.Details)}");

    [Test]
    public async Task Nothing_is_shown_when_all_is_as_it_should_be()
    {
        var report = await CheckAsync();

        Assert.That(report.Complete, Is.True);
        Assert.That(problems.All, Is.Empty);
    }

    [Test]
    public async Task Missing_scopes_are_named_one_by_one()
    {
        zoom.Scopes = new(ReadEnd.Found, [
            "meeting:update:registrant_status:admin", "meeting:read:registrant", "meeting:read:meeting:admin",
            "webinar:write:admin", "webinar:read:list_registrants:admin", "webinar:read:webinar:admin"]);

        await CheckAsync();

        Assert.That(Shown, Is.EqualTo(new[]
        {
            "ZoomScopeMissing meeting:read:list_registrants:admin Zoom", "ZoomScopeMissing webinar:read:registrant:admin Zoom",
        }));
    }

    [Test]
    public async Task Scopes_of_webinars_are_not_asked_for_when_there_are_none()
    {
        zoom.Scopes = new(ReadEnd.Found, ["meeting:write:admin", "meeting:read:admin"]);
        var settings = A.Settings();

        await CheckAsync(settings with { Meetings = A.Managed(settings.Meetings[A.Meeting.Id]) });

        Assert.That(problems.All, Is.Empty);
    }

    [Test]
    public async Task Scope_that_was_added_is_no_problem_any_more()
    {
        var all = zoom.Scopes;
        zoom.Scopes = new(ReadEnd.Found, []);
        await CheckAsync();
        Assert.That(problems.All, Has.Count.EqualTo(8));
        zoom.Scopes = all;

        await CheckAsync();

        Assert.That(problems.All, Is.Empty);
    }

    [TestCase(0, "MeetingGateOpen meeting 81234567890")]
    [TestCase(2, "MeetingWithoutRegistration meeting 81234567890")]
    public async Task Gate_that_lets_everybody_in_is_named(int approvalType, string problem)
    {
        zoom.OnMeeting = meeting => new(ReadEnd.Found, new MeetingSettings(meeting == A.Meeting ? approvalType : 1, 1, null, null));

        await CheckAsync();

        Assert.That(Shown, Is.EqualTo(new[] { problem }));
    }

    [Test]
    public async Task Form_without_the_configured_question_is_named()
    {
        zoom.OnMeeting = meeting => new(ReadEnd.Found, new MeetingSettings(1, 1, null, meeting == A.Meeting ? ["Otra"] : ["  CÓDIGO de invitación "]));

        await CheckAsync(A.Settings(titles: ["Código de invitación", "Code"]));

        Assert.That(Shown, Is.EqualTo(new[] { "QuestionTitleMissing meeting 81234567890 Código de invitación / Code" }));
    }

    [Test]
    public async Task Questions_that_may_not_be_read_are_not_missed()
    {
        await CheckAsync(A.Settings(titles: ["Código de invitación"]));

        Assert.That(problems.All, Is.Empty);
    }

    [Test]
    public async Task What_a_delivery_said_of_the_question_is_over_when_the_form_has_it()
    {
        problems.Set(Topics.Titles(A.Meeting), new Problem(ProblemKind.QuestionTitleMissing, A.Meeting.ToString(), "Code"));
        zoom.OnMeeting = _ => new(ReadEnd.Found, new MeetingSettings(1, 1, null, ["Code"]));

        await CheckAsync(A.Settings(titles: ["Code"]));

        Assert.That(problems.All, Is.Empty);
    }

    [Test]
    public async Task Sign_in_that_fails_ends_the_check_with_Zooms_words()
    {
        zoom.Scopes = new(ReadEnd.PermissionRefused, Words: "invalid_client");

        var report = await CheckAsync();

        Assert.That(report.Complete, Is.False);
        Assert.That(Shown, Is.EqualTo(new[] { "ZoomSignIn invalid_client" }));
    }

    [Test]
    public async Task Zoom_that_is_away_ends_the_check_and_is_over_when_it_is_back()
    {
        var all = zoom.Scopes;
        zoom.Scopes = new(ReadEnd.Failed, Words: "no connection");
        Assert.That((await CheckAsync()).Complete, Is.False);
        Assert.That(Shown, Is.EqualTo(new[] { "ZoomUnreachable Zoom no connection" }));
        zoom.Scopes = all;

        Assert.That((await CheckAsync()).Complete, Is.True);
        Assert.That(problems.All, Is.Empty);
    }

    [Test]
    public async Task Meeting_that_could_not_be_asked_about_leaves_the_check_unfinished()
    {
        zoom.OnMeeting = meeting => meeting == A.Meeting ? new(ReadEnd.TooManyCalls) : new(ReadEnd.NotFound);

        var report = await CheckAsync();

        Assert.That(report.Complete, Is.False);
        Assert.That(Shown, Is.EquivalentTo(new[] { "ZoomQuota meeting 81234567890", "MeetingNotFound webinar 89999999999" }));
    }

    [Test]
    public async Task Start_times_that_Zoom_gives_have_the_meeting_read_more_often()
    {
        foreach (var meeting in new[] { A.Meeting, A.Other })
        {
            agenda.Done(meeting, A.Now);
        }

        zoom.OnMeeting = meeting => new(ReadEnd.Found, meeting == A.Meeting
            ? new MeetingSettings(1, 2, A.Now.AddDays(-7), null, null, [A.Now.AddDays(-7), A.Now.AddMinutes(62)])
            : new MeetingSettings(1, 1, A.Now.AddDays(7), null));

        await CheckAsync();

        Assert.That(agenda.NextDue(), Is.EqualTo(A.Now.AddMinutes(2)), "the hour before the second occurrence");
    }

    private Task<CheckReport> CheckAsync(Settings? settings = null) =>
        new CheckMeetingsHandler(settings ?? A.Settings(), zoom, problems, agenda, new RegistrationTypes(zoom)).Handle(new CheckMeetings(), CancellationToken.None);
}
