using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Infrastructure.Tests.Zoom;

/// <summary>What stands on the wire, letter by letter: Zoom answers 204 to bodies it does not understand.</summary>
internal sealed class ZoomRequestTests
{
    private static readonly RegistrantName[] Two = [new("9tboDiHUQAeOnbmudzWa5g", "jill+zoom@example.com"), new("a/b+c==", "o'hara@example.com")];

    private ZoomStub stub = null!;
    private ZoomBench bench = null!;

    [SetUp]
    public void Start() => stub = new();

    [TearDown]
    public async Task StopAsync()
    {
        await bench.DisposeAsync();
        await stub.DisposeAsync();
    }

    [TestCase(MeetingKind.Meeting, ZoomAction.Approve, false,
        "PUT /v2/meetings/85746065432/registrants/status HTTP/1.1",
        """{"action":"approve","registrants":[{"id":"9tboDiHUQAeOnbmudzWa5g","email":"jill+zoom@example.com"},{"id":"a/b+c==","email":"o'hara@example.com"}]}""")]
    [TestCase(MeetingKind.Webinar, ZoomAction.Deny, false,
        "PUT /v2/webinars/85746065432/registrants/status HTTP/1.1",
        """{"action":"deny","registrants":[{"id":"9tboDiHUQAeOnbmudzWa5g","email":"jill+zoom@example.com"},{"id":"a/b+c==","email":"o'hara@example.com"}]}""")]
    [TestCase(MeetingKind.Meeting, ZoomAction.Approve, true,
        "PUT /v2/meetings/85746065432/registrants/status HTTP/1.1",
        """{"action":"approve","registrants":[{"id":"9tboDiHUQAeOnbmudzWa5g"},{"id":"a/b+c=="}]}""")]
    public async Task Status_call_is_written_as_Zoom_documents_it(MeetingKind kind, ZoomAction action, bool idOnly, string line, string body)
    {
        bench = ZoomBench.On(stub);

        await bench.Zoom.SetStatusAsync(new(kind, 85746065432), null, action, Two, idOnly, CancellationToken.None);

        var call = stub.Calls.Single();
        Assert.Multiple(() =>
        {
            Assert.That(call.Line, Is.EqualTo(line));
            Assert.That(call.Body, Is.EqualTo(body));
            Assert.That(call.Header("Content-Type"), Is.EqualTo("application/json; charset=utf-8"));
            Assert.That(call.Header("Authorization"), Is.EqualTo("Bearer tok-1"));
        });
    }

    [Test]
    public async Task Registrant_without_an_address_is_named_by_id_only()
    {
        bench = ZoomBench.On(stub);

        await bench.Zoom.SetStatusAsync(ZoomBench.Meeting, null, ZoomAction.Approve, [new("r-1", "")], idOnly: false, CancellationToken.None);

        Assert.That(stub.Calls.Single().Body, Is.EqualTo("""{"action":"approve","registrants":[{"id":"r-1"}]}"""));
    }

    [TestCase("a/b+c==", "GET /v2/meetings/85746065432/registrants/a%2Fb%2Bc%3D%3D HTTP/1.1")]
    [TestCase("9tbo-DiHU_5g", "GET /v2/meetings/85746065432/registrants/9tbo-DiHU_5g HTTP/1.1")]
    public async Task Registrant_id_is_encoded_in_the_path(string id, string line)
    {
        bench = ZoomBench.On(stub);

        await bench.GetAsync(id);

        Assert.That(stub.Calls.Single().Line, Is.EqualTo(line));
    }

    [TestCase(ZoomStatus.Pending, "", "GET /v2/webinars/95204914252/registrants?page_size=300&status=pending HTTP/1.1")]
    [TestCase(ZoomStatus.Denied, "", "GET /v2/webinars/95204914252/registrants?page_size=300&status=denied HTTP/1.1")]
    [TestCase(ZoomStatus.Approved, "t+/=&x", "GET /v2/webinars/95204914252/registrants?page_size=300&status=approved&next_page_token=t%2B%2F%3D%26x HTTP/1.1")]
    public async Task List_says_its_status_and_leaves_an_empty_page_token_out(ZoomStatus status, string pageToken, string line)
    {
        bench = ZoomBench.On(stub);

        await bench.Zoom.ListAsync(ZoomBench.Webinar, null, status, pageToken, Urgency.Sweep, CancellationToken.None);

        Assert.That(stub.Calls.Single().Line, Is.EqualTo(line));
    }

    [Test]
    public async Task Meeting_is_read_together_with_its_questions()
    {
        stub.Answer = request => request.Line.Contains("questions", StringComparison.Ordinal)
            ? ZoomStub.Http(200, """{"questions":[],"custom_questions":[{"title":"Invitation code","type":"short"}]}""")
            : ZoomStub.Http(200, """{"id":85746065432,"start_time":"2027-01-12T18:00:00Z","settings":{"approval_type":1,"registration_type":2}}""");
        bench = ZoomBench.On(stub);
        string[] titles = ["Invitation code"];
        string[] lines = ["GET /v2/meetings/85746065432 HTTP/1.1", "GET /v2/meetings/85746065432/registrants/questions HTTP/1.1"];

        var answer = await bench.Zoom.GetMeetingAsync(ZoomBench.Meeting, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(stub.Calls.Select(one => one.Line), Is.EqualTo(lines));
            Assert.That(answer.End, Is.EqualTo(ReadEnd.Found));
            Assert.That(answer.Value! with { QuestionTitles = null }, Is.EqualTo(new MeetingSettings(1, 2, new(2027, 1, 12, 18, 0, 0, TimeSpan.Zero), null)));
            Assert.That(answer.Value!.QuestionTitles, Is.EqualTo(titles));
        });
    }

    [Test]
    public async Task Token_is_asked_for_in_the_form_with_the_app_in_the_header()
    {
        bench = ZoomBench.On(stub);
        string[] granted = ["meeting:read:registrant:admin", "meeting:update:registrant_status:admin"];

        var scopes = await bench.Zoom.GetScopesAsync(CancellationToken.None);

        var call = stub.TokenCalls.Single();
        Assert.Multiple(() =>
        {
            Assert.That(call.Line, Is.EqualTo("POST /oauth/token HTTP/1.1"));
            Assert.That(call.Body, Is.EqualTo("grant_type=account_credentials&account_id=acc-ount"));
            Assert.That(call.Header("Content-Type"), Does.StartWith("application/x-www-form-urlencoded"));
            Assert.That(call.Header("Authorization"), Is.EqualTo("Basic Y2xpZW50LWlkOnMzY3IzdC12NGx1ZQ=="));
            Assert.That(scopes.Value, Is.EqualTo(granted));
        });
    }
}
