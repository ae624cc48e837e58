using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ZoomApprover.Application.State;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.Api;

/// <summary>What people ask and decide over HTTP. One service for all; each test has its own guests and codes.</summary>
internal sealed class ByHandTests
{
    private World world = null!;
    private Service service = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync();
        world.WriteCsv(
            "GOODCODE01,1,,,", "GOODCODE02,1,,,", "GOODCODE03,1,,,", "GOODCODE04,1,,,", "GOODCODE05,1,,,", "GOODCODE06,1,,,", "GOODCODE07,1,,,", "SPENTBYMAN,1,,usado,", "FREECODE01,1,,,");
        service = await world.StartAsync();
        await service.FirstReadingAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await service.DisposeAsync();
        await world.DisposeAsync();
    }

    [Test]
    public async Task Item_has_exactly_these_fields()
    {
        var ana = await WaitingAsync("fields");

        var item = (await service.RegistrationAsync(world.Meeting, ana))!.Value;

        Assert.That(item.EnumerateObject().Select(field => field.Name), Is.EqualTo(new[]
        {
            "kind", "meetingId", "registrantId", "email", "firstName", "lastName", "code", "generation", "status", "unconfirmed", "reason", "explanation",
            "zoomWords", "source", "registeredAt", "receivedAt", "decidedAt", "approvedAt",
        }));
        Assert.That(item.GetProperty("kind").GetString(), Is.EqualTo("meeting"));
        Assert.That(item.GetProperty("meetingId").GetString(), Is.EqualTo("86012345678"), "a text: big numbers lose digits in browsers");
        Assert.That(item.GetProperty("registrantId").GetString(), Is.EqualTo(ana.Id));
        Assert.That(item.GetProperty("email").GetString(), Is.EqualTo("fields@example.com"));
        Assert.That(item.GetProperty("code").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(item.GetProperty("generation").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(item.GetProperty("status").GetString(), Is.EqualTo("waiting"));
        Assert.That(item.GetProperty("unconfirmed").GetBoolean(), Is.False);
        Assert.That(item.GetProperty("reason").GetString(), Is.EqualTo("UnknownCode"));
        Assert.That(item.GetProperty("source").GetString(), Is.EqualTo("webhook"));
        Assert.That(item.GetProperty("approvedAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(item.GetProperty("receivedAt").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(2)));
    }

    [TestCase("es", "lista")]
    [TestCase("es-MX, en;q=0.5", "lista")]
    [TestCase("en", "invitation list")]
    [TestCase("de", "invitation list")]
    public async Task Explanation_is_in_the_language_asked_for(string language, string word)
    {
        var ana = await WaitingAsync($"lang{language.GetHashCode(StringComparison.Ordinal)}");
        using var request = new HttpRequestMessage(HttpMethod.Get, PathOf(ana)) { Headers = { { "Accept-Language", language } } };

        using var answer = await service.Api.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(body.GetProperty("registration").GetProperty("explanation").GetString(), Does.Contain(word));
        Assert.That(body.GetProperty("registration").GetProperty("reason").GetString(), Is.EqualTo("UnknownCode"), "machines read the same in every language");
    }

    [Test]
    public async Task One_registration_has_its_history_in_order()
    {
        var ana = world.Register("history", "GOODCODE01");
        await service.DeliverAsync(world.Meeting, ana);
        await ApprovedAsync(ana);

        var body = await service.GetAsync(PathOf(ana));

        var history = body.GetProperty("history").EnumerateArray().ToList();
        Assert.That(history.Select(one => one.GetProperty("event").GetString()), Is.EqualTo(new[] { "Decided", "CallBegun", "Confirmed" }));
        Assert.That(history.Select(one => one.GetProperty("at").GetDateTimeOffset()), Is.Ordered);
        Assert.That(history[^1].GetProperty("event").GetString(), Is.EqualTo("Confirmed"));
        Assert.That(history[^1].EnumerateObject().Select(field => field.Name), Is.EqualTo(new[] { "at", "event", "text", "actor", "status", "reason", "code", "generation" }));
        Assert.That(history, Is.All.Matches<JsonElement>(one => one.GetProperty("text").GetString()!.EndsWith('.')));
    }

    [Test]
    public async Task Approval_without_a_code_spends_none_and_reaches_Zoom()
    {
        var ana = await WaitingAsync("word");

        var (status, body) = await PostAsync($"{PathOf(ana)}/approve", "");

        Assert.That(status, Is.EqualTo(200), body.ToString());
        Assert.That(body.EnumerateObject().Select(field => field.Name), Is.EqualTo(new[] { "text", "registration", "dryRun" }));
        Assert.That(body.GetProperty("registration").GetProperty("status").GetString(), Is.EqualTo("approving").Or.EqualTo("approved"));
        Assert.That(body.GetProperty("registration").GetProperty("source").GetString(), Is.EqualTo("person"));
        await ApprovedAsync(ana);
        Assert.That(ana.Status, Is.EqualTo(SimRegistrant.Approved));
        Assert.That((await service.RegistrationAsync(world.Meeting, ana))!.Value.GetProperty("code").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Approval_with_a_code_spends_it_and_a_second_press_changes_nothing()
    {
        var ana = await WaitingAsync("withcode");

        var first = await PostAsync($"{PathOf(ana)}/approve", """{"code":"goodcode-02"}""");
        var again = await PostAsync($"{PathOf(ana)}/approve", """{"code":"GOODCODE02"}""");

        Assert.That((first.Status, again.Status), Is.EqualTo((200, 200)), first.Body.ToString());
        await ApprovedAsync(ana);
        Assert.That((await service.RegistrationAsync(world.Meeting, ana))!.Value.GetProperty("code").GetString(), Is.EqualTo("GOODCODE02"));
        Assert.That(world.Zoom.Approvals.Count(approval => approval.RegistrantId == ana.Id), Is.EqualTo(1));
        var eva = await WaitingAsync("secondcode", "GOODCODE02", "CodeAlreadyUsed");
        Assert.That((await PostAsync($"{PathOf(eva)}/approve", """{"code":"GOODCODE02"}""")).Status, Is.EqualTo(409), "taken");
        Assert.That(await service.StatusAsync(world.Meeting, eva), Is.EqualTo("waiting"), "nothing was done");
    }

    [TestCase("""{"code":"NOSUCHCODE"}""", 409, "not in the invitation list")]
    [TestCase("""{"code":"SPENTBYMAN"}""", 409, "status cell")]
    [TestCase("""{"code":"---"}""", 400, "code")]
    [TestCase("""{"code":""}""", 400, "code")]
    [TestCase("""{"code":17}""", 400, "code")]
    public async Task Approval_that_cannot_be_says_why_and_does_nothing(string request, int status, string word)
    {
        var ana = await WaitingAsync($"cannot{request.GetHashCode(StringComparison.Ordinal)}");

        var answer = await PostAsync($"{PathOf(ana)}/approve", request);

        Assert.That(answer.Status, Is.EqualTo(status), answer.Body.ToString());
        Assert.That(answer.Body.ToString(), Does.Contain(word));
        AssertNothingInside(answer.Body.ToString());
        Assert.That(await service.StatusAsync(world.Meeting, ana), Is.EqualTo("waiting"));
    }

    [TestCase("/api/registrations/meeting/86012345678/nobody")]
    [TestCase("/api/registrations/webinar/86012345678/nobody")]
    [TestCase("/api/registrations/concert/86012345678/nobody")]
    [TestCase("/api/registrations/meeting/abc/nobody")]
    [TestCase("/api/registrations/meeting/-5/nobody")]
    [TestCase("/api/registrations/meeting/99999999999999999999999/nobody")]
    public async Task Registration_that_is_not_there_is_404_for_every_action(string path)
    {
        using var read = await service.Api.GetAsync(new Uri(path, UriKind.Relative));

        Assert.That((int)read.StatusCode, Is.EqualTo(404));
        Assert.That(read.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That((await PostAsync($"{path}/approve", "")).Status, Is.EqualTo(404));
        Assert.That((await PostAsync($"{path}/deny", """{"confirm":true}""")).Status, Is.EqualTo(404));
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("""{"confirm":false}""")]
    public async Task Denial_without_confirmation_does_nothing_and_says_what_it_would_mean(string request)
    {
        var ana = await WaitingAsync($"unconfirmed{request.Length}");

        var (status, body) = await PostAsync($"{PathOf(ana)}/deny", request);

        Assert.That(status, Is.EqualTo(400));
        Assert.That(body.GetProperty("detail").GetString(), Does.Contain("cannot undo it").And.Contain("\"confirm\": true"));
        Assert.That(await service.StatusAsync(world.Meeting, ana), Is.EqualTo("waiting"));
    }

    [Test]
    public async Task Denial_with_confirmation_is_made_in_Zoom_and_says_that_it_cannot_be_undone()
    {
        var ana = await WaitingAsync("denied");

        var (status, body) = await PostAsync($"{PathOf(ana)}/deny", """{"confirm":true}""");

        Assert.That(status, Is.EqualTo(200));
        Assert.That(body.GetProperty("text").GetString(), Does.Contain("cannot undo it"));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "denied", "denied and confirmed");
        Assert.That(ana.Status, Is.EqualTo(SimRegistrant.Denied));
        Assert.That((await PostAsync($"{PathOf(ana)}/deny", """{"confirm":true}""")).Status, Is.EqualTo(200), "idempotent");
        Assert.That((await PostAsync($"{PathOf(ana)}/approve", "")).Status, Is.EqualTo(409), "Zoom cannot take it back");
    }

    [Test]
    public async Task Somebody_who_is_in_cannot_be_denied()
    {
        var ana = world.Register("isin", "GOODCODE03");
        await service.DeliverAsync(world.Meeting, ana);
        await ApprovedAsync(ana);

        Assert.That((await PostAsync($"{PathOf(ana)}/deny", """{"confirm":true}""")).Status, Is.EqualTo(409));
        Assert.That(ana.Status, Is.EqualTo(SimRegistrant.Approved));
    }

    [Test]
    public async Task Release_of_a_used_code_frees_it_and_who_came_in_stays_in()
    {
        var ana = world.Register("released", "GOODCODE04");
        await service.DeliverAsync(world.Meeting, ana);
        await ApprovedAsync(ana);

        var (status, body) = await PostAsync("/api/invitations/release", """{"code":"good code 04"}""");

        Assert.That(status, Is.EqualTo(200));
        Assert.That(body.GetProperty("text").GetString(), Does.Contain("stays admitted"));
        Assert.That(await service.StatusAsync(world.Meeting, ana), Is.EqualTo("approved"));
        var eva = world.Register("afterrelease", "GOODCODE04");
        await service.DeliverAsync(world.Meeting, eva);
        await ApprovedAsync(eva);
        Assert.That((await service.RegistrationAsync(world.Meeting, eva))!.Value.GetProperty("generation").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public async Task Release_of_a_code_whose_holder_was_not_admitted_yet_lets_the_holder_wait()
    {
        world.Zoom.Faults.Always(ZoomEndpoint.Status, Fault.Status400(3000, "Registration has not been enabled for this meeting."));
        var ana = world.Register("notyet", "GOODCODE05");
        await service.DeliverAsync(world.Meeting, ana);
        await Wait.UntilAsync(async () => (await service.ProblemsAsync()).Contains("MeetingRefused"), "Zoom refused the meeting");

        var (status, body) = await PostAsync("/api/invitations/release", """{"code":"GOODCODE05"}""");
        world.Zoom.Faults.Clear();
        service.Services.GetRequiredService<ZoomPauses>().Over(new(Domain.Meetings.MeetingKind.Meeting, World.MeetingId)); // the minute of the refusal

        Assert.That(status, Is.EqualTo(200));
        Assert.That(body.GetProperty("text").GetString(), Does.Contain("free again"));
        Assert.That(body.GetProperty("registration").GetProperty("reason").GetString(), Is.EqualTo("ReleasedByPerson"));
        Assert.That(ana.Status, Is.EqualTo(SimRegistrant.Pending));
    }

    [TestCase("""{"code":"FREECODE01"}""", 404, "no registration holds this code")]
    [TestCase("""{"code":"NOSUCHCODE"}""", 404, "no registration holds this code")]
    [TestCase("""{"code":"SPENTBYMAN"}""", 409, "status cell")]
    [TestCase("""{"code":""}""", 400, "code")]
    [TestCase("{}", 400, "code")]
    [TestCase("""{"code":null}""", 400, "code")]
    public async Task Release_that_cannot_be_says_why(string request, int status, string word)
    {
        var answer = await PostAsync("/api/invitations/release", request);

        Assert.That(answer.Status, Is.EqualTo(status), answer.Body.ToString());
        Assert.That(answer.Body.ToString(), Does.Contain(word));
    }

    private static readonly string[] Bodies = ["{", "[]", "\"text\"", "17", "{\"code\":{\"a\":1}}", "{\"code\":\"a\",}", "{\"confirm\":\"yes\"}", "nul", "{\"confirm\":1}", "{\"text\":[1]}"];

    [Test]
    public async Task Malformed_body_is_refused_without_a_word_of_what_is_inside(
        [ValueSource(nameof(Bodies))] string request, [Values("approve", "deny", "search", "release")] string action)
    {
        var path = action switch
        {
            "search" => "/api/registrations/search",
            "release" => "/api/invitations/release",
            _ => $"/api/registrations/meeting/{World.MeetingId}/nobody/{action}",
        };

        var (status, body) = await PostAsync(path, request);

        Assert.That(status, Is.AnyOf(400, 404, 200), "what is no field of this body is ignored");
        if (status != 200)
        {
            AssertNothingInside(body.ToString());
            Assert.That(body.ToString(), Does.Not.Contain("LineNumber").And.Not.Contain("$"));
        }
    }

    [TestCase("""{"code":{"a":1}}""", "code")]
    [TestCase("{", "body")]
    [TestCase("[]", "body")]
    public async Task Body_that_cannot_be_read_has_its_field_named(string request, string field)
    {
        var (status, body) = await PostAsync("/api/invitations/release", request);

        Assert.That(status, Is.EqualTo(400));
        Assert.That(body.GetProperty("errors").EnumerateObject().Select(one => one.Name), Is.EqualTo(new[] { field }));
    }

    [Test]
    public async Task Body_of_another_type_is_refused()
    {
        using var content = new StringContent("code=GOODCODE01", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var answer = await service.Api.PostAsync(new Uri("/api/invitations/release", UriKind.Relative), content);

        Assert.That((int)answer.StatusCode, Is.EqualTo(415));
    }

    internal static void AssertNothingInside(string body) =>
        Assert.That(body, Does.Not.Contain("ZoomApprover").And.Not.Contain("System.").And.Not.Contain("   at ").And.Not.Contain("Exception").And.Not.Contain("Microsoft."));

    private static string PathOf(SimRegistrant registrant) => $"/api/registrations/meeting/{World.MeetingId}/{Uri.EscapeDataString(registrant.Id)}";

    private async Task<SimRegistrant> WaitingAsync(string name, string code = "UNKNOWN999", string reason = "UnknownCode")
    {
        var registrant = world.Register(name, code);
        await service.DeliverAsync(world.Meeting, registrant);
        Assert.That(await service.ReasonAsync(world.Meeting, registrant), Is.EqualTo(reason));
        return registrant;
    }

    private Task ApprovedAsync(SimRegistrant registrant) =>
        Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, registrant) == "approved", "approved and confirmed");

    private async Task<(int Status, JsonElement Body)> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await service.Api.PostAsync(new Uri(path, UriKind.Relative), json.Length == 0 ? null : content);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
