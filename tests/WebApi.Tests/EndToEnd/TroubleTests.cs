using System.Net.Http.Json;
using System.Text.Json;
using ZoomApprover.Simulators.Sheets;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

[Parallelizable]
internal sealed class TroubleTests
{
    [Test]
    public async Task Zoom_is_away_and_comes_back()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", "K7P2M9X4Q1");
        await Wait.UntilAsync(async () => (await service.GetAsync("/api/status")).GetProperty("zoom").GetProperty("notReadYet").GetArrayLength() == 0, "the first reading");
        world.Zoom.SetStatus(World.MeetingId, ana.Id, SimRegistrant.Pending);
        await world.Zoom.StopAsync();

        var answer = await service.DeliverAsync(world.Meeting, ana);
        Assert.That(answer.GetProperty("outcome").GetString(), Is.EqualTo("approved"), "the decision does not wait for Zoom");
        await Wait.UntilAsync(async () => (await service.ProblemsAsync()).Contains("ZoomUnreachable"), "the trouble is shown");
        using var ready = await service.Anybody.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.That(await ready.Content.ReadAsStringAsync(), Is.EqualTo("{\"status\":\"degraded\"}"));
        await world.Zoom.RestartAsync();

        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "approved when Zoom is back");
        Assert.That(world.Zoom.Approvals, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Google_is_away_at_the_start_and_the_last_copy_decides()
    {
        await using var world = await World.WithSheetAsync("K7P2M9X4Q1", "AAAAABBBBB");
        await (await world.StartAsync()).DisposeAsync();
        await world.Sheets!.StopAsync();
        await using var service = await Service.StartAsync(world.Settings);
        var ana = world.Register("ana", "K7P2M9X4Q1");

        var answer = await service.DeliverAsync(world.Meeting, ana);

        Assert.That(answer.GetProperty("outcome").GetString(), Is.EqualTo("approved"));
        await Wait.UntilAsync(async () => (await service.ProblemsAsync()).Contains("SheetUnreachable"), "the trouble is shown");
        await world.Sheets.RestartAsync();
        await Wait.UntilAsync(() => (string?)world.Tab.Value("K7P2M9X4Q1", "registrant_status") == "REGISTERED", "marked when Google is back");
    }

    [Test]
    public async Task Row_that_people_have_protected_is_named_and_the_others_are_marked()
    {
        await using var world = await World.WithSheetAsync("K7P2M9X4Q1", "AAAAABBBBB", "CCCCCDDDDD");
        world.Tab.Protect("3:3");
        await using var service = await world.StartAsync();

        await service.DeliverAsync(world.Meeting, world.Register("ana", "K7P2M9X4Q1"));
        await service.DeliverAsync(world.Meeting, world.Register("eva", "AAAAABBBBB"));
        await service.DeliverAsync(world.Meeting, world.Register("luz", "CCCCCDDDDD"));

        await Wait.UntilAsync(() => world.Tab.Value("K7P2M9X4Q1", "registrant_status") is "REGISTERED" && world.Tab.Value("CCCCCDDDDD", "registrant_status") is "REGISTERED", "the others are marked");
        await Wait.UntilAsync(async () => (await service.ProblemsAsync()).Contains("ListRowsProtected"), "a person is told");
        Assert.That(world.Tab.Value("AAAAABBBBB", "registrant_status"), Is.Null);
        Assert.That(world.Zoom.Approvals, Has.Count.EqualTo(3), "all three are in");
    }

    [TestCase("nombre")]
    [TestCase("registrant_key")]
    public async Task Column_that_people_move_in_the_moment_of_a_write_keeps_what_stood_there(string moved)
    {
        await using var world = await World.WithSheetAsync("K7P2M9X4Q1", "AAAAABBBBB");
        world.Tab.SetCell(2, world.Tab.Find("nombre"), 600111222d);
        await using var service = await world.StartAsync();
        var moves = 0;
        world.Sheets!.BetweenReadAndWrite = () =>
        {
            if (Interlocked.Increment(ref moves) == 1)
            {
                world.Tab.MoveColumn(world.Tab.Find(moved), 5);
            }

            return Task.CompletedTask;
        };
        var ana = world.Register("ana", "K7P2M9X4Q1");

        await service.DeliverAsync(world.Meeting, ana);

        await Wait.UntilAsync(() => world.Tab.Cell(2, world.Tab.Find("registrant_status")) is "REGISTERED", "the mark stands in its own column");
        await Wait.UntilAsync(() => world.Tab.Cell(2, world.Tab.Find("registrant_key")) is "K7P2M9X4Q1" && world.Tab.Cell(2, world.Tab.Find("nombre")) is 600111222d, "text is text again, and a number a number");
        Assert.That(world.Tab.History.Any(change => change is { ByService: true, Row: 2, Column: 5, NewValue: "REGISTERED" }), Is.True, "it had been hit");
        Assert.That(world.Tab.Value("AAAAABBBBB", "nombre"), Is.EqualTo("invitada"));
    }

    [Test]
    public async Task Sheet_that_takes_a_write_and_answers_503_ends_with_one_mark()
    {
        await using var world = await World.WithSheetAsync("K7P2M9X4Q1");
        world.Sheets!.Faults.Next(SheetsEndpoint.Write, SheetsFault.AppliedThen503, 2);
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", "K7P2M9X4Q1");

        await service.DeliverAsync(world.Meeting, ana);

        await Wait.UntilAsync(() => (string?)world.Tab.Value("K7P2M9X4Q1", "registrant_status") == "REGISTERED", "marked");
        await Wait.UntilAsync(async () => (await service.GetAsync("/api/status")).GetProperty("list").GetProperty("marksOwed").GetInt32() == 0, "verified");
    }

    [Test]
    public async Task Renamed_and_sorted_sheet_is_followed_and_a_persons_mark_is_respected()
    {
        await using var world = await World.WithSheetAsync("ZZZZZ99999", "K7P2M9X4Q1", "PERSONUSED");
        await using var service = await world.StartAsync();
        world.Tab.Title = "Otra hoja";
        world.Tab.SortBy("registrant_key");
        world.Tab.MoveColumn(1, 6);
        world.Tab.SetCell("PERSONUSED", "registrant_status", "usado a mano");
        await Wait.UntilAsync(async () => (await service.GetAsync("/api/invitations")).GetProperty("items").EnumerateArray()
            .Any(item => item.GetProperty("code").GetString() == "PERSONUSED" && item.GetProperty("state").GetString() == "spentInList"), "the person's mark is read");

        // not before: the sweep at the start would find them in Zoom and decide by the copy without the mark
        var refused = await service.DeliverAsync(world.Meeting, world.Register("late", "PERSONUSED"));
        await service.DeliverAsync(world.Meeting, world.Register("ana", "K7P2M9X4Q1"));

        Assert.That(refused.GetProperty("reason").GetString(), Is.EqualTo("CodeAlreadyUsed"));
        await Wait.UntilAsync(() => (string?)world.Tab.Value("K7P2M9X4Q1", "registrant_status") == "REGISTERED", "the mark is in its code's row");
        Assert.That(world.Tab.Value("PERSONUSED", "registrant_status"), Is.EqualTo("usado a mano"));
        Assert.That(world.Tab.History.Where(change => change.ByService).Select(change => change.Key).Distinct(), Is.EquivalentTo(new[] { "K7P2M9X4Q1" }));
    }

    [Test]
    public async Task Tab_that_was_renamed_while_the_service_was_away_is_found_again()
    {
        await using var world = await World.WithSheetAsync("K7P2M9X4Q1");
        await (await world.StartAsync()).DisposeAsync();
        world.Tab.Title = "Otra hoja";
        await using var service = await Service.StartAsync(world.Settings);

        await service.DeliverAsync(world.Meeting, world.Register("ana", "K7P2M9X4Q1"));

        await Wait.UntilAsync(() => (string?)world.Tab.Value("K7P2M9X4Q1", "registrant_status") == "REGISTERED", "marked in the renamed tab");
        Assert.That(await service.ProblemsAsync(), Does.Not.Contain("SheetTabMissing"));
    }

    [Test]
    public async Task Status_cell_that_a_person_cleared_does_not_free_the_code()
    {
        await using var world = await World.WithSheetAsync("K7P2M9X4Q1");
        await using var service = await world.StartAsync();
        await service.DeliverAsync(world.Meeting, world.Register("ana", "K7P2M9X4Q1"));
        await Wait.UntilAsync(async () => (string?)world.Tab.Value("K7P2M9X4Q1", "registrant_status") == "REGISTERED"
            && (await service.GetAsync("/api/status")).GetProperty("list").GetProperty("marksOwed").GetInt32() == 0, "marked and verified");
        world.Tab.SetCell("K7P2M9X4Q1", "registrant_status", null);
        var reads = world.Sheets!.Calls.Count(call => call.Endpoint == SheetsEndpoint.Read);
        await Wait.UntilAsync(() => world.Sheets.Calls.Count(call => call.Endpoint == SheetsEndpoint.Read) > reads + 1, "the cleared cell was read");

        var second = await service.DeliverAsync(world.Meeting, world.Register("eva", "K7P2M9X4Q1"));

        Assert.That(second.GetProperty("reason").GetString(), Is.EqualTo("CodeAlreadyUsed"));
        Assert.That(world.Tab.Value("K7P2M9X4Q1", "registrant_status"), Is.Null, "their edit stands");
    }

    [Test]
    public async Task Restart_goes_on_where_it_stopped()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        var ana = world.Register("ana", "K7P2M9X4Q1");
        await using (var first = await world.StartAsync())
        {
            await first.FirstReadingAsync();
            await world.Zoom.StopAsync();
            await first.DeliverAsync(world.Meeting, ana);
            await Wait.UntilAsync(async () => (await first.ProblemsAsync()).Contains("ZoomUnreachable"), "a call was tried in vain");
        }

        await world.Zoom.RestartAsync();
        await using var second = await world.StartAsync();

        await Wait.UntilAsync(async () => await second.StatusAsync(world.Meeting, ana) == "approved", "approved after the restart");
        Assert.That(world.Zoom.Approvals, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Call_that_was_open_at_the_restart_is_read_back_and_not_sent_again()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        await using (var first = await world.StartAsync())
        {
            await first.FirstReadingAsync();
            world.Zoom.Faults.Next(ZoomEndpoint.Status, Fault.AppliedThenLost);
            world.Zoom.Faults.Always(ZoomEndpoint.Registrant, Fault.Status(503));
            world.Zoom.Faults.Always(ZoomEndpoint.List, Fault.Status(503));
            await first.DeliverAsync(world.Meeting, world.Register("ana", "K7P2M9X4Q1"));
            await Wait.UntilAsync(() => world.Zoom.Approvals.Count == 1, "Zoom approved, and we were not told");
        }

        world.Zoom.Faults.Clear();
        await using var second = await world.StartAsync();

        await Wait.UntilAsync(async () => await second.StatusAsync(world.Meeting, world.Meeting.Registrants[0]) == "approved", "seen by reading");
        Assert.That(world.Zoom.Calls.Count(call => call.Endpoint == ZoomEndpoint.Status), Is.EqualTo(1));
    }

    [Test]
    public async Task Answer_lost_after_the_effect_is_read_back_and_not_sent_again()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        await using var service = await world.StartAsync();
        world.Zoom.Faults.Next(ZoomEndpoint.Status, Fault.AppliedThenLost);
        var ana = world.Register("ana", "K7P2M9X4Q1");

        await service.DeliverAsync(world.Meeting, ana);

        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "seen by reading");
        Assert.That(world.Zoom.Calls.Count(call => call.Endpoint == ZoomEndpoint.Status), Is.EqualTo(1));
    }

    [Test]
    public async Task Success_without_effect_is_not_believed()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        await using var service = await world.StartAsync();
        world.Zoom.Faults.Next(ZoomEndpoint.Status, Fault.NoEffect204);
        var ana = world.Register("ana", "K7P2M9X4Q1");

        await service.DeliverAsync(world.Meeting, ana);

        await Wait.UntilAsync(async () => (await service.RegistrationAsync(world.Meeting, ana))!.Value.GetProperty("unconfirmed").GetBoolean(), "shown as unconfirmed");
        Assert.That(await service.StatusAsync(world.Meeting, ana), Is.EqualTo("approving"));
    }

    [Test]
    public async Task Release_while_the_approval_is_on_its_way_waits_for_the_reading()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", "K7P2M9X4Q1");
        var asked = new TaskCompletionSource<JsonElement>();
        world.Zoom.OnStatusCall = async () =>
        {
            world.Zoom.OnStatusCall = null;
            using var answer = await service.Api.PostAsJsonAsync("/api/invitations/release", new { code = "k7p2-m9x4-q1" });
            asked.SetResult(await answer.Content.ReadFromJsonAsync<JsonElement>());
        };

        await service.DeliverAsync(world.Meeting, ana);
        var released = await asked.Task;

        Assert.That(released.GetProperty("registration").GetProperty("status").GetString(), Is.EqualTo("approving"));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "she stays admitted");
        var eva = world.Register("eva", "K7P2M9X4Q1");
        await service.DeliverAsync(world.Meeting, eva);
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, eva) == "approved", "the freed code opens once more");
        Assert.That((await service.RegistrationAsync(world.Meeting, eva))!.Value.GetProperty("generation").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public async Task Registrant_whose_code_was_released_before_Zoom_was_told_waits_for_a_person()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        await using var service = await world.StartAsync();
        await service.FirstReadingAsync();
        await world.Zoom.StopAsync();
        var ana = world.Register("ana", "K7P2M9X4Q1");
        await service.DeliverAsync(world.Meeting, ana);

        using var released = await service.Api.PostAsJsonAsync("/api/invitations/release", new { code = "K7P2M9X4Q1" });
        await world.Zoom.RestartAsync();

        Assert.That(released.IsSuccessStatusCode, Is.True);
        await Wait.UntilAsync(async () => await service.ReasonAsync(world.Meeting, ana) == "ReleasedByPerson", "she waits for a person");
        Assert.That(world.Zoom.Approvals, Is.Empty);
    }

    [Test]
    public async Task Code_of_somebody_Zoom_had_approved_before_opens_for_nobody_else_even_when_the_delivery_comes_first()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        var before = world.Register("before", "K7P2M9X4Q1");
        world.Zoom.SetStatus(World.MeetingId, before.Id, SimRegistrant.Approved); // by a person, or by us before a restored backup
        world.Zoom.Faults.Always(ZoomEndpoint.List, Fault.Status(503));
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", "K7P2M9X4Q1");

        var answer = await service.DeliverAsync(world.Meeting, ana);
        Assert.That(answer.GetProperty("outcome").GetString(), Is.EqualTo("approved"), "nothing is known yet");
        world.Zoom.Faults.Clear();

        await Wait.UntilAsync(async () => await service.ReasonAsync(world.Meeting, ana) == "CodeAlreadyUsed", "displaced by the adopted approval");
        Assert.That(await service.StatusAsync(world.Meeting, before), Is.EqualTo("approved"));
        Assert.That(world.Zoom.Calls.Where(call => call.Endpoint == ZoomEndpoint.Status), Is.Empty, "nothing was sent for the second");
    }

    [Test]
    public async Task One_registrant_whom_Zoom_refuses_does_not_hold_up_the_others()
    {
        await using var world = await World.WithCsvAsync([.. Enumerable.Range(0, 10).Select(i => $"BATCH0000{i}")]);
        var guests = Enumerable.Range(0, 10).Select(i => world.Register($"g{i}", $"BATCH0000{i}")).ToList();
        world.Zoom.Faults.Always(ZoomEndpoint.Status, Fault.Status400(300, "Validation Failed."), registrantId: guests[4].Id);
        await using var service = await world.StartAsync();

        await Wait.UntilAsync(() => guests.Where((_, i) => i != 4).All(guest => guest.Status == SimRegistrant.Approved), "nine are in");
        await Wait.UntilAsync(async () => await service.ReasonAsync(world.Meeting, guests[4]) == "ZoomRefused", "the tenth waits for a person");
        Assert.That((await service.RegistrationAsync(world.Meeting, guests[4]))!.Value.GetProperty("zoomWords").GetString(), Does.Contain("Validation Failed."));
    }

    [Test]
    public async Task Gate_that_stands_open_missing_scopes_and_a_missing_question_are_named()
    {
        await using var world = await World.WithCsvAsync("K7P2M9X4Q1");
        world.Meeting.ApprovalType = 0;
        world.Meeting.Questions = ["Otra pregunta"];
        world.Zoom.Scopes.Remove("meeting:read:registrant:admin");
        world.Settings = world.Settings with { Codes = world.Settings.Codes with { QuestionTitles = ["Código de invitación"] } };
        await using var service = await world.StartAsync();

        await Wait.UntilAsync(
            async () => new[] { "MeetingGateOpen", "ZoomScopeMissing", "QuestionTitleMissing" }.All((await service.ProblemsAsync()).Contains), "all three are shown");

        var texts = (await service.GetAsync("/api/status")).GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("text").GetString()).ToList();
        Assert.That(texts, Has.Some.Contains("meeting:read:registrant:admin"));
        Assert.That(texts, Has.Some.Contains("Código de invitación"));
    }
}
