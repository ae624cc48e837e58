using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

/// <summary>Somebody clears a hundred-row sheet by more than half, and a person is asked.</summary>
[Parallelizable]
internal sealed class HoldTests
{
    private const int All = 100;
    private const int Cleared = 60;

    [Test]
    public async Task Marks_cleared_by_mistake_come_back_after_keep_and_nobody_came_in_meanwhile()
    {
        await using var world = await WorldAsync();
        await using var service = await world.StartAsync();
        using var early = await AnswerAsync(service, "keep");
        Assert.That(early.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        await FillAsync(world, service);

        Clear(world);
        await Wait.UntilAsync(async () => (await service.ProblemsAsync()).Contains("ListFreedOrRemoved"), "a person is asked");
        var hold = (await service.GetAsync("/api/status")).GetProperty("hold");
        var late = await service.DeliverAsync(world.Meeting, world.Register("late", Code(7)));
        using var ready = await service.Anybody.GetAsync(new Uri("/health/ready", UriKind.Relative));
        using var unclear = await AnswerAsync(service, "perhaps");
        using var answer = await AnswerAsync(service, "keep");

        Assert.That((hold.GetProperty("kind").GetString(), hold.GetProperty("codes").GetInt32(), hold.GetProperty("of").GetInt32()), Is.EqualTo(("freedOrRemoved", Cleared, All)));
        Assert.That(hold.GetProperty("text").GetString(), Does.StartWith("60 of 100 codes were freed or removed in the list at once (rows 2, 3, 4,"));
        Assert.That(late.GetProperty("reason").GetString(), Is.EqualTo("CodeAlreadyUsed"));
        Assert.That(await ready.Content.ReadAsStringAsync(), Is.EqualTo("{\"status\":\"degraded\"}"));
        Assert.That(unclear.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("answer").GetString(), Is.EqualTo("keep"));
        await Wait.UntilAsync(() => Marked(world) == All, "the marks are back");
        await Wait.UntilAsync(async () => await IsQuietAsync(service), "nobody is asked any more");
        Assert.That(Enumerable.Range(0, All).Select(i => world.Tab.Value(Code(i), "registrant_id")), Is.EqualTo(world.Meeting.Registrants.Take(All).Select(one => one.Id)));
        Assert.That(world.Zoom.Approvals, Has.Count.EqualTo(All));
    }

    [Test]
    public async Task Marks_cleared_on_purpose_free_their_codes_after_confirm_and_not_before()
    {
        await using var world = await WorldAsync();
        await using (var first = await world.StartAsync())
        {
            await FillAsync(world, first);
        }

        Clear(world); // while nobody looks
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using var service = await Service.StartAsync(world.Settings, steppedBy: clock);
        await PassesAsync(service, clock, 4);
        var before = await service.DeliverAsync(world.Meeting, world.Register("early", Code(7)));
        using var answer = await AnswerAsync(service, "confirm");
        await PassesAsync(service, clock, 1);
        var atOnce = await service.DeliverAsync(world.Meeting, world.Register("soon", Code(8)));
        await PassesAsync(service, clock, 3);
        var after = await service.DeliverAsync(world.Meeting, world.Register("late", Code(9)));

        Assert.That(before.GetProperty("reason").GetString(), Is.EqualTo("CodeAlreadyUsed"), "minutes after the clearing");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(atOnce.GetProperty("reason").GetString(), Is.EqualTo("CodeAlreadyUsed"), "patience begins with the answer");
        Assert.That(after.GetProperty("outcome").GetString(), Is.EqualTo("approved"));
        Assert.That(await IsQuietAsync(service), Is.True);
        Assert.That(Marked(world), Is.EqualTo(All - Cleared), "nothing is written over what a person did");
    }

    private static async Task<World> WorldAsync() => await World.WithSheetAsync([.. Enumerable.Range(0, All).Select(Code)]);

    private static string Code(int number) => $"GUEST{number.ToString("D5", CultureInfo.InvariantCulture)}";

    // everybody is in, and every mark was seen standing
    private static async Task FillAsync(World world, Service service)
    {
        for (var i = 0; i < All; i++)
        {
            await service.DeliverAsync(world.Meeting, world.Register($"g{i}", Code(i)));
        }

        await Wait.UntilAsync(() => Marked(world) == All, "all are marked");
        await Wait.UntilAsync(async () => (await service.GetAsync("/api/status")).GetProperty("list").GetProperty("marksOwed").GetInt32() == 0, "all marks are verified");
    }

    private static void Clear(World world)
    {
        for (var i = 0; i < Cleared; i++)
        {
            world.Tab.SetCell(Code(i), "registrant_status", null);
        }
    }

    private static int Marked(World world) => Enumerable.Range(0, All).Count(i => (string?)world.Tab.Value(Code(i), "registrant_status") == "REGISTERED");

    private static async Task<bool> IsQuietAsync(Service service)
    {
        var status = await service.GetAsync("/api/status");
        return status.GetProperty("hold").ValueKind == JsonValueKind.Null && !(await service.ProblemsAsync()).Contains("ListFreedOrRemoved");
    }

    private static async Task<HttpResponseMessage> AnswerAsync(Service service, string answer) =>
        await service.Api.PostAsJsonAsync(new Uri("/api/invitations/hold", UriKind.Relative), new { answer });

    private static async Task PassesAsync(Service service, FakeTimeProvider clock, int count)
    {
        for (var pass = 0; pass < count; pass++)
        {
            await service.SendAsync(new SynchronizeList());
            clock.Advance(TimeSpan.FromSeconds(46));
        }
    }
}
