using ZoomApprover.Application.Ports;
using static ZoomApprover.Infrastructure.Tests.Zoom.ZoomStub;

namespace ZoomApprover.Infrastructure.Tests.Zoom;

/// <summary>How each answer to a status call is understood.</summary>
internal sealed class StatusAnswerTests
{
    private const string Json300 = """{"code":300,"message":"The request could not be completed."}""";

    private ZoomStub stub = null!;
    private ZoomBench bench = null!;

    [SetUp]
    public void Start()
    {
        stub = new();
        bench = ZoomBench.On(stub);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await bench.DisposeAsync();
        await stub.DisposeAsync();
    }

    private static IEnumerable<TestCaseData> Answers()
    {
        yield return Row(Http(204), CallEnd.Accepted, "", "204");

        yield return Row(Http(200, Json300), CallEnd.Unknown, "300: The request could not be completed.", "200 with an error body");
        yield return Row(Http(200), CallEnd.Unknown, "", "200 without a body");
        yield return Row(Http(200, "<html>sorry</html>"), CallEnd.Unknown, "", "200 with a web page");
        yield return Row(Http(202), CallEnd.Unknown, "HTTP 202", "202");
        yield return Row(Http(302, "", "Location: /v2/elsewhere"), CallEnd.Unknown, "redirect (302)", "302");
        yield return Row(Http(307, "", "Location: https://example.com/"), CallEnd.Unknown, "redirect (307)", "307");
        yield return Row(Http(403, """{"code":2306,"message":"No."}"""), CallEnd.Unknown, "2306: No.", "403");
        yield return Row(Http(500), CallEnd.Unknown, "HTTP 500", "500");
        yield return Row(Http(503, Json300), CallEnd.Unknown, "300: The request could not be completed.", "503 with a body");
        yield return Row(null, CallEnd.Unknown, "", "a reset after sending");
        yield return Row("HTTP/1.1 204", CallEnd.Unknown, "", "half a status line");
        yield return Row("nonsense\r\n\r\n", CallEnd.Unknown, "", "no HTTP at all");

        yield return Row(Error(429, 429, "You have reached the maximum per-second rate limit for this API. Try again later."), CallEnd.TooManyCalls,
            "429: You have reached the maximum per-second rate limit for this API. Try again later.", "429 per second");
        yield return Row(Error(429, 4001, "You have reached the maximum per-second rate limit."), CallEnd.TooManyCalls, "4001: You have reached the maximum per-second rate limit.", "429 per second, code 4001");
        yield return Row(Error(429, 429, "You have reached the maximum daily rate limit for this API."), CallEnd.DailyLimit, "429: You have reached the maximum daily rate limit for this API.", "429 daily");
        yield return Row(Error(429, 429, "You have exceeded the daily rate limit of (10) for Meeting Update registrant's status API requests for the registrant (r-1). You can resume these API requests at GMT 00:00:00."),
            CallEnd.DailyLimit, null, "429 daily of a registrant");
        yield return Row(Http(429), CallEnd.TooManyCalls, "HTTP 429", "429 without words");
        yield return Row(Error(429, 429, "Slow down"), CallEnd.TooManyCalls, "429: Slow down", "429 in unknown words");

        yield return Row(Error(401, 124, "Invalid access token."), CallEnd.PermissionRefused, "124: Invalid access token.", "401 for the new token too");
        yield return Row(Error(401, 4700, "Invalid access token."), CallEnd.PermissionRefused, "4700: Invalid access token.", "401 with 4700");
        yield return Row(Error(400, 4700, "Token is expired"), CallEnd.PermissionRefused, "4700: Token is expired", "400 with 4700");
        yield return Row(Error(400, 4711, "Invalid access token, does not contain scopes:[a, b]."), CallEnd.PermissionRefused, "4711: Invalid access token, does not contain scopes:[a, b].", "400 with 4711");

        yield return Row(Http(404), CallEnd.MeetingRefused, "HTTP 404", "404 without words");
        yield return Row(Error(404, 3001, "Meeting does not exist: 85746065432."), CallEnd.MeetingRefused, "3001: Meeting does not exist: 85746065432.", "404 with 3001");
        yield return Row(Error(404, 1001, "User does not exist."), CallEnd.MeetingRefused, "1001: User does not exist.", "404 with 1001");
        yield return Row(Error(400, 3000, "Cannot access webinar information."), CallEnd.MeetingRefused, null, "3000");
        yield return Row(Error(400, 3001, "Meeting does not exist."), CallEnd.MeetingRefused, null, "3001");
        yield return Row(Error(400, 3161, "Not allowed to host meetings."), CallEnd.MeetingRefused, null, "3161");
        yield return Row(Error(400, 3035, "Webinar has reached its maximum attendee capacity."), CallEnd.MeetingRefused, null, "3035");
        yield return Row(Error(400, 300, "Invalid webinar ID."), CallEnd.MeetingRefused, null, "300 naming a webinar id");
        yield return Row(Error(400, 300, "Invalid meeting id."), CallEnd.MeetingRefused, null, "300 naming a meeting id");
        yield return Row(Error(400, 300, "Nothing to be done for 85746065432."), CallEnd.MeetingRefused, null, "300 naming the number");
        yield return Row(Error(400, 300, "Registration has not been enabled for this meeting."), CallEnd.MeetingRefused, null, "300 about registration");
        yield return Row(Error(400, 200, "No permission."), CallEnd.MeetingRefused, null, "200 about permission");
        yield return Row(Error(400, 200, "Webinar plan is missing."), CallEnd.MeetingRefused, null, "200 about the plan");
        yield return Row(Http(400, """{"code":"3161","message":"Not allowed."}"""), CallEnd.MeetingRefused, "3161: Not allowed.", "a code as text");

        yield return Row(Error(400, 300, "Registrant r-1 was not found."), CallEnd.RegistrantRefused, "300: Registrant r-1 was not found.", "300 about a registrant");
        yield return Row(Error(400, 200, "This one cannot be changed."), CallEnd.RegistrantRefused, null, "200 about nothing in particular");
        yield return Row(Error(400, 300, "Registrant maria.plan@example.com was not found."), CallEnd.RegistrantRefused, "300: Registrant (e-mail) was not found.", "300 naming an address");
        yield return Row(Http(400, """{"code":300,"message":"Validation Failed.","errors":[{"field":"registrants[0].email","message":"Invalid: jill@example.com"}]}"""),
            CallEnd.RegistrantRefused, "300: Validation Failed. (registrants[0].email: Invalid: (e-mail))", "300 with fields");
        yield return Row(Error(400, 4242, "Something new."), CallEnd.RegistrantRefused, "4242: Something new.", "an unknown code");
        yield return Row(Http(400), CallEnd.RegistrantRefused, "HTTP 400", "400 without words");
        yield return Row(Http(400, """{"code":[],"message":{}}"""), CallEnd.RegistrantRefused, "HTTP 400", "400 with wrong types");
        yield return Row(Http(400, "{\"code\":300,\"message\":\"\\ud800 broken\"}"), CallEnd.RegistrantRefused, "300:", "400 with half a surrogate");
    }

