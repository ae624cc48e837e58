using System.Net;
using System.Text;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

/// <summary>What is let in at the webhook, and what is not.</summary>
internal sealed class EdgeTests
{
    private World world = null!;
    private Service service = null!;

    [SetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync("K7P2M9X4Q1", "SECONDCODE");
        world.Settings = world.Settings with { Zoom = world.Settings.Zoom with { PreviousWebhookSecretToken = "canary-previous-secret-9c2e" } };
        service = await world.StartAsync();
        await service.FirstReadingAsync(); // so that it is the delivery that decides
    }

    [TearDown]
    public async Task StopAsync()
    {
        await service.DisposeAsync();
        await world.DisposeAsync();
    }

    [Test]
    public async Task Handshake_is_answered_when_it_is_signed()
    {
        Assert.That(await service.Sender.HandshakeAsync(), Is.True);
    }

    [Test]
    public async Task Handshake_without_a_signature_is_refused_because_its_answer_would_sign_anything()
    {
        var result = await service.Sender.DeliverAsync(ZoomSender.UrlValidation("xys8n8PGS7mAU0m5-YJjRA"), new DeliveryOverrides { Signature = "" });

        Assert.That(result.Status, Is.EqualTo(401));
    }

    [TestCase("v0:1720705455:{}")]
    [TestCase("a:b")]
    public async Task Signed_handshake_whose_token_could_be_a_signature_is_not_answered(string token)
    {
        var result = await service.Sender.DeliverAsync(ZoomSender.UrlValidation(token));

        Assert.That(result.Status, Is.EqualTo(200));
        Assert.That(result.Body, Does.Contain("unreadable").And.Not.Contain("encryptedToken"));
    }

    [Test]
    public async Task Handshake_signed_with_the_previous_secret_is_answered_with_it()
    {
        var previous = new ZoomSender(service.Anybody, new Uri(service.Address, "/webhooks/zoom"), "canary-previous-secret-9c2e");

        Assert.That(await previous.HandshakeAsync(), Is.True);
    }

    private static IEnumerable<TestCaseData> Forgeries()
    {
        var right = new ZoomSender(null!, null!, World.Secret).Sign(1_700_000_000, "{}"u8);
        yield return new TestCaseData("").SetName("{m}(none)");
        yield return new TestCaseData("v0=").SetName("{m}(empty hash)");
        yield return new TestCaseData("v0=" + new string('0', 64)).SetName("{m}(zeros)");
        yield return new TestCaseData(right.ToUpperInvariant()).SetName("{m}(upper case)");
        yield return new TestCaseData(right[3..]).SetName("{m}(without version)");
        yield return new TestCaseData(right + "0").SetName("{m}(too long)");
        yield return new TestCaseData(right[..^1]).SetName("{m}(too short)");
        yield return new TestCaseData("v1=" + right[3..]).SetName("{m}(other version)");
        yield return new TestCaseData("v0=" + new string('z', 64)).SetName("{m}(not hex)");
        yield return new TestCaseData(right).SetName("{m}(of another body)");
        yield return new TestCaseData(new string('a', 4000)).SetName("{m}(4000 letters)");
    }

    [TestCaseSource(nameof(Forgeries))]
    public async Task Forged_delivery_is_refused_and_leaves_no_trace(string signature)
    {
        var ana = world.Register("ana", "K7P2M9X4Q1");
        world.Zoom.SetStatus(World.MeetingId, ana.Id, SimRegistrant.Denied); // the sweep after a wrong signature must not find somebody to admit

        var result = await service.Sender.DeliverAsync(ZoomSender.RegistrationCreated(world.Meeting, ana), new DeliveryOverrides { Signature = signature });

        Assert.That(result.Status, Is.EqualTo(401));
        Assert.That(result.Body, Does.Not.Contain("ignature"), "no help for a forger");
        Assert.That(await service.RegistrationAsync(world.Meeting, ana), Is.Null);
    }

