using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.TestBuild;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests.CrashPoints;

/// <summary>
/// One registration from the delivery to the verified mark in the sheet, between simulators, on a clock twenty times as fast as
/// the machine's. The service may be started over and over on the same ledger.
/// </summary>
internal sealed class Story : IAsyncDisposable
{
    private const int Rate = 20;
    private const string Code = "K7P2M9X4Q1";
    private const string Untouched = "AAAAABBBBB";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly World world;
    private readonly FastClock clock;
    private readonly Dictionary<string, string> environment;
    private readonly HttpClient client = new();
    private readonly ZoomSender sender;

    private Story(World world, FastClock clock, DateTimeOffset from)
    {
        (this.world, this.clock) = (world, clock);
        environment = ServiceProcess.Environment(world, ServiceProcess.FreePort());
        environment["ZOOMAPPROVER_CLOCK_RATE"] = Rate.ToString(CultureInfo.InvariantCulture);
        environment["ZOOMAPPROVER_CLOCK_FROM"] = from.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        environment["DOTNET_gcServer"] = "0";
        environment["DOTNET_TieredPGO"] = "0"; // each process lives a second or two:
        environment["DOTNET_TC_CallCounting"] = "0"; // what is compiled at once will do
        environment["ZOOMAPPROVER_CRASH_LOG"] = Path.Combine(world.Home, "points.log");
        sender = new ZoomSender(client, new Uri(new Uri(environment["ASPNETCORE_URLS"]), "/webhooks/zoom"), World.Secret, clock);
    }

    public static async Task<Story> BeginAsync()
    {
        var from = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var clock = new FastClock(Rate, from);
        return new Story(await World.WithSheetAsync(clock, Code, Untouched), clock, from);
    }

    /// <param name="crashAt">The point at which the process kills itself; null for none.</param>
    public ServiceProcess Start(string? crashAt = null)
    {
        environment["ZOOMAPPROVER_CRASH_AT"] = crashAt ?? "";
        return ServiceProcess.StartTestBuild(environment);
    }

    /// <summary>The points that were passed so far.</summary>
    public IReadOnlyList<string> Points() => File.ReadAllLines(environment["ZOOMAPPROVER_CRASH_LOG"]);

    /// <summary>A guest registers as soon as the service listens, and Zoom delivers it until it is taken.</summary>
    public async Task<Guest> GuestAsync(string name)
    {
        await UntilAsync(IsListeningAsync, "the service listens");
        var registrant = world.Register(name, Code);
        var body = ZoomSender.RegistrationCreated(world.Meeting, registrant);
        await UntilAsync(async () => (await sender.DeliverAsync(body)).IsSuccess, "the delivery is taken");
        return new Guest(registrant, clock.GetUtcNow());
    }

    /// <summary>Zoom has approved the first, the sheet says so, and nothing is left to do.</summary>
    public static Task ToldAsync(ServiceProcess service, Guest first) => UntilAsync(() => IsToldAsync(service, first), "the story is told");

    public static async Task<bool> IsToldAsync(ServiceProcess service, Guest first)
    {
        try
        {
            // the counts come second: who waits for the list owes nothing either, and may be approved a moment later
            var approved = (await RegistrationAsync(service, first)).GetProperty("status").GetString() == "approved";
            var status = await service.GetAsync("/api/status");
            return approved
                && status.GetProperty("zoom").GetProperty("owed").GetInt32() == 0
                && status.GetProperty("list").GetProperty("marksOwed").GetInt32() == 0;
        }
        catch (Exception death) when (death is HttpRequestException or IOException or SocketException)
        {
            return false; // it has just died, perhaps in the middle of its answer
        }
    }

    public static Task UntilAsync(Func<Task<bool>> happened, string what) => Patience.UntilAsync(happened, Limit, Pace, () => what);

    /// <summary>What must be true however often the service died on the way.</summary>
    public async Task EndsWellAsync(ServiceProcess service, Guest first, Guest second, string point)
    {
        var (admitted, waiting) = (await RegistrationAsync(service, first), await RegistrationAsync(service, second));
        Assert.Multiple(() =>
        {
            Assert.That(world.Zoom.Approvals.Select(one => (one.RegistrantId, one.Action)), Is.EqualTo(new[] { (first.Registrant.Id, "approve") }), $"one code, one person ({point})");
            Assert.That(admitted.GetProperty("receivedAt").GetDateTimeOffset(), Is.LessThanOrEqualTo(first.TakenAt), $"what was answered 200 was never lost ({point})");
            Assert.That((waiting.GetProperty("status").GetString(), waiting.GetProperty("reason").GetString()), Is.EqualTo(("waiting", "CodeAlreadyUsed")), point);
            Assert.That(world.Zoom.Calls.Count(call => call.Endpoint == ZoomEndpoint.Status), Is.LessThanOrEqualTo(2), $"status calls ({point})");
            Assert.That(world.Tab.Value(Code, "registrant_status"), Is.EqualTo("REGISTERED"), point);
            Assert.That(world.Tab.Value(Code, "registrant_id"), Is.EqualTo(first.Registrant.Id), point);
            Assert.That(world.Tab.History.Where(change => change.ByService).Select(change => change.Key).Distinct(), Is.EqualTo(new[] { Code }), $"nobody else's row ({point})");
        });
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await world.DisposeAsync();
    }

    private static async Task<JsonElement> RegistrationAsync(ServiceProcess service, Guest guest) =>
        (await service.GetAsync($"/api/registrations/meeting/{World.MeetingId}/{guest.Registrant.Id}")).GetProperty("registration");

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(new Uri(environment["ASPNETCORE_URLS"]), "/health/live"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception none) when (none is HttpRequestException or SocketException)
        {
            return false;
        }
    }
}

/// <param name="TakenAt">When the delivery was answered 200, by the story's clock.</param>
internal sealed record Guest(SimRegistrant Registrant, DateTimeOffset TakenAt);