    [TestCaseSource(nameof(Answers))]
    public async Task Answer_is_understood(string? wire, CallEnd end, string? words)
    {
        stub.Answer = _ => wire;

        var answer = await bench.ApproveAsync();

        Assert.Multiple(() =>
        {
            Assert.That(answer.End, Is.EqualTo(end));
            Assert.That(answer.Words, words is null ? Is.Not.Empty : Is.EqualTo(words));
        });
    }

    [Test]
    public async Task Missing_scopes_are_named()
    {
        stub.Answer = _ => Error(400, 4711, "Invalid access token, does not contain scopes:[meeting:update:registrant_status:admin, meeting:update:registrant_status].");
        string[] missing = ["meeting:update:registrant_status:admin", "meeting:update:registrant_status"];

        var answer = await bench.ApproveAsync();

        Assert.That(answer.MissingScopes, Is.EqualTo(missing));
    }

    [Test]
    public async Task Wait_and_Zooms_clock_are_told()
    {
        stub.Answer = _ => Http(429, """{"code":429,"message":"daily"}""", "Date: Tue, 12 Jan 2027 23:00:00 GMT", "Retry-After: 2027-01-13T00:00:00Z");

        var answer = await bench.ApproveAsync();

        Assert.Multiple(() =>
        {
            Assert.That(answer.RetryAfter, Is.EqualTo(TimeSpan.FromHours(1)), "by Zoom's clock, not by ours");
            Assert.That(answer.ZoomTime, Is.EqualTo(new DateTimeOffset(2027, 1, 12, 23, 0, 0, TimeSpan.Zero)));
        });
    }

    [Test]
    public async Task Words_are_cut_and_cleaned()
    {
        stub.Answer = _ => Http(400, "{\"code\":300,\"message\":\"a\\u0000b\\u001b[31m\\nc %40 d%40e " + new string('x', 1000) + "\"}");

        var answer = await bench.ApproveAsync();

        Assert.Multiple(() =>
        {
            Assert.That(answer.Words, Has.Length.EqualTo(300));
            Assert.That(answer.Words, Does.StartWith("300: ab[31m c (e-mail) (e-mail) xxx"));
        });
    }

    [Test]
    public async Task Redirect_is_not_followed()
    {
        stub.Answer = request => request.Line.Contains("elsewhere", StringComparison.Ordinal) ? Http(204) : Http(307, "", "Location: /elsewhere");

        await bench.ApproveAsync();

        Assert.That(stub.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Status_call_is_never_repeated_by_itself([Values(500, 503, 429, 408)] int status)
    {
        stub.Answer = _ => Http(status, "", "Retry-After: 0");

        await bench.ApproveAsync();

        Assert.That(stub.Calls, Has.Count.EqualTo(1));
    }

    internal static string Error(int status, int code, string message) => Http(status, $$"""{"code":{{code}},"message":"{{message}}"}""");

    private static TestCaseData Row(string? wire, CallEnd end, string? words, string name) => new TestCaseData(wire, end, words).SetArgDisplayNames(name, end.ToString());
}
