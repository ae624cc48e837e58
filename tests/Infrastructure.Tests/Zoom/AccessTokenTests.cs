using ZoomApprover.Application.Ports;
using static ZoomApprover.Infrastructure.Tests.Zoom.StatusAnswerTests;
using static ZoomApprover.Infrastructure.Tests.Zoom.ZoomStub;

namespace ZoomApprover.Infrastructure.Tests.Zoom;

internal sealed class AccessTokenTests
{
    private ZoomStub stub = null!;
    private ZoomBench bench = null!;

    [SetUp]
    public void Start()
    {
        stub = new();
        stub.TokenAnswer = _ => Numbered(stub.TokenCalls.Count);
        bench = ZoomBench.On(stub);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await bench.DisposeAsync();
        await stub.DisposeAsync();
    }

    [Test]
    public async Task Hundred_callers_share_one_token_request()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => bench.Zoom.GetScopesAsync(CancellationToken.None)));

        Assert.Multiple(() =>
        {
            Assert.That(answers.Select(one => one.End), Is.All.EqualTo(ReadEnd.Found));
            Assert.That(stub.TokenCalls, Has.Count.EqualTo(1));
        });
    }

    [TestCase(3298, 1)]
    [TestCase(3299, 2)]
    public async Task Token_of_an_hour_is_renewed_five_minutes_early(int seconds, int requests)
    {
        await bench.ApproveAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(seconds));

        await bench.ApproveAsync();

        Assert.That(stub.TokenCalls, Has.Count.EqualTo(requests));
    }

    [Test]
    public async Task Old_token_serves_to_its_end_while_there_is_no_new_one()
    {
        await bench.ApproveAsync();
        stub.TokenAnswer = _ => Http(503);
        bench.Clock.Advance(TimeSpan.FromMinutes(56));

        var before = await bench.ApproveAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(4));
        var after = await bench.ApproveAsync();

        Assert.That((before.End, after.End), Is.EqualTo((CallEnd.Accepted, CallEnd.NotSent)));
    }

    [Test]
    public async Task Clock_that_is_set_back_keeps_nobody_from_asking_for_a_token()
    {
        stub.TokenAnswer = _ => Http(503);
        await bench.ApproveAsync();
        stub.TokenAnswer = _ => Numbered(stub.TokenCalls.Count);
        bench.Clock.Off = TimeSpan.FromDays(-1);
        bench.Clock.Advance(TimeSpan.FromSeconds(5));

        var answer = await bench.ApproveAsync();

        Assert.That(answer.End, Is.EqualTo(CallEnd.Accepted));
    }

    [Test]
    public async Task Call_refused_with_401_is_sent_once_more_with_a_new_token()
    {
        stub.Answer = request => request.Header("Authorization") == "Bearer tok-1" ? Error(401, 124, "Invalid access token.") : Http(204);

        var answer = await bench.ApproveAsync();

        Assert.Multiple(() =>
        {
            Assert.That(answer.End, Is.EqualTo(CallEnd.Accepted));
            Assert.That(string.Join(' ', stub.Calls.Select(one => one.Header("Authorization"))), Is.EqualTo("Bearer tok-1 Bearer tok-2"));
            Assert.That(stub.Calls.Select(one => one.Body).Distinct(), Has.One.Contains("jill@example.com"));
        });
    }

    [Test]
    public async Task Callers_refused_together_share_the_new_token()
    {
        stub.Answer = request => request.Header("Authorization") == "Bearer tok-1" ? Error(401, 124, "Invalid access token.") : Http(204);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(one => bench.ApproveAsync($"r-{one}")));

        Assert.Multiple(() =>
        {
            Assert.That(answers.Select(one => one.End), Is.All.EqualTo(CallEnd.Accepted));
            Assert.That(stub.TokenCalls, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task App_that_was_switched_off_does_not_cause_a_storm_of_token_requests()
    {
        stub.Answer = _ => Error(401, 124, "Invalid access token.");

        await bench.ApproveAsync();
        await bench.ApproveAsync();
        await bench.ApproveAsync();
        var soon = stub.TokenCalls.Count;
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        var answer = await bench.ApproveAsync();

        Assert.Multiple(() =>
        {
            Assert.That(answer.End, Is.EqualTo(CallEnd.PermissionRefused));
            Assert.That((soon, stub.TokenCalls.Count), Is.EqualTo((2, 3)));
        });
    }

    [Test]
    public async Task Scope_added_later_is_in_the_token_of_the_next_call()
    {
        stub.Answer = request => request.Header("Authorization") == "Bearer tok-1" ? Error(400, 4711, "Invalid access token, does not contain scopes:[a].") : Http(204);

        var first = await bench.ApproveAsync();
        var second = await bench.ApproveAsync();

        Assert.Multiple(() =>
        {
            Assert.That((first.End, second.End), Is.EqualTo((CallEnd.PermissionRefused, CallEnd.Accepted)));
            Assert.That(stub.Calls, Has.Count.EqualTo(2), "the refused call is not repeated by itself");
        });
    }

    private static IEnumerable<TestCaseData> Refusals()
    {
        const string Client = """{"reason":"Invalid client_id or client_secret","error":"invalid_client"}""";
        yield return Row(Http(400, Client), CallEnd.PermissionRefused, ReadEnd.PermissionRefused, "invalid_client: Invalid client_id or client_secret", "wrong secret");
        yield return Row(Http(401, Client), CallEnd.PermissionRefused, ReadEnd.PermissionRefused, "invalid_client: Invalid client_id or client_secret", "wrong secret with 401");
        yield return Row(Http(400, """{"reason":"Bad Request","error":"invalid_request"}"""), CallEnd.PermissionRefused, ReadEnd.PermissionRefused, "invalid_request: Bad Request", "wrong account");
        yield return Row(Http(400), CallEnd.NotSent, ReadEnd.Failed, "", "400 without words");
        yield return Row(Http(429), CallEnd.NotSent, ReadEnd.Failed, "", "429");
        yield return Row(Http(500, Client), CallEnd.NotSent, ReadEnd.Failed, "", "500");
        yield return Row(Http(302, "", "Location: /oauth/elsewhere"), CallEnd.NotSent, ReadEnd.Failed, "", "a redirect");
        yield return Row(null, CallEnd.NotSent, ReadEnd.Failed, "", "a reset");
        yield return Row(Http(200, "<html>sorry</html>"), CallEnd.NotSent, ReadEnd.Failed, "", "a web page");
        yield return Row(Http(200, "{}"), CallEnd.NotSent, ReadEnd.Failed, "", "no token");
        yield return Row(Http(200, """{"access_token":""}"""), CallEnd.NotSent, ReadEnd.Failed, "", "an empty token");
        yield return Row(Http(200, """{"access_token":"a\r\nX-Evil: 1"}"""), CallEnd.NotSent, ReadEnd.Failed, "", "a token of two lines");
        yield return Row(Http(200, """{"access_token":{"a":1},"expires_in":"x"}"""), CallEnd.NotSent, ReadEnd.Failed, "", "wrong types");
    }

    [TestCaseSource(nameof(Refusals))]
    public async Task Without_a_token_no_call_leaves(string? wire, CallEnd end, ReadEnd readEnd, string words)
    {
        stub.TokenAnswer = _ => wire;

        var status = await bench.ApproveAsync();
        var read = await bench.ListAsync();
        var scopes = await bench.Zoom.GetScopesAsync(CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That((status.End, read.End, scopes.End), Is.EqualTo((end, readEnd, readEnd)));
            Assert.That((status.Words, read.Words, scopes.Words), Is.EqualTo((words, words, words)));
            Assert.That(stub.Calls, Is.Empty);
        });
    }

    [Test]
    public async Task Failed_token_request_is_not_repeated_for_some_seconds()
    {
        stub.TokenAnswer = _ => Http(500);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bench.Zoom.GetScopesAsync(CancellationToken.None)));
        var soon = stub.TokenCalls.Count;
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        await bench.Zoom.GetScopesAsync(CancellationToken.None);

        Assert.That((soon, stub.TokenCalls.Count), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Caller_who_gives_up_does_not_take_the_token_from_the_others()
    {
        using var impatient = new CancellationTokenSource();
        stub.TokenAnswer = _ =>
        {
            impatient.Cancel();
            stub.TokenAnswer = _ => Numbered(2);
            return "HTTP/1.1 200 OK\r\n…";
        };

        var first = bench.Zoom.GetScopesAsync(impatient.Token);
        var second = bench.Zoom.GetScopesAsync(CancellationToken.None);

        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await second).End, Is.EqualTo(ReadEnd.Found));
    }

    private static string Numbered(int number) => Http(200, $$"""{"access_token":"tok-{{number}}","token_type":"bearer","expires_in":3599,"scope":"a b"}""");

    private static TestCaseData Row(string? wire, CallEnd end, ReadEnd readEnd, string words, string name) =>
        new TestCaseData(wire, end, readEnd, words).SetArgDisplayNames(name, end.ToString());
}
