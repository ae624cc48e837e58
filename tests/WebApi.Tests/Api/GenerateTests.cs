using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Simulators.Sheets;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.Api;

/// <summary>Codes from their making to the person who mistypes one.</summary>
[Parallelizable]
internal sealed partial class GenerateTests
{
    private World world = null!;
    private Service service = null!;

    [GeneratedRegex("^ASM-[0-9AC-HJKMNP-RTV-Y]{5}-[0-9AC-HJKMNP-RTV-Y]{5}-[0-9AC-HJKMNP-RTV-Y]{4}$")]
    private static partial Regex Form();

    private async Task StartAsync(bool sheet, bool configured = true)
    {
        world = sheet ? await World.WithSheetAsync("K7P2M9X4Q1") : await World.WithCsvAsync("K7P2M9X4Q1");
        if (configured)
        {
            world.Settings = world.Settings with { Codes = new CodeSettings { Format = CodeFormat.OfLength(10).With([GeneratedForm.Of("ASM")]) } };
        }

        service = await world.StartAsync();
    }

    [TearDown]
    public async Task EndAsync()
    {
        await service.DisposeAsync();
        await world.DisposeAsync();
    }

    private async Task<(int Status, JsonElement Body)> AskAsync(object body, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/invitations/generate") { Content = JsonContent.Create(body) };
        request.Headers.Add("Accept-Language", language);
        using var answer = await service.Api.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static string[] Codes(JsonElement body) => [.. body.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!)];

    private async Task<JsonElement> DetailsAsync(SimRegistrant registrant) =>
        await service.GetAsync($"/api/registrations/meeting/{World.MeetingId}/{Uri.EscapeDataString(registrant.Id)}");

    [Test]
    public async Task Codes_are_answered_as_a_list_to_import()
    {
        await StartAsync(sheet: false);

        var (status, body) = await AskAsync(new { count = 3, session = "1" });

        using var all = Assert.EnterMultipleScope();
        Assert.That((status, body.GetProperty("outcome").GetString(), body.GetProperty("form").GetString()), Is.EqualTo((200, "made", "ASM-*****-*****-****")));
        Assert.That(Codes(body), Is.Unique);
        Assert.That(Codes(body).Where(code => Form().IsMatch(code)).Count(), Is.EqualTo(3));
        Assert.That(body.GetProperty("csv").GetString(), Is.EqualTo(
            "registrant_key,time_id,registrant_id,registrant_status,registrant_data,email,expires,hold,approve,max_uses\n" + string.Concat(Codes(body).Select(code => $"{code},1,,,,,,,,\n"))));
        Assert.That(body.GetProperty("text").GetString(), Does.Contain("add them to the invitation list"));
    }

    [Test]
    public async Task Code_of_a_form_that_is_not_configured_comes_with_a_warning_and_is_not_added()
    {
        await StartAsync(sheet: true, configured: false);

        var answered = await AskAsync(new { count = 1, session = "1", prefix = "ASM" });
        var refused = await AskAsync(new { count = 1, session = "1", prefix = "ASM", to = "sheet" }, "es");

        using var all = Assert.EnterMultipleScope();
        Assert.That(answered.Body.GetProperty("text").GetString(), Does.Contain("Codes:Generated"));
        Assert.That((refused.Status, refused.Body.GetProperty("title").GetString()), Is.EqualTo((409, "Conflict")));
        Assert.That(refused.Body.GetProperty("detail").GetString(), Does.StartWith("No se hizo nada").And.EndsWith("ASM-*****-*****-****"));
    }

    [TestCase("""{"count":0,"session":"1"}""", "count", "from 1 to 10000")]
    [TestCase("""{"count":10001,"session":"1"}""", "count", "from 1 to 10000")]
    [TestCase("""{"count":5001,"session":"1","to":"sheet"}""", "count", "from 1 to 5000")]
    [TestCase("""{"count":1,"session":"9"}""", "session", "has: 1.")]
    [TestCase("""{"count":1}""", "session", "has: 1.")]
    [TestCase("""{"count":1,"session":"1","prefix":"A B"}""", "prefix", "letters")]
    [TestCase("""{"count":1,"session":"1","bits":8}""", "bits", "from 40 to 120")]
    [TestCase("""{"count":1,"session":"1","to":"paper"}""", "to", "answer, sheet")]
    [TestCase("""{"count":"many","session":"1"}""", "count", "cannot be read")]
    public async Task Bad_wish_names_the_field_and_the_mend(string json, string field, string words)
    {
        await StartAsync(sheet: false);
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        using var answer = await service.Api.PostAsync(new Uri("/api/invitations/generate", UriKind.Relative), content);

        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.That(((int)answer.StatusCode, errors.GetProperty(field)[0].GetString()), Is.EqualTo((400, words)).Using<(int, string)>((seen, wanted) => seen.Item1 == wanted.Item1 && seen.Item2.Contains(wanted.Item2)));
        ByHandTests.AssertNothingInside(errors.ToString());
    }

    [Test]
    public async Task File_is_not_written()
    {
        await StartAsync(sheet: false);

        var (status, body) = await AskAsync(new { count = 1, session = "1", to = "sheet" });

        Assert.That((status, body.GetProperty("detail").GetString()), Is.EqualTo((409, "Nothing was done: the invitation list is a CSV file, and this service never writes into it. Ask without \"to\", and add the codes to the file yourself.")));
    }

