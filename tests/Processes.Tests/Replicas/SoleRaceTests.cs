using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests.Replicas;

/// <summary>The same race for one process with its ledger in a file.</summary>
internal sealed class SoleRaceTests
{
    [Test]
    public async Task Thousands_of_claims_from_one_process_on_few_codes_leave_one_winner_each()
    {
        await using var world = await World.WithCsvAsync(Claiming.Codes);
        world.Meeting.MaxRegistrants = Claiming.Claims;
        await using var service = ServiceProcess.Start(ServiceProcess.Environment(world, ServiceProcess.FreePort()));
        await service.ReadyAsync();
        await Wait.UntilAsync(async () => (await service.GetAsync("/api/status")).GetProperty("list").GetProperty("rows").GetInt32() == Claiming.Codes.Length, "it has the list");
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        await Claiming.RaceAsync(world, [new ZoomSender(client, new Uri(service.Address, "/webhooks/zoom"), World.Secret)], "from one process");
    }
}
