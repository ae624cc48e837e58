using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Infrastructure.Tests.Zoom;

/// <summary>The client against a Zoom that keeps state and refuses every call the real one does not know.</summary>
internal sealed class ZoomSimulatorTests
{
    private readonly FakeTimeProvider zoomsClock = new(new(2027, 1, 12, 10, 0, 0, TimeSpan.Zero));
    private ZoomSimulator zoom = null!;
    private ZoomBench bench = null!;

    [SetUp]
    public async Task StartAsync()
    {
        zoom = await ZoomSimulator.StartAsync(new() { Time = zoomsClock, LimitRate = false });
        bench = ZoomBench.On(zoom);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await bench.DisposeAsync();
        await zoom.DisposeAsync();
        Assert.That(zoom.UnexpectedCalls, Is.Empty);
        Assert.That(zoom.RedirectsFollowed, Is.Zero);
    }

    [TestCase(SimKind.Meeting, false)]
    [TestCase(SimKind.Meeting, true)]
    [TestCase(SimKind.Webinar, false)]
    public async Task Registrant_is_approved_and_read_back(SimKind kind, bool idOnly)
    {
        var meeting = zoom.AddMeeting(91000000001, kind);
        var jill = zoom.Register(meeting.Id, "jill@example.com", "Jill", "Chill", new SimAnswer("Code", "AB12CD34EF"));
        var key = new RegistrationKey(KeyOf(meeting), jill.Id);
        var before = await bench.Zoom.GetAsync(key, CancellationToken.None);

        var answer = await bench.Zoom.SetStatusAsync(key.Meeting, null, ZoomAction.Approve, [new(jill.Id, jill.Email)], idOnly, CancellationToken.None);
        var after = await bench.Zoom.GetAsync(key, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(answer.End, Is.EqualTo(CallEnd.Accepted));
            Assert.That((before.Value!.Status, after.Value!.Status), Is.EqualTo((ZoomStatus.Pending, ZoomStatus.Approved)));
            Assert.That(after.Value.Answers.Single(), Is.EqualTo(new Answer("Code", "AB12CD34EF")));
            Assert.That(after.Value.RegisteredAt, Is.EqualTo(zoomsClock.GetUtcNow()));
        });
    }

    [Test]
    public async Task List_of_many_is_read_page_by_page()
    {
        var meeting = zoom.AddMeeting(91000000001);
        for (var number = 0; number < 301; number++)
            zoom.Register(meeting.Id, $"guest{number}@example.com", "Guest", null);

        var first = (await bench.Zoom.ListAsync(KeyOf(meeting), null, ZoomStatus.Pending, "", Urgency.Sweep, CancellationToken.None)).Value!;
        var second = (await bench.Zoom.ListAsync(KeyOf(meeting), null, ZoomStatus.Pending, first.NextPageToken, Urgency.Sweep, CancellationToken.None)).Value!;

        Assert.That((first.Registrants.Count, second.Registrants.Count, second.NextPageToken), Is.EqualTo((300, 1, "")));
        Assert.That(first.Registrants.Concat(second.Registrants).Select(one => one.Key).Distinct().Count(), Is.EqualTo(301));
    }

    [Test]
    public async Task Page_token_lives_a_quarter_of_an_hour()
    {
        var meeting = zoom.AddMeeting(91000000001);
        for (var number = 0; number < 301; number++)
            zoom.Register(meeting.Id, $"guest{number}@example.com", "Guest", null);
        var first = (await bench.Zoom.ListAsync(KeyOf(meeting), null, ZoomStatus.Pending, "", Urgency.Sweep, CancellationToken.None)).Value!;

        zoomsClock.Advance(TimeSpan.FromMinutes(15));
        var second = await bench.Zoom.ListAsync(KeyOf(meeting), null, ZoomStatus.Pending, first.NextPageToken, Urgency.Sweep, CancellationToken.None);

        Assert.That(second.End, Is.EqualTo(ReadEnd.PageExpired));
    }

    [Test]
    public async Task Revoked_token_is_replaced_on_the_way()
    {
        var meeting = zoom.AddMeeting(91000000001);
        var jill = zoom.Register(meeting.Id, "jill@example.com", "Jill", null);
        await bench.Zoom.GetScopesAsync(CancellationToken.None);
        zoom.RevokeTokens();

        var answer = await bench.Zoom.SetStatusAsync(KeyOf(meeting), null, ZoomAction.Approve, [new(jill.Id, jill.Email)], idOnly: false, CancellationToken.None);

        Assert.That((answer.End, jill.Status, zoom.TokensIssued), Is.EqualTo((CallEnd.Accepted, SimRegistrant.Approved, 2)));
    }

    private static IEnumerable<TestCaseData> StatusFaults()
    {
        yield return new TestCaseData(Fault.AppliedThenLost, CallEnd.Unknown).SetArgDisplayNames("applied, then lost");
        yield return new TestCaseData(Fault.AppliedThen503, CallEnd.Unknown).SetArgDisplayNames("applied, then 503");
        yield return new TestCaseData(Fault.Reset, CallEnd.Unknown).SetArgDisplayNames("reset");
        yield return new TestCaseData(Fault.Redirect, CallEnd.Unknown).SetArgDisplayNames("redirect");
        yield return new TestCaseData(Fault.HtmlBody, CallEnd.Unknown).SetArgDisplayNames("web page");
        yield return new TestCaseData(Fault.Ok200WithErrorBody, CallEnd.Unknown).SetArgDisplayNames("200 with an error body");
        yield return new TestCaseData(Fault.HugeBody, CallEnd.Unknown).SetArgDisplayNames("huge body");
        yield return new TestCaseData(Fault.NoEffect204, CallEnd.Accepted).SetArgDisplayNames("204 without effect");
        yield return new TestCaseData(Fault.Status404, CallEnd.MeetingRefused).SetArgDisplayNames("404");
        yield return new TestCaseData(Fault.Status429PerSecond(), CallEnd.TooManyCalls).SetArgDisplayNames("429 per second");
        yield return new TestCaseData(Fault.Status429Daily(), CallEnd.DailyLimit).SetArgDisplayNames("429 daily");
    }

    [TestCaseSource(nameof(StatusFaults))]
    public async Task Fault_of_a_status_call_is_told(Fault fault, CallEnd end)
    {
        var meeting = zoom.AddMeeting(91000000001);
        var jill = zoom.Register(meeting.Id, "jill@example.com", "Jill", null);
        zoom.Faults.Next(ZoomEndpoint.Status, fault);

        var answer = await bench.Zoom.SetStatusAsync(KeyOf(meeting), null, ZoomAction.Approve, [new(jill.Id, jill.Email)], idOnly: false, CancellationToken.None);

        Assert.That(answer.End, Is.EqualTo(end));
    }

    [Test]
    public async Task Fault_of_a_list_is_told([Values] ReadFault fault)
    {
        var meeting = zoom.AddMeeting(91000000001);
        zoom.Register(meeting.Id, "jill@example.com", "Jill", null);
        zoom.Faults.Next(ZoomEndpoint.List, fault switch
        {
            ReadFault.CutJson => Fault.CutJson,
            ReadFault.HalfJson => Fault.HalfJson,
            ReadFault.HtmlBody => Fault.HtmlBody,
            ReadFault.HugeBody => Fault.HugeBody,
            _ => Fault.Redirect,
        });

        var answer = await bench.Zoom.ListAsync(KeyOf(meeting), null, ZoomStatus.Pending, "", Urgency.Sweep, CancellationToken.None);

        Assert.That(answer.End, Is.EqualTo(ReadEnd.Failed));
    }

    [TestCase(RetryAfterForm.Seconds)]
    [TestCase(RetryAfterForm.IsoDate)]
    [TestCase(RetryAfterForm.HttpDate)]
    public async Task Daily_limit_says_to_come_back_at_midnight(RetryAfterForm form)
    {
        var meeting = zoom.AddMeeting(91000000001);
        var jill = zoom.Register(meeting.Id, "jill@example.com", "Jill", null);
        zoom.Faults.Next(ZoomEndpoint.Status, Fault.Status429Daily(form));

        var answer = await bench.Zoom.SetStatusAsync(KeyOf(meeting), null, ZoomAction.Approve, [new(jill.Id, jill.Email)], idOnly: false, CancellationToken.None);

        Assert.That((answer.End, answer.RetryAfter), Is.EqualTo((CallEnd.DailyLimit, (TimeSpan?)TimeSpan.FromHours(14))));
    }

    [Test]
    public async Task Missing_scope_is_named()
    {
        var meeting = zoom.AddMeeting(91000000001);
        zoom.Scopes.Remove("meeting:update:registrant_status:admin");
        string[] missing = ["meeting:update:registrant_status:admin"];

        var answer = await bench.Zoom.SetStatusAsync(KeyOf(meeting), null, ZoomAction.Approve, [new("r-1", "jill@example.com")], idOnly: false, CancellationToken.None);

        Assert.That(answer.End, Is.EqualTo(CallEnd.PermissionRefused));
        Assert.That(answer.MissingScopes, Is.EqualTo(missing));
    }

    [Test]
    public async Task Stranger_is_not_found_and_meeting_that_is_gone_is_not_either([Values] SimKind kind)
    {
        var meeting = zoom.AddMeeting(91000000001, kind);

        var stranger = await bench.Zoom.GetAsync(new(KeyOf(meeting), "r-1"), CancellationToken.None);
        zoom.RemoveMeeting(meeting.Id);
        var gone = await bench.Zoom.GetMeetingAsync(KeyOf(meeting), CancellationToken.None);

        Assert.That((stranger.End, gone.End), Is.EqualTo((ReadEnd.NotFound, ReadEnd.NotFound)));
    }

    [Test]
    public async Task Settings_of_a_meeting_are_read()
    {
        var meeting = zoom.AddMeeting(91000000001);
        meeting.Questions = ["Code", "Shirt size"];
        string[] titles = ["Code", "Shirt size"];

        var settings = (await bench.Zoom.GetMeetingAsync(KeyOf(meeting), CancellationToken.None)).Value!;

        Assert.That(settings with { QuestionTitles = null }, Is.EqualTo(new MeetingSettings(1, 1, meeting.StartTime, null)));
        Assert.That(settings.QuestionTitles, Is.EqualTo(titles));
    }

    [Test]
    public async Task Zoom_that_is_down_was_sent_nothing_and_works_again_afterwards()
    {
        var meeting = zoom.AddMeeting(91000000001);
        var jill = zoom.Register(meeting.Id, "jill@example.com", "Jill", null);
        await bench.Zoom.GetScopesAsync(CancellationToken.None);
        await zoom.StopAsync();

        var down = await bench.Zoom.SetStatusAsync(KeyOf(meeting), null, ZoomAction.Approve, [new(jill.Id, jill.Email)], idOnly: false, CancellationToken.None);
        await zoom.RestartAsync();
        var up = await bench.Zoom.SetStatusAsync(KeyOf(meeting), null, ZoomAction.Approve, [new(jill.Id, jill.Email)], idOnly: false, CancellationToken.None);

        Assert.That((down.End, up.End), Is.EqualTo((CallEnd.NotSent, CallEnd.Accepted)));
    }

    private static MeetingKey KeyOf(SimMeeting meeting) => new(meeting.Kind == SimKind.Webinar ? MeetingKind.Webinar : MeetingKind.Meeting, meeting.Id);

    /// <summary>Answers to a list that are none.</summary>
    internal enum ReadFault
    {
        CutJson,
        HalfJson,
        HtmlBody,
        HugeBody,
        Redirect,
    }
}