    [Test]
    public async Task Codes_added_to_the_sheet_open_the_meeting_however_they_are_typed()
    {
        await StartAsync(sheet: true);
        var (status, body) = await AskAsync(new { count = 60, session = "1", to = "sheet" });
        Assert.That((status, body.GetProperty("outcome").GetString(), body.GetProperty("firstRow").GetInt32(), body.GetProperty("lastRow").GetInt32()), Is.EqualTo((200, "added", 3, 62)));
        Assert.That(Enumerable.Range(3, 60).Select(row => world.Tab.Cell(row, 2)), Is.EqualTo(Codes(body)), "as text, letter by letter");
        Assert.That(world.Tab.Cell(3, 3), Is.EqualTo("1"));
        var codes = Codes(body);
        await Wait.UntilAsync(async () => (await service.GetAsync("/api/invitations")).GetProperty("total").GetInt32() == 61, "the new rows are read");
        var good = codes.First(code => code.Contains('0') && code.Contains('1'));
        var typed = good.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l').Replace('-', ' ');

        var ana = world.Register("ana", typed);
        await service.DeliverAsync(world.Meeting, ana);
        var eva = world.Register("eva", good);
        await service.DeliverAsync(world.Meeting, eva);

        Assert.That((await service.RegistrationAsync(world.Meeting, ana))!.Value.GetProperty("code").GetString(), Is.EqualTo(good.Replace("-", "")));
        Assert.That(await service.ReasonAsync(world.Meeting, eva), Is.EqualTo("CodeAlreadyUsed"), "O and 0 are one code, spent once");
        await Wait.UntilAsync(() => (string?)world.Tab.Value(good, "registrant_status") == "REGISTERED", "the mark is in its code's row");
    }

    [Test]
    public async Task Mistyped_code_waits_as_such_with_the_code_that_may_have_been_meant_and_is_approved_by_hand_only()
    {
        await StartAsync(sheet: true);
        var codes = Codes((await AskAsync(new { count = 40, session = "1", to = "sheet" })).Body);
        await Wait.UntilAsync(async () => (await service.GetAsync("/api/invitations")).GetProperty("total").GetInt32() == 41, "the new rows are read");
        var good = codes.First(code => code[4] != code[5]);
        var swapped = $"{good[..4]}{good[5]}{good[4]}{good[6..]}";
        var (ana, bea, eva) = (world.Register("ana", swapped), world.Register("bea", good[..^1]), world.Register("eva", "ASM-XXXXX-XXXXX-XXXX"));
        foreach (var one in new[] { ana, bea, eva })
        {
            await service.DeliverAsync(world.Meeting, one);
        }

        var (first, second, third) = (await DetailsAsync(ana), await DetailsAsync(bea), await DetailsAsync(eva));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.GetProperty("registration").GetProperty("reason").GetString(), Is.EqualTo("MistypedCode"));
            Assert.That(first.GetProperty("registration").GetProperty("explanation").GetString(), Does.Contain("mistyped"));
            Assert.That(Compact(first), Is.EqualTo($"{good.Replace("-", "")} swapped 4: The characters in places 4 and 5 are swapped."));
            Assert.That(second.GetProperty("registration").GetProperty("reason").GetString(), Is.EqualTo("NoCode"));
            Assert.That(Compact(second), Is.EqualTo($"{good.Replace("-", "")} missing 17: The character in place 17 of the code is missing."));
            Assert.That((third.GetProperty("registration").GetProperty("reason").GetString(), Compact(third)), Is.EqualTo(("MistypedCode", "")));
        }

        using var approve = await service.Api.PostAsJsonAsync($"/api/registrations/meeting/{World.MeetingId}/{Uri.EscapeDataString(ana.Id)}/approve", new { code = good });
        Assert.That((int)approve.StatusCode, Is.EqualTo(200));
        Assert.That(Compact(await DetailsAsync(bea)), Is.Empty, "what is spent is not offered");
    }

    [Test]
    public async Task Lost_answer_of_Google_is_settled_by_looking()
    {
        await StartAsync(sheet: true);
        world.Sheets!.Faults.Next(SheetsEndpoint.Write, SheetsFault.AppliedThen503);

        var (status, body) = await AskAsync(new { count = 2, session = "1", to = "sheet" });

        Assert.That((status, body.GetProperty("outcome").GetString(), world.Tab.Cell(4, 2)), Is.EqualTo((200, "addedAnswerLost", Codes(body)[1])));
    }

    [Test]
    public async Task Rows_that_Google_did_not_take_are_called_unknown_and_answered_all_the_same()
    {
        await StartAsync(sheet: true);
        world.Sheets!.Faults.Next(SheetsEndpoint.Write, SheetsFault.Reset);

        var (status, body) = await AskAsync(new { count = 2, session = "1", to = "sheet" }, "es");

        using var all = Assert.EnterMultipleScope();
        Assert.That((status, body.GetProperty("outcome").GetString(), Codes(body).Length, body.GetProperty("firstRow").GetInt32()), Is.EqualTo((202, "unknown", 2, 3)));
        Assert.That(body.GetProperty("text").GetString(), Does.StartWith("Google no respondió"));
        Assert.That(world.Tab.Cell(3, 2), Is.Null);
    }

    [Test]
    public async Task Full_tab_is_named_and_nothing_is_written()
    {
        await StartAsync(sheet: true);
        world.Tab.RowCount = 3;

        var (status, body) = await AskAsync(new { count = 2, session = "1", to = "sheet" });

        using var all = Assert.EnterMultipleScope();
        Assert.That(status, Is.EqualTo(503));
        Assert.That(body.GetProperty("detail").GetString(), Does.StartWith("The tab Códigos has too few rows"));
        Assert.That(world.Tab.Cell(3, 2), Is.Null);
    }

    private static string Compact(JsonElement details) => string.Join(", ", details.GetProperty("nearMisses").EnumerateArray()
        .Select(one => $"{one.GetProperty("code").GetString()} {one.GetProperty("slip").GetString()} {one.GetProperty("place").GetInt32()}: {one.GetProperty("text").GetString()}"));
}
