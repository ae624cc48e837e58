using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using static ZoomApprover.Infrastructure.Tests.Zoom.StatusAnswerTests;
using static ZoomApprover.Infrastructure.Tests.Zoom.ZoomStub;

namespace ZoomApprover.Infrastructure.Tests.Zoom;

/// <summary>How each answer to a read is understood, hostile ones too.</summary>
internal sealed class ReadAnswerTests
{
    private const string Jill = """
        {"id":"r-1","email":"jill@example.com","first_name":"Jill","last_name":"Chill","address":"1 Street","phone":"5550100",
         "custom_questions":[{"title":"Invitation code","value":"AB12CD34EF"}],"status":"pending",
         "create_time":"2027-01-10T08:30:00Z","join_url":"https://zoom.example/w/1?tk=secret"}
        """;

    private static readonly string Page = "{\"next_page_token\":\"next+1\",\"registrants\":[" + Jill + "]}";

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
        yield return Row(Http(200, Page), ReadEnd.Found, "a page");
        yield return Row(Http(200, """{"registrants":[]}"""), ReadEnd.Found, "an empty page without a token");

        yield return Row(Http(204), ReadEnd.Failed, "204");
        yield return Row(Http(200), ReadEnd.Failed, "200 without a body");
        yield return Row(Http(200, "<html>sorry</html>"), ReadEnd.Failed, "a web page");
        yield return Row(Http(200, """{"code":300,"message":"No."}"""), ReadEnd.Failed, "200 with an error body");
        yield return Row(Http(200, Page[..^20]), ReadEnd.Failed, "half of the JSON");
        yield return Row(Http(200, "[]"), ReadEnd.Failed, "an array");
        yield return Row(Http(200, "null"), ReadEnd.Failed, "null");
        yield return Row(Http(200, """{"registrants":null}"""), ReadEnd.Failed, "registrants null");
        yield return Row(Http(200, """{"registrants":{}}"""), ReadEnd.Failed, "registrants no array");
        yield return Row(Http(200, new string('[', 5000)), ReadEnd.Failed, "too deep");
        yield return Row("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"registrants\":[]}", ReadEnd.Failed, "broken off with the connection");
        yield return Row(Http(302, "", "Location: /v2/elsewhere"), ReadEnd.Failed, "a redirect");
        yield return Row(Http(500), ReadEnd.Failed, "500");
        yield return Row(null, ReadEnd.Failed, "a reset");