    [Test]
    public async Task Delivery_changed_in_one_letter_is_refused()
    {
        var ana = world.Register("ana", "K7P2M9X4Q1");
        var body = ZoomSender.RegistrationCreated(world.Meeting, ana);
        var signature = service.Sender.Sign(DateTimeOffset.UtcNow.ToUnixTimeSeconds(), body);
        body[^10] ^= 1;

        var result = await service.Sender.DeliverAsync(body, new DeliveryOverrides { Signature = signature });

        Assert.That(result.Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Headers_that_stand_twice_are_refused()
    {
        var body = ZoomSender.RegistrationCreated(world.Meeting, world.Register("ana", "K7P2M9X4Q1"));
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/zoom") { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("x-zm-signature", [service.Sender.Sign(now, body), service.Sender.Sign(now, body)]);
        request.Headers.TryAddWithoutValidation("x-zm-request-timestamp", now.ToString(System.Globalization.CultureInfo.InvariantCulture));

        using var answer = await service.Anybody.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Stale_delivery_is_believed_only_after_Zoom_was_asked()
    {
        var ana = world.Register("ana", "K7P2M9X4Q1");

        var body = await service.DeliverAsync(world.Meeting, ana, new DeliveryOverrides { Skew = TimeSpan.FromHours(-1) });

        Assert.That(body.GetProperty("outcome").GetString(), Is.EqualTo("waiting"));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "read from Zoom and approved");
        Assert.That(await service.ProblemsAsync(), Does.Contain("DeliveryStale"));
    }

    [Test]
    public async Task Stale_delivery_of_somebody_Zoom_does_not_know_admits_nobody()
    {
        var body = Encoding.UTF8.GetBytes(Ghost.Delivery(World.MeetingId, "K7P2M9X4Q1"));

        var result = await service.Sender.DeliverAsync(body, new DeliveryOverrides { Skew = TimeSpan.FromDays(-2) });

        Assert.That(result.Status, Is.EqualTo(200));
        await Wait.UntilAsync(() => world.Zoom.Calls.Any(call => call.Endpoint == ZoomEndpoint.Registrant && call.Path.Contains(Ghost.Id, StringComparison.Ordinal)), "Zoom was asked");
        Assert.That((await service.GetAsync("/api/registrations")).GetProperty("total").GetInt32(), Is.Zero);
    }

    [Test]
    public async Task Delivery_repeated_a_hundred_times_is_one_registration_and_one_approval()
    {
        var ana = world.Register("ana", "K7P2M9X4Q1");
        var body = ZoomSender.RegistrationCreated(world.Meeting, ana);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => service.Sender.DeliverAsync(body)));

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200));
        Assert.That(answers.Select(answer => answer.Body), Is.All.Contains("approved"));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "approved");
        Assert.That(world.Zoom.Approvals, Has.Count.EqualTo(1));
        Assert.That((await service.GetAsync("/api/registrations")).GetProperty("total").GetInt32(), Is.EqualTo(1));
    }

    [TestCase(FieldShape.Missing)]
    [TestCase(FieldShape.Null)]
    [TestCase(FieldShape.Empty)]
    public async Task Form_without_questions_waits_without_a_code(FieldShape questions)
    {
        var ana = world.Register("ana", "K7P2M9X4Q1");

        var result = await service.Sender.DeliverAsync(ZoomSender.RegistrationCreated(
            world.Meeting, ana, new DeliveryShape { CustomQuestions = questions, JoinUrl = questions, LastName = questions }));

        Assert.That(result.Body, Does.Contain("NoCode"));
    }

    [Test]
    public async Task Meeting_id_as_text_key_order_and_escapes_make_no_difference()
    {
        var ana = world.Zoom.Register(World.MeetingId, "ana@example.com", "Añà 🚒 — “x”", "ñ", new SimAnswer("Código", "K7P2M9X4Q1"));

        var result = await service.Sender.DeliverAsync(ZoomSender.RegistrationCreated(world.Meeting, ana, new DeliveryShape { IdAsString = true, EventLast = true }));

        Assert.That(result.Body, Does.Contain("approved"));
        Assert.That((await service.RegistrationAsync(world.Meeting, ana))!.Value.GetProperty("firstName").GetString(), Is.EqualTo("Añà 🚒 — “x”"));
    }

    private static IEnumerable<TestCaseData> Nonsense()
    {
        yield return new TestCaseData("").SetName("{m}(empty)");
        yield return new TestCaseData("null").SetName("{m}(null)");
        yield return new TestCaseData("[]").SetName("{m}(array)");
        yield return new TestCaseData("{\"event\":\"meeting.registration_created\"").SetName("{m}(cut)");
        yield return new TestCaseData("{\"event\":\"meeting.registration_created\",\"event\":\"x\"}").SetName("{m}(duplicate property)");
        yield return new TestCaseData("{\"event\":\"meeting.registration_created\",\"payload\":{\"object\":{\"id\":86012345678,\"id\":1}}}").SetName("{m}(duplicate inside)");
        yield return new TestCaseData(string.Concat(Enumerable.Repeat("{\"a\":", 17)) + "1" + new string('}', 17)).SetName("{m}(too deep)");
        yield return new TestCaseData("{\"event\":\"meeting.registration_created\",\"payload\":{\"object\":{\"id\":true,\"registrant\":7}}}").SetName("{m}(wrong types)");
        yield return new TestCaseData("{\"event\":\"meeting.registration_created\",\"payload\":{\"object\":{\"id\":86012345678,\"registrant\":{\"id\":\"x\"}}}}").SetName("{m}(no status)");
        yield return new TestCaseData("{\"event\":\"meeting.registration_created\",\"payload\":{\"object\":{\"id\":86012345678,\"registrant\":{\"id\":\"x\",\"status\":\"pending\",\"first_name\":\"\\ud83d\"}}}}").SetName("{m}(half a surrogate)");
        yield return new TestCaseData("{\"event\":\"meeting.registration_created\"} x").SetName("{m}(text after)");
        yield return new TestCaseData("{\"event\":\"meeting.registration_created\",\"event_ts\":1,\"payload\":{\"object\":{\"id\":86012345678,\"registrant\":{\"id\":\"x\",\"status\":\"pending\"}}}}").SetName("{m}(event of 1970)");
    }

    [TestCaseSource(nameof(Nonsense))]
    public async Task Genuine_delivery_that_cannot_be_read_is_answered_and_the_meeting_is_read(string body)
    {
        var ana = world.Register("ana", "K7P2M9X4Q1");

        var result = await service.Sender.DeliverAsync(Encoding.UTF8.GetBytes(body));

        Assert.That(result.Status, Is.EqualTo(200));
        Assert.That(result.Body, Does.Contain("\"outcome\":\"unreadable\"").And.Contain("problems"));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "found by reading the meeting");
    }

    [TestCase("/webhooks/zoom/")]
    [TestCase("/webhooks/zoom")]
    public async Task Trailing_slash_and_content_type_do_not_matter(string path)
    {
        var body = ZoomSender.RegistrationCreated(world.Meeting, world.Register("ana", "K7P2M9X4Q1"));
        var sender = new ZoomSender(service.Anybody, new Uri(service.Address, path), World.Secret);

        var result = await sender.DeliverAsync(body, new DeliveryOverrides { ContentType = "" });

        Assert.That(result.Status, Is.EqualTo(200));
    }

    [TestCase("GET")]
    [TestCase("PUT")]
    [TestCase("DELETE")]
    public async Task Any_method_without_a_signature_is_refused_the_same_way(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/webhooks/zoom");

        using var answer = await service.Anybody.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Body_larger_than_any_delivery_is_refused_without_being_kept()
    {
        var body = new byte[300 * 1024];

        var result = await service.Sender.DeliverAsync(body);

        Assert.That(result.Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Filter_for_host_names_in_the_configuration_costs_no_delivery()
    {
        await using var other = await World.WithCsvAsync("K7P2M9X4Q1");
        await using var filtered = await Service.StartAsync(other.Settings, ("AllowedHosts", "approver.example.org"));

        var answer = await filtered.DeliverAsync(other.Meeting, other.Register("ana", "K7P2M9X4Q1"));

        Assert.That(answer.GetProperty("outcome").GetString(), Is.EqualTo("approved"));
    }

    [Test]
    public async Task Wrong_signature_is_a_problem_until_the_next_genuine_delivery()
    {
        var ana = world.Register("ana", "K7P2M9X4Q1");
        await service.Sender.DeliverAsync(ZoomSender.RegistrationCreated(world.Meeting, ana), new DeliveryOverrides { Signature = "v0=" + new string('0', 64) });
        Assert.That(await service.ProblemsAsync(), Does.Contain("DeliverySignatureWrong"));

        await service.DeliverAsync(world.Meeting, ana);

        Assert.That(await service.ProblemsAsync(), Does.Not.Contain("DeliverySignatureWrong"));
    }

    [Test]
    public async Task Other_events_are_ignored_and_counted()
    {
        var ana = world.Register("ana", "K7P2M9X4Q1");

        var result = await service.Sender.DeliverAsync(ZoomSender.Event("participant_joined", world.Meeting, ana));

        Assert.That(result.Body, Does.Contain("ignored"));
        var ignored = (await service.GetAsync("/api/status")).GetProperty("deliveries").GetProperty("ignored");
        Assert.That(ignored.GetProperty("meeting.participant_joined").GetInt32(), Is.EqualTo(1));
    }

    private static class Ghost
    {
        public const string Id = "ghost-ghost-ghost-0000";

        public static string Delivery(long meeting, string code) => $$$$$"""
            {"event":"meeting.registration_created","event_ts":{{{{{DateTimeOffset.UtcNow.AddDays(-2).ToUnixTimeMilliseconds()}}}}},"payload":{"account_id":"a","object":{"id":{{{{{meeting}}}}},"registrant":{"id":"{{{{{Id}}}}}","first_name":"G","email":"ghost@example.com","status":"pending","custom_questions":[{"title":"c","value":"{{{{{code}}}}}"}]}}}}
            """;
    }
}
