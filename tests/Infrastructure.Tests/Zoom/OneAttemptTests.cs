using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Zoom.Sending;
using static ZoomApprover.Infrastructure.Tests.Zoom.ZoomStub;

namespace ZoomApprover.Infrastructure.Tests.Zoom;

/// <summary>Timeouts, sizes, connections, the circuit, and what is never said.</summary>
internal sealed class OneAttemptTests
{
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

    [TestCase("…", TestName = "No_answer_at_all")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"registrants\"…", TestName = "Body_that_drips")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n…", TestName = "Chunks_without_end")]
    public async Task Whole_answer_has_ten_seconds(string wire)
    {
        stub.Answer = _ => wire;
        var status = bench.ApproveAsync();
        await stub.ArrivedAsync();
        bench.Clock.Advance(ZoomResilience.AttemptTimeout);
        var read = bench.ListAsync();
        await stub.ArrivedAsync();
        bench.Clock.Advance(ZoomResilience.AttemptTimeout);

        Assert.That(((await status).End, (await read).End), Is.EqualTo((CallEnd.Unknown, ReadEnd.Failed)));
    }

    [TestCase(ContentLength.Said)]
    [TestCase(ContentLength.Unsaid)]
    public async Task Body_over_four_megabytes_is_not_taken_in(ContentLength length)
    {
        var body = "{\"registrants\":[],\"padding\":\"" + new string('x', 10 * 1024 * 1024) + "\"}";
        stub.Answer = _ => length == ContentLength.Said ? Http(200, body) : $"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}";

        var status = await bench.ApproveAsync();
        var read = await bench.ListAsync();

        Assert.That((status.End, read.End), Is.EqualTo((CallEnd.Unknown, ReadEnd.Failed)));
    }

    [Test]
    public async Task Refused_connection_means_that_nothing_was_sent()
    {
        await bench.ApproveAsync(); // for the token
        await stub.DisposeAsync();

        var status = await bench.ApproveAsync();
        var read = await bench.ListAsync();

        Assert.That((status.End, read.End), Is.EqualTo((CallEnd.NotSent, ReadEnd.Failed)));
    }

    [Test]
    public async Task Host_without_an_address_means_that_nothing_was_sent()
    {
        await using var lost = ZoomBench.On(new Uri("http://zoom.invalid"));

        var status = await lost.ApproveAsync();

        Assert.That(status.End, Is.EqualTo(CallEnd.NotSent));
    }

    [Test]
    public async Task Circuit_opens_after_many_failures_and_closes_by_itself()
    {
        stub.Answer = _ => Http(503);
        for (var call = 0; call < ZoomResilience.FailuresThatBreak; call++)
            await bench.ApproveAsync();

        var open = await bench.ApproveAsync();
        var calls = stub.Calls.Count;
        stub.Answer = _ => Http(204);
        bench.Clock.Advance(ZoomResilience.BreakDuration);
        var closed = await bench.ApproveAsync();

        Assert.Multiple(() =>
        {
            Assert.That((open.End, closed.End), Is.EqualTo((CallEnd.NotSent, CallEnd.Accepted)));
            Assert.That(calls, Is.EqualTo(ZoomResilience.FailuresThatBreak));
        });
    }

    [Test]
    public async Task Refusals_never_open_the_circuit([Values(400, 404, 429)] int status)
    {
        stub.Answer = _ => Http(status);
        for (var call = 0; call < ZoomResilience.FailuresThatBreak; call++)
            await bench.ApproveAsync();
        stub.Answer = _ => Http(204);

        var answer = await bench.ApproveAsync();

        Assert.That(answer.End, Is.EqualTo(CallEnd.Accepted));
    }

    [Test]
    public async Task Cancellation_in_the_middle_is_thrown()
    {
        using var stopping = new CancellationTokenSource();
        stub.Answer = _ => "…";
        var call = bench.ApproveAsync(cancellationToken: stopping.Token);
        await stub.ArrivedAsync();

        await stopping.CancelAsync();

        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Nothing_secret_or_personal_is_logged()
    {
        string?[] answers =
        [
            Http(204), Http(500), Http(302, "", "Location: /jill@example.com"), StatusAnswerTests.Error(400, 300, "jill@example.com is unknown"),
            StatusAnswerTests.Error(401, 124, "tok-1"), null, Http(200, "jill@example.com"),
        ];
        foreach (var answer in answers)
        {
            stub.Answer = _ => answer;
            await bench.ApproveAsync();
            await bench.ListAsync();
            bench.Clock.Advance(TimeSpan.FromSeconds(1)); // for the pace
        }

        stub.TokenAnswer = _ => Http(400, $$"""{"reason":"{{ZoomBench.ClientSecret}}","error":"invalid_client"}""");
        bench.Clock.Advance(TimeSpan.FromHours(2));
        await bench.ApproveAsync();

        var logs = string.Join('\n', bench.Logs);
        Assert.That(logs, Does.Contain("meeting 85746065432").And.Not.Contains("/registrants").And.Not.Contains("jill").And.Not.Contains("tok-1")
            .And.Not.Contains(ZoomBench.ClientSecret).And.Not.Contains("Y2xpZW50LWlkOnMzY3IzdC12NGx1ZQ==").And.Not.Contains("Bearer"));
    }

    /// <summary>Whether an answer says how long it is.</summary>
    internal enum ContentLength
    {
        Said,
        Unsaid,
    }
}
