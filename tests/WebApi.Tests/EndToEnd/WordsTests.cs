using System.Net.Http.Json;
using System.Text.Json;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

/// <summary>What people say with columns of their own.</summary>
[Parallelizable]
internal sealed class WordsTests
{
    private const string Code = "K7P2M9X4Q1";

    [Test]
    public async Task Code_on_hold_waits_and_opens_when_the_word_is_taken_away()
    {
        await using var world = await World.WithSheetAsync(Code);
        AddColumn(world, "hold", "ask Marta first");
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", Code);

        var answer = await service.DeliverAsync(world.Meeting, ana);
        var state = (await service.GetAsync("/api/invitations")).GetProperty("items")[0].GetProperty("state").GetString();
        world.Tab.SetCell(Code, "hold", null);

        Assert.That((answer.GetProperty("reason").GetString(), state), Is.EqualTo(("CodeOnHold", "onHold")));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "judged again");
    }

    [Test]
    public async Task Word_in_the_approve_column_admits_the_one_who_waits_and_the_history_names_the_list()
    {
        await using var world = await World.WithSheetAsync(Code);
        AddColumn(world, "expires", "2020-01-01");
        world.Tab.SetCell(1, 8, "approve");
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", Code);

        var answer = await service.DeliverAsync(world.Meeting, ana);
        world.Tab.SetCell(Code, "approve", "let her in");

        Assert.That(answer.GetProperty("reason").GetString(), Is.EqualTo("CodeExpired"));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "approved by the word");
        await Wait.UntilAsync(() => (string?)world.Tab.Value(Code, "registrant_id") == ana.Id, "marked in the row");
        var history = (await service.GetAsync($"/api/registrations/meeting/{World.MeetingId}/{ana.Id}")).GetProperty("history").EnumerateArray();
        Assert.That(history.Select(entry => $"{entry.GetProperty("event").GetString()} {entry.GetProperty("actor").GetString()}"), Does.Contain("ApproveAsked list"));
        Assert.That(world.Tab.Value(Code, "approve"), Is.EqualTo("let her in"));
    }

    [Test]
    public async Task Code_of_two_uses_admits_two_and_shows_both_and_one_use_may_be_released_by_itself()
    {
        await using var world = await World.WithSheetAsync(Code);
        AddColumn(world, "max_uses", "2");
        await using var service = await world.StartAsync();
        var (ana, ben, eva) = (world.Register("ana", Code), world.Register("ben", Code), world.Register("eva", Code));

        var outcomes = new[] { await service.DeliverAsync(world.Meeting, ana), await service.DeliverAsync(world.Meeting, ben), await service.DeliverAsync(world.Meeting, eva) };
        await Wait.UntilAsync(() => (string?)world.Tab.Value(Code, "registrant_status") == "2/2", "marked in the row");
        var invitation = (await service.GetAsync("/api/invitations")).GetProperty("items")[0];
        var waiting = await service.GetAsync($"/api/registrations/meeting/{World.MeetingId}/{eva.Id}");
        using var content = JsonContent.Create(new { code = Code, registrantId = ana.Id });
        using var released = await service.Api.PostAsync(new Uri("/api/invitations/release", UriKind.Relative), content);

        Assert.That(outcomes.Select(outcome => outcome.GetProperty("outcome").GetString()), Is.EqualTo(new[] { "approved", "approved", "waiting" }));
        Assert.That((string?)world.Tab.Value(Code, "registrant_id"), Is.EqualTo(ben.Id));
        Assert.That((invitation.GetProperty("maxUses").GetInt32(), Ids(invitation.GetProperty("holders")), Ids(waiting.GetProperty("codeHolders"))), Is.EqualTo((2, $"{ana.Id} {ben.Id}", $"{ana.Id} {ben.Id}")));
        Assert.That(released.IsSuccessStatusCode, Is.True);
        await Wait.UntilAsync(() => (string?)world.Tab.Value(Code, "registrant_status") == "1/2", "the row says so");
        invitation = (await service.GetAsync("/api/invitations")).GetProperty("items")[0];
        Assert.That((invitation.GetProperty("state").GetString(), Ids(invitation.GetProperty("holders"))), Is.EqualTo(("partlyUsed", ben.Id)));

        static string Ids(JsonElement holders) => string.Join(' ', holders.EnumerateArray().Select(holder => holder.GetProperty("registrantId").GetString()));
    }

    [Test]
    public async Task Code_opens_for_the_address_in_its_row_and_whoever_else_gives_it_is_told_whose_it_may_be()
    {
        await using var world = await World.WithSheetAsync(Code);
        AddColumn(world, "email", "Ana <ANA@example.com>");
        world.Settings = world.Settings with { List = world.Settings.List with { EmailMatch = EmailMatch.Require } };
        await using var service = await world.StartAsync();
        var (ben, ana) = (world.Register("ben", Code), world.Register("ana", Code));

        var wrong = await service.DeliverAsync(world.Meeting, ben);
        var right = await service.DeliverAsync(world.Meeting, ana);
        var details = await service.GetAsync($"/api/registrations/meeting/{World.MeetingId}/{ben.Id}");

        Assert.That((wrong.GetProperty("reason").GetString(), right.GetProperty("outcome").GetString()), Is.EqualTo(("HolderMismatch", "approved")));
        Assert.That(details.GetProperty("holderHint").GetString(), Is.EqualTo("a\u2026@e\u2026.com"));
    }

    [Test]
    public async Task Corrected_address_admits_who_waits()
    {
        await using var world = await World.WithSheetAsync(Code);
        AddColumn(world, "email", "annna@example.com");
        world.Settings = world.Settings with { List = world.Settings.List with { EmailMatch = EmailMatch.Prefer } };
        await using var service = await world.StartAsync();
        var ana = world.Register("ana", Code);

        var answer = await service.DeliverAsync(world.Meeting, ana);
        world.Tab.SetCell(Code, "email", "ana@example.com");

        Assert.That(answer.GetProperty("reason").GetString(), Is.EqualTo("HolderMismatch"));
        await Wait.UntilAsync(async () => await service.StatusAsync(world.Meeting, ana) == "approved", "judged again");
    }

    [Test]
    public async Task Marks_follow_the_texts_that_are_set_also_those_that_were_written_before()
    {
        await using var world = await World.WithSheetAsync(Code, "AAAAABBBBB");
        SimRegistrant ana;
        await using (var before = await world.StartAsync())
        {
            ana = world.Register("ana", Code);
            await before.DeliverAsync(world.Meeting, ana);
            await Wait.UntilAsync(() => (string?)world.Tab.Value(Code, "registrant_status") == "REGISTERED", "the text of the old script");
            await Wait.UntilAsync(async () => (await before.GetAsync("/api/status")).GetProperty("list").GetProperty("marksOwed").GetInt32() == 0, "the mark is verified");
        }

        world.Settings = world.Settings with { List = world.Settings.List with { StatusTexts = StatusTexts.Spanish } };
        await using var service = await world.StartAsync();
        await service.DeliverAsync(world.Meeting, world.Register("luis", "AAAAABBBBB"));

        await Wait.UntilAsync(() => (string?)world.Tab.Value("AAAAABBBBB", "registrant_status") == "aprobado", "the text that is set");
        await Wait.UntilAsync(() => (string?)world.Tab.Value(Code, "registrant_status") == "aprobado", "the one written before follows");
        Assert.That(world.Tab.Value(Code, "registrant_id"), Is.EqualTo(ana.Id));
        Assert.That(await service.ProblemsAsync(), Is.Empty);
    }

    private static void AddColumn(World world, string header, string text)
    {
        world.Tab.SetCell(1, 7, header);
        world.Tab.SetCell(2, 7, text);
    }
}
