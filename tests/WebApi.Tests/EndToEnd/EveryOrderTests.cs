using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Registrations.ReadHints;
using ZoomApprover.Application.Registrations.SendApprovals;
using ZoomApprover.Application.Registrations.SweepRegistrants;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

/// <summary>
/// What happened in Zoom is over when the first delivery comes; they come in every order there is, each of them twice, with the
/// passes in between or only at the end. The clock is the test's.
/// </summary>
internal sealed class EveryOrderTests
{
    // six orders of three and twenty-four of four, each with and without passes in between
    private static readonly string[] Codes = [.. Enumerable.Range(0, 60).Select(number => $"ORDER{number:00000}")];

    private readonly FakeTimeProvider clock = new(new(2027, 1, 12, 10, 0, 0, TimeSpan.Zero));
    private World world = null!;
    private Service service = null!;

    [SetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync(clock, Codes); // Zoom counts the calls of a second by it too
        world.Settings = world.Settings with { Codes = world.Settings.Codes with { FreeOnCancel = true } };
        service = await Service.StartAsync(world.Settings, steppedBy: clock);
        await service.SendAsync(new SweepRegistrants());
    }

    [TearDown]
    public async Task StopAsync()
    {
        await service.DisposeAsync();
        await world.DisposeAsync();
    }

    [TestCase(true, null)]
    [TestCase(false, "holds")]
    public async Task Guest_who_was_approved_and_cancelled_ends_as_cancelled(bool byRegistrant, string? holds)
    {
        var number = 0;
        foreach (var (order, between) in Orders(3))
        {
            var code = Codes[number++];
            var ana = Register(code, SimRegistrant.Denied);
            var told = clock.GetUtcNow();
            byte[][] bodies =
            [
                ZoomSender.RegistrationCreated(world.Meeting, ana, new DeliveryShape { At = told.AddMinutes(-30), Status = SimRegistrant.Pending }),
                ZoomSender.Event("registration_approved", world.Meeting, ana, new DeliveryShape { At = told.AddMinutes(-20) }),
                ZoomSender.Event("registration_cancelled", world.Meeting, ana, new DeliveryShape { At = told.AddMinutes(-10), OperatorEmail = byRegistrant ? ana.Email.ToUpperInvariant() : "host@example.com" }),
            ];

            await DeliverAsync(bodies, order, between);

            var what = $"order {string.Join(' ', order)}, passes in between {between}";
            Assert.That(await service.StatusAsync(world.Meeting, ana), Is.EqualTo("cancelled"), what);
            Assert.That(await StateAsync(code), Is.EqualTo(holds is null ? "free" : "claimed"), what);
        }

        Assert.That(world.Zoom.Approvals, Is.Empty, "nobody who had cancelled was let in");
    }

    [Test]
    public async Task Guest_who_cancelled_and_registered_again_ends_as_approved_with_the_same_code()
    {
        var number = 0;
        foreach (var (order, between) in Orders(4))
        {
            var code = Codes[number++];
            var ana = Register(code, SimRegistrant.Pending);
            var told = clock.GetUtcNow();
            byte[][] bodies =
            [
                ZoomSender.RegistrationCreated(world.Meeting, ana, new DeliveryShape { At = told.AddMinutes(-30), Status = SimRegistrant.Pending }),
                ZoomSender.Event("registration_approved", world.Meeting, ana, new DeliveryShape { At = told.AddMinutes(-20) }),
                ZoomSender.Event("registration_cancelled", world.Meeting, ana, new DeliveryShape { At = told.AddMinutes(-10), Operator = false }),
                ZoomSender.RegistrationCreated(world.Meeting, ana, new DeliveryShape { At = told.AddMinutes(-5), Status = SimRegistrant.Pending }),
            ];

            await DeliverAsync(bodies, order, between);

            var what = $"order {string.Join(' ', order)}, passes in between {between}";
            Assert.That(await service.StatusAsync(world.Meeting, ana), Is.EqualTo("approved"), what);
            Assert.That(await StateAsync(code), Is.EqualTo("used"), what);
            Assert.That((await service.RegistrationAsync(world.Meeting, ana))!.Value.GetProperty("generation").GetInt32(), Is.EqualTo(1), what);
            Assert.That(world.Zoom.Approvals.Count(one => one.RegistrantId == ana.Id), Is.EqualTo(1), what);
        }
    }

    private SimRegistrant Register(string code, string status)
    {
        var registrant = world.Register($"guest-{code}", code);
        world.Zoom.SetStatus(World.MeetingId, registrant.Id, status);
        return registrant;
    }

    private async Task DeliverAsync(byte[][] bodies, IReadOnlyList<int> order, bool between)
    {
        foreach (var one in order.Concat(order))
        {
            var result = await service.Sender.DeliverAsync(bodies[one]);
            Assert.That(result.Status, Is.EqualTo(200), result.Body);
            if (between)
            {
                await PassesAsync();
            }
        }

        await PassesAsync();
    }

    private async Task PassesAsync()
    {
        HintReport hints;
        do
        {
            clock.Advance(TimeSpan.FromSeconds(1)); // no more than Zoom's calls a second
            await service.SendAsync(new SendApprovals());
            hints = await service.SendAsync(new ReadHints());
            await service.SendAsync(new SendApprovals());
        }
        while (hints.Left);
    }

    private async Task<string?> StateAsync(string code) => (await service.GetAsync($"/api/invitations?pageSize=500")).GetProperty("items").EnumerateArray()
        .Single(item => item.GetProperty("code").GetString() == code).GetProperty("state").GetString();

    private static IEnumerable<(IReadOnlyList<int> Order, bool Between)> Orders(int count) =>
        from order in Permutations([.. Enumerable.Range(0, count)]) from between in new[] { true, false } select (order, between);

    private static IEnumerable<IReadOnlyList<int>> Permutations(IReadOnlyList<int> of) => of.Count <= 1
        ? [of]
        : of.SelectMany(first => Permutations([.. of.Where(one => one != first)]).Select(rest => (IReadOnlyList<int>)[first, .. rest]));
}
