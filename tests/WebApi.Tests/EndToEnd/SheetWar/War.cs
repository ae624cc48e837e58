using MediatR;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Registrations.SendApprovals;
using ZoomApprover.Application.Registrations.SweepRegistrants;
using ZoomApprover.Simulators.Sheets;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd.SheetWar;

/// <summary>One sheet, the service, a robot that does what people do, and guests who register meanwhile.</summary>
internal sealed class War : IAsyncDisposable
{
    private const int Rounds = 40;
    private const int CalmPasses = 16;

    private readonly FakeTimeProvider clock;
    private readonly List<Guest> guests = [];

    private War(int seed, FakeTimeProvider clock, World world, Service service)
    {
        (this.clock, World, Service, Chance) = (clock, world, service, new Random(seed));
        Robot = new Robot(world.Tab, Chance, clock);
    }

    public World World { get; }

    public Service Service { get; }

    public Random Chance { get; }

    public Robot Robot { get; }

    public IReadOnlyList<Guest> Guests => guests;

    public static async Task<War> BeginAsync(int seed)
    {
        var clock = new FakeTimeProvider(new(2027, 1, 12, 10, 0, 0, TimeSpan.Zero));
        var world = await World.WithSheetAsync(clock);
        Robot.Fill(world.Tab);
        var service = await Service.StartAsync(world.Settings, steppedBy: clock);
        var war = new War(seed, clock, world, service);
        await war.SendAsync(new SweepRegistrants());
        await war.SendAsync(new SynchronizeList());
        return war;
    }

    public async Task FightAsync()
    {
        for (var round = 0; round < Rounds; round++)
        {
            if (Chance.Next(3) == 0)
            {
                await RegisterAsync();
            }

            Robot.Act();
            MakeWeather();
            World.Sheets!.BetweenReadAndWrite = Chance.Next(3) == 0 ? DuringAsync : null;
            await PassAsync();
            clock.Advance(TimeSpan.FromSeconds(Chance.Next(5, 40))); // no more than our own pace of calls to Google
        }
    }

    /// <summary>Nobody does anything more, and nothing goes wrong.</summary>
    public async Task CalmDownAsync()
    {
        World.Sheets!.BetweenReadAndWrite = null;
        World.Sheets.Faults.Clear();
        World.Sheets.StaleReadFor = TimeSpan.Zero;
        for (var pass = 0; pass < CalmPasses; pass++)
        {
            await PassAsync();
            clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await World.DisposeAsync();
    }

    private async Task RegisterAsync()
    {
        var code = Robot.Codes[Chance.Next(Robot.GuestCodes)];
        var registrant = World.Register($"guest{guests.Count}", code);
        guests.Add(new Guest(registrant, code));
        Robot.Story.Add($"{registrant.Id} registers with {code}");
        await Service.DeliverAsync(World.Meeting, registrant);
    }

    private void MakeWeather()
    {
        var sheets = World.Sheets!;
        sheets.Faults.Clear();
        sheets.StaleReadFor = TimeSpan.FromSeconds(Chance.Next(4) == 0 ? 4 : 0);
        switch (Chance.Next(10))
        {
            case 0:
                sheets.Faults.Next(SheetsEndpoint.Write, SheetsFault.AppliedThen503);
                break;
            case 1:
                sheets.Faults.Next(SheetsEndpoint.Write, SheetsFault.AppliedThenLost);
                break;
            case 2:
                sheets.Faults.Next(SheetsEndpoint.Read, SheetsFault.Status(503));
                break;
            default:
                break;
        }
    }

    private Task DuringAsync()
    {
        World.Sheets!.BetweenReadAndWrite = null; // once
        Robot.ActDuringWrite();
        return Task.CompletedTask;
    }

    private async Task PassAsync()
    {
        await SendAsync(new SendApprovals());
        var known = World.Tab.History.Count;
        await SendAsync(new SynchronizeList());
        Robot.Story.AddRange(World.Tab.History.Skip(known).Where(change => change.ByService).Select(change => $"    the service writes \"{change.NewValue}\" into row {change.Row}, column {change.Column} of {change.Key}"));
        Robot.Story.Add($"== {clock.GetUtcNow():HH:mm:ss}");
    }

    private Task<T> SendAsync<T>(IRequest<T> command) => Service.SendAsync(command).WaitAsync(TimeSpan.FromMinutes(1));
}

/// <param name="Code">That it gave.</param>
internal sealed record Guest(SimRegistrant Registrant, string Code);