        yield return Row(Error(429, 429, "You have reached the maximum per-second rate limit."), ReadEnd.TooManyCalls, "429");
        yield return Row(Error(401, 124, "Invalid access token."), ReadEnd.PermissionRefused, "401 for the new token too");
        yield return Row(Error(400, 4711, "Invalid access token, does not contain scopes:[a]."), ReadEnd.PermissionRefused, "4711");
        yield return Row(Error(404, 3001, "Meeting does not exist: 85746065432."), ReadEnd.NotFound, "404");
        yield return Row(Error(400, 300, "Invalid webinar ID: 85746065432."), ReadEnd.NotFound, "an unknown webinar");
        yield return Row(Error(400, 300, "Invalid Registrant ID."), ReadEnd.NotFound, "an unknown registrant of a meeting");
        yield return Row(Error(400, 3079, "This registrant does not exist."), ReadEnd.NotFound, "an unknown registrant of a webinar");
        yield return Row(Error(400, 3000, "Registrant was not found."), ReadEnd.NotFound, "another word for it");
        yield return Row(Error(400, 3000, "Cannot access webinar information."), ReadEnd.Failed, "the other kind");
        yield return Row(Error(400, 3161, "Not allowed to host meetings."), ReadEnd.Failed, "3161");
        yield return Row(Error(400, 300, "The next page token is invalid or expired."), ReadEnd.Failed, "a page token nobody sent");
    }

    [TestCaseSource(nameof(Answers))]
    public async Task Answer_to_a_list_is_understood(string? wire, ReadEnd end)
    {
        stub.Answer = _ => wire;

        var answer = await bench.ListAsync();

        Assert.Multiple(() =>
        {
            Assert.That(answer.End, Is.EqualTo(end));
            Assert.That(answer.Value is not null, Is.EqualTo(end == ReadEnd.Found));
        });
    }

    [TestCase("The next page token is invalid or expired.")]
    [TestCase("Invalid next_page_token.")]
    public async Task Page_token_that_ran_out_is_told(string message)
    {
        stub.Answer = _ => Error(400, 300, message);

        var answer = await bench.ListAsync("old");

        Assert.That(answer.End, Is.EqualTo(ReadEnd.PageExpired));
    }

    [Test]
    public async Task Registrant_is_read_without_address_phone_and_link()
    {
        stub.Answer = _ => Http(200, Page);

        var page = (await bench.ListAsync()).Value!;

        var jill = page.Registrants.Single();
        Assert.Multiple(() =>
        {
            Assert.That(page.NextPageToken, Is.EqualTo("next+1"));
            Assert.That(jill with { Answers = [], Occurrences = [] }, Is.EqualTo(new Registrant(
                new(ZoomBench.Meeting, "r-1"), "jill@example.com", "Jill", "Chill", [], new(2027, 1, 10, 8, 30, 0, TimeSpan.Zero), ZoomStatus.Pending, [])));
            Assert.That(jill.Answers.Single(), Is.EqualTo(new Answer("Invitation code", "AB12CD34EF")));
            Assert.That(jill.Occurrences, Is.Empty);
        });
    }

    [TestCase("", "now", "", TestName = "Registrant_with_an_id_only")]
    [TestCase(""","custom_questions":null,"email":null,"create_time":"soon" """, "now", "", TestName = "Registrant_with_nulls")]
    [TestCase(""","custom_questions":[],"email":[],"first_name":{}""", "now", "", TestName = "Registrant_with_wrong_types")]
    [TestCase(""","custom_questions":[null,1,{},{"title":"t"},{"value":"v"},{"title":"n","value":7}]""", "now", "=v n=7", TestName = "Registrant_with_odd_answers")]
    [TestCase(""","custom_questions":[{"title":"\udc00","value":"\ud800"},{"title":"\ud83d\ude92","value":"ok"}]""", "now", "🚒=ok", TestName = "Registrant_with_half_a_surrogate")]
    public async Task Odd_registrant_is_read_as_far_as_it_goes(string more, string created, string answers)
    {
        stub.Answer = _ => Http(200, "{\"registrants\":[{\"id\":17,\"status\":\"approved\"" + more + "}]}");

        var one = (await bench.ListAsync()).Value!.Registrants.Single();

        Assert.Multiple(() =>
        {
            Assert.That(one.Key.RegistrantId, Is.EqualTo("17"));
            Assert.That(one.Status, Is.EqualTo(ZoomStatus.Approved));
            Assert.That(one.Email, Is.Empty);
            Assert.That(one.RegisteredAt == bench.Clock.GetUtcNow() ? "now" : "other", Is.EqualTo(created));
            Assert.That(string.Join(' ', one.Answers.Select(answer => $"{answer.Title}={answer.Value}")), Is.EqualTo(answers));
        });
    }

    [Test]
    public async Task Who_has_no_id_or_an_unknown_status_is_skipped_and_the_others_are_not()
    {
        stub.Answer = _ => Http(200, """
            {"registrants":[null,7,{},{"id":"","status":"pending"},{"id":null,"status":"pending"},{"id":"a","status":"vip"},{"id":"b","status":null},
             {"id":"\ud800","status":"pending"},{"id":"r-2"},{"id":"r-3","status":"denied"}]}
            """);

        var page = (await bench.ListAsync()).Value!;

        Assert.That(string.Join(' ', page.Registrants.Select(one => $"{one.Key.RegistrantId}:{one.Status}")), Is.EqualTo("r-2:Pending r-3:Denied"));
    }

    [TestCase("r-1", ReadEnd.Found)]
    [TestCase("r-2", ReadEnd.Failed)]
    public async Task Registrant_is_found_only_under_the_id_that_was_asked_for(string asked, ReadEnd end)
    {
        stub.Answer = _ => Http(200, Jill);

        var answer = await bench.GetAsync(asked);

        Assert.That(answer.End, Is.EqualTo(end));
    }

    [Test]
    public async Task Questions_stay_unknown_without_their_scope()
    {
        stub.Answer = request => request.Line.Contains("questions", StringComparison.Ordinal)
            ? Error(400, 4711, "Invalid access token, does not contain scopes:[meeting:read:list_registration_questions:admin].")
            : Http(200, """{"id":1,"settings":{"approval_type":1}}""");
        string[] missing = ["meeting:read:list_registration_questions:admin"];

        var answer = await bench.Zoom.GetMeetingAsync(ZoomBench.Meeting, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(answer.End, Is.EqualTo(ReadEnd.Found));
            Assert.That(answer.Value, Is.EqualTo(new MeetingSettings(1, null, null, null)));
            Assert.That(answer.MissingScopes, Is.EqualTo(missing));
        });
    }

    [TestCase("""{"id":1}""", null, TestName = "Meeting_without_settings")]
    [TestCase("""{"id":"1","settings":[],"start_time":7}""", null, TestName = "Meeting_with_wrong_types")]
    [TestCase("""{"id":1,"settings":{"approval_type":"2"}}""", 2, TestName = "Meeting_without_registration")]
    public async Task Odd_meeting_is_read_as_far_as_it_goes(string json, int? approvalType)
    {
        stub.Answer = request => Http(200, request.Line.Contains("questions", StringComparison.Ordinal) ? """{"questions":[],"custom_questions":null}""" : json);

        var answer = await bench.Zoom.GetMeetingAsync(ZoomBench.Webinar, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Value! with { QuestionTitles = null }, Is.EqualTo(new MeetingSettings(approvalType, null, null, null)));
            Assert.That(answer.Value!.QuestionTitles, Is.Empty);
        });
    }

    [Test]
    public async Task Meeting_is_not_told_from_an_error_body()
    {
        stub.Answer = _ => Error(200, 300, "No.");

        var answer = await bench.Zoom.GetMeetingAsync(ZoomBench.Meeting, CancellationToken.None);

        Assert.That(answer, Is.EqualTo(new ReadAnswer<MeetingSettings>(ReadEnd.Failed, Words: "300: No.", MissingScopes: answer.MissingScopes)));
    }

    private static TestCaseData Row(string? wire, ReadEnd end, string name) => new TestCaseData(wire, end).SetArgDisplayNames(name, end.ToString());
}
