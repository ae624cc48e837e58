using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.Api;

/// <summary>Filters, paging and the invitations, over a set that no test changes.</summary>
internal sealed class SearchTests
{
    private World world = null!;
    private Service service = null!;
    private SimMeeting webinar = null!;
    private SimRegistrant ana = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync();
        world.WriteCsv("GOODCODE01,1,,,", "SPENTBYMAN,1,,usado,", "TWICECODE1,1,,,", "TWICECODE1,1,,,", "FREECODE01,1,,,");
        webinar = world.Zoom.AddMeeting(99988877766, SimKind.Webinar);
        world.Settings = world.Settings with { Meetings = World.Managed((MeetingKind.Meeting, World.MeetingId, "1"), (MeetingKind.Webinar, webinar.Id, "1")) };
        service = await world.StartAsync();
        ana = world.Register("ana", "GOODCODE01");
        await service.DeliverAsync(world.Meeting, ana);
        await service.DeliverAsync(world.Meeting, world.Register("eva", "UNKNOWN001"));
        await service.DeliverAsync(world.Meeting, world.Register("iris", "ninguno"));
        await service.DeliverAsync(webinar, world.Register("olga_100%", "SPENTBYMAN", webinar));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "approved");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await service.DisposeAsync();
        await world.DisposeAsync();
    }

    [TestCase("", "olga_100%,iris,eva,ana")]
    [TestCase("?status=approved", "ana")]
    [TestCase("?status=Waiting", "olga_100%,iris,eva")]
    [TestCase("?reason=UnknownCode", "eva")]
    [TestCase("?reason=nocode", "iris")]
    [TestCase("?status=approved&reason=NoCode", "")]
    [TestCase("?meetingId=999%208887-7766", "olga_100%")]
    [TestCase("?meetingId=5", "")]
    [TestCase("?status=&reason=&meetingId=", "olga_100%,iris,eva,ana")]
    [TestCase("?pageSize=2", "olga_100%,iris")]
    [TestCase("?pageSize=2&page=2", "eva,ana")]
    [TestCase("?pageSize=2&page=3", "")]
    public async Task Filters_answer_the_latest_first(string query, string names)
    {
        var body = await service.GetAsync($"/api/registrations{query}");

        Assert.That(Names(body), Is.EqualTo(names));
    }

    [Test]
    public async Task Total_counts_all_pages()
    {
        Assert.That((await service.GetAsync("/api/registrations?pageSize=1")).GetProperty("total").GetInt32(), Is.EqualTo(4));
        Assert.That((await service.GetAsync("/api/registrations?status=waiting&pageSize=1&page=9")).GetProperty("total").GetInt32(), Is.EqualTo(3));
    }

    [TestCase("EVA", "eva")]
    [TestCase("  iris  ", "iris")]
    [TestCase("canaria", "olga_100%,iris,eva,ana")]
    [TestCase("ana canaria", "ana")]
    [TestCase("goodcode", "ana")]
    [TestCase("@example.com", "olga_100%,iris,eva,ana")]
    [TestCase("100%", "olga_100%")]
    [TestCase("a_1", "olga_100%")]
    [TestCase("%", "olga_100%")]
    [TestCase("'; drop table registrations; --", "")]
    public async Task Text_finds_a_part_of_name_address_or_code_literally(string text, string names)
    {
        var (status, body) = await SearchAsync(JsonSerializer.Serialize(new { text }));

        Assert.That(status, Is.EqualTo(200));
        Assert.That(Names(body), Is.EqualTo(names));
    }

    [Test]
    public async Task Registrant_id_finds_its_registration()
    {
        var (_, body) = await SearchAsync(JsonSerializer.Serialize(new { text = ana.Id, status = "approved", meetingId = "860-1234-5678" }));

        Assert.That(Names(body), Is.EqualTo("ana"));
    }

    [TestCase("?status=done", "status", "Waiting, Approving, Approved, Denying, Denied, Cancelled")]
    [TestCase("?status=1", "status", "Waiting, Approving")]
    [TestCase("?status=waiting,approved", "status", "Waiting, Approving")]
    [TestCase("?reason=because", "reason", "NoCode, UnknownCode")]
    [TestCase("?meetingId=abc", "meetingId", "number")]
    [TestCase("?meetingId=99999999999999999999", "meetingId", "number")]
    [TestCase("?page=0", "page", "100000")]
    [TestCase("?page=-1", "page", "100000")]
    [TestCase("?page=100001", "page", "100000")]
    [TestCase("?pageSize=0", "pageSize", "500")]
    [TestCase("?pageSize=501", "pageSize", "500")]
    [TestCase("?page=abc", "page", "abc")]
    public async Task Filter_that_cannot_be_read_is_named_with_what_can(string query, string field, string allowed)
    {
        using var answer = await service.Api.GetAsync(new Uri($"/api/registrations{query}", UriKind.Relative));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        var fault = body.GetProperty("errors").EnumerateObject().Single();
        Assert.That(fault.Name, Is.EqualTo(field).IgnoreCase);
        Assert.That(fault.Value[0].GetString(), Does.Contain(allowed));
        ByHandTests.AssertNothingInside(body.ToString());
    }

    [Test]
    public async Task Every_filter_that_cannot_be_read_is_named_at_once()
    {
        var (status, body) = await SearchAsync("""{"status":"x","reason":"y","meetingId":"z"}""");

        Assert.That(status, Is.EqualTo(400));
        Assert.That(body.GetProperty("errors").EnumerateObject().Select(one => one.Name), Is.EquivalentTo(new[] { "status", "reason", "meetingId" }));
    }

    [Test]
    public async Task Endless_text_is_refused()
    {
        var (status, body) = await SearchAsync(JsonSerializer.Serialize(new { text = new string('a', 201) }));

        Assert.That(status, Is.EqualTo(400));
        Assert.That(body.GetProperty("errors").TryGetProperty("text", out _), Is.True, body.ToString());
    }

    [Test]
    public async Task Text_to_look_for_is_never_taken_from_the_address()
    {
        Assert.That(Names(await service.GetAsync("/api/registrations?text=eva")), Is.EqualTo("olga_100%,iris,eva,ana"), "what is personal does not belong into addresses, which are logged");
    }

    [Test]
    public async Task Invitations_say_who_holds_which_code()
    {
        var body = await service.GetAsync("/api/invitations");

        Assert.That(body.EnumerateObject().Select(field => field.Name), Is.EqualTo(new[] { "items", "total", "list", "readAt" }));
        Assert.That(
            body.GetProperty("items").EnumerateArray().Select(one => $"{one.GetProperty("row")} {one.GetProperty("code").GetString()} {one.GetProperty("state").GetString()}"),
            Is.EqualTo(new[] { "2 GOODCODE01 used", "3 SPENTBYMAN spentInList", "4 TWICECODE1 ambiguous", "6 FREECODE01 free" }));
        Assert.That(body.GetProperty("items")[0].EnumerateObject().Select(field => field.Name), Is.EqualTo(new[]
        {
            "code", "row", "session", "email", "expiresAt", "state", "kind", "meetingId", "registrantId", "generation", "maxUses", "holders",
        }));
        Assert.That(body.GetProperty("items")[0].GetProperty("registrantId").GetString(), Is.EqualTo(ana.Id));
        Assert.That(body.GetProperty("items")[0].GetProperty("meetingId").GetString(), Is.EqualTo("86012345678"));
        Assert.That(body.GetProperty("total").GetInt32(), Is.EqualTo(4));
        Assert.That(body.GetProperty("list").GetString(), Is.EqualTo(world.Settings.List.Name));
    }

    [TestCase("?page=2&pageSize=3", 1)]
    [TestCase("?page=100000&pageSize=500", 0)]
    public async Task Invitations_are_paged(string query, int count)
    {
        var body = await service.GetAsync($"/api/invitations{query}");

        Assert.That(body.GetProperty("items").GetArrayLength(), Is.EqualTo(count));
        Assert.That(body.GetProperty("total").GetInt32(), Is.EqualTo(4));
    }

    [TestCase("?page=0", "page")]
    [TestCase("?pageSize=501", "pageSize")]
    [TestCase("?pageSize=x", "pageSize")]
    public async Task Page_of_invitations_that_cannot_be_is_refused(string query, string field)
    {
        using var answer = await service.Api.GetAsync(new Uri($"/api/invitations{query}", UriKind.Relative));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
        Assert.That(body.GetProperty("errors").EnumerateObject().Single().Name, Is.EqualTo(field).IgnoreCase);
    }

    [Test]
    public async Task Status_report_has_exactly_these_fields()
    {
        await Wait.UntilAsync(async () => (await service.GetAsync("/api/status")).GetProperty("list").GetProperty("marksOwed").GetInt32() == 0, "a file takes no marks");

        var body = await service.GetAsync("/api/status");

        Assert.That(Fields(body), Is.EqualTo("mode,zoom,list,sweep,deliveries,awaitedDeliveries,missedDeliveries,causes,registrations,ledger,replica,hold,guessing,problems"));
        Assert.That(Fields(body.GetProperty("zoom")), Is.EqualTo("owed,oldestOwedAt,notReadYet"));
        Assert.That(Fields(body.GetProperty("list")), Is.EqualTo("name,source,readAt,rows,marksOwed"));
        Assert.That(Fields(body.GetProperty("deliveries")), Is.EqualTo("webhooks,lastAt,since,accepted,unreadable,stale,refused,ignored"));
        Assert.That(Fields(body.GetProperty("ledger")), Is.EqualTo("path,trouble"));
        Assert.That(Fields(body.GetProperty("problems")[0]), Is.EqualTo("kind,text"));
        Assert.That(body.GetProperty("mode").GetString(), Is.EqualTo("live"));
        Assert.That(body.GetProperty("list").GetProperty("source").GetString(), Is.EqualTo(nameof(ListSource.CsvFile)));
        Assert.That(body.GetProperty("list").GetProperty("rows").GetInt32(), Is.EqualTo(4));
        Assert.That(body.GetProperty("deliveries").GetProperty("accepted").GetInt64(), Is.EqualTo(4));
        Assert.That(body.GetProperty("registrations").GetProperty("waiting").GetInt32(), Is.EqualTo(3));
        Assert.That(body.GetProperty("registrations").GetProperty("approved").GetInt32(), Is.EqualTo(1));
        Assert.That(body.GetProperty("zoom").GetProperty("owed").GetInt32(), Is.Zero);
        Assert.That(body.GetProperty("zoom").GetProperty("oldestOwedAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(body.GetProperty("ledger").GetProperty("trouble").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(body.GetProperty("ledger").GetProperty("path").GetString(), Is.EqualTo(world.LedgerFile));
    }

    [Test]
    public async Task Status_report_holds_nothing_personal_or_secret()
    {
        var body = (await service.GetAsync("/api/status")).ToString();

        Assert.That(body, Does.Not.Contain("@").And.Not.Contain("Canaria").And.Not.Contain("GOODCODE01").And.Not.Contain(Service.Key).And.Not.Contain(World.Secret).And.Not.Contain(world.Zoom.ClientSecret));
    }

    [TestCase("es", "código")]
    [TestCase("en", "same code")]
    public async Task Problems_are_told_in_the_language_asked_for(string language, string word)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status") { Headers = { { "Accept-Language", language } } };

        using var answer = await service.Api.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();

        var doubled = body.GetProperty("problems").EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "ListCodeDoubled");
        Assert.That(doubled.GetProperty("text").GetString(), Does.Contain(word).And.Contain("4, 5"));
    }

    [Test]
    public async Task Health_tells_its_reasons_only_to_who_has_the_key()
    {
        using var live = await service.Anybody.GetAsync(new Uri("/health/live", UriKind.Relative));
        using var ready = await service.Anybody.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var withKey = await service.GetAsync("/health/ready");

        Assert.That(((int)live.StatusCode, await live.Content.ReadAsStringAsync()), Is.EqualTo((200, """{"status":"alive"}""")));
        Assert.That(((int)ready.StatusCode, await ready.Content.ReadAsStringAsync()), Is.EqualTo((200, """{"status":"degraded"}""")));
        Assert.That(withKey.GetProperty("status").GetString(), Is.EqualTo("degraded"));
        Assert.That(withKey.GetProperty("reasons").EnumerateArray().Select(one => one.GetString()), Has.Some.Contains("same code"));
    }

    [Test]
    public async Task Health_asked_with_a_wrong_key_is_answered_as_without_one()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready") { Headers = { { "X-Api-Key", "wrong" } } };

        using var answer = await service.Anybody.SendAsync(request);

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("""{"status":"degraded"}"""));
    }

    private static string Fields(JsonElement element) => string.Join(',', element.EnumerateObject().Select(field => field.Name));

    private static string Names(JsonElement body) => string.Join(',', body.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("firstName").GetString()));

    private async Task<(int Status, JsonElement Body)> SearchAsync(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await service.Api.PostAsync(new Uri("/api/registrations/search", UriKind.Relative), content);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
