using System.Globalization;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests;

/// <summary>Measured and printed; what is too much depends on the machine.</summary>
internal sealed class FootprintTests
{
    private const int Guests = 100;
    private const int Starts = 5;

    [Test]
    public async Task Start_and_idle_memory_are_measured()
    {
        await using var world = await World.WithCsvAsync([.. Enumerable.Range(0, Guests).Select(Code)]);
        var environment = ServiceProcess.Environment(world, ServiceProcess.FreePort());
        List<TimeSpan> starts = [];
        for (var i = 1; i < Starts; i++)
        {
            await using var one = ServiceProcess.Start(environment);
            starts.Add(await one.ReadyAsync());
            await one.TerminateAsync();
        }

        await using var service = ServiceProcess.Start(environment);
        starts.Add(await service.ReadyAsync());
        using var client = new HttpClient();
        var sender = new ZoomSender(client, new Uri(service.Address, "/webhooks/zoom"), World.Secret);
        var registrants = Enumerable.Range(0, Guests).Select(i => world.Register($"guest{i}", Code(i))).ToList();
        foreach (var registrant in registrants)
        {
            Assert.That((await sender.DeliverAsync(ZoomSender.RegistrationCreated(world.Meeting, registrant))).Status, Is.EqualTo(200));
        }

        await Wait.UntilAsync(() => registrants.All(one => one.Status == SimRegistrant.Approved), "all are approved");

        starts.Sort();
        var memory = await MemoryAsync(service);
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ready after {starts[Starts / 2].TotalMilliseconds:F0} ms (median of {Starts}, most {starts[^1].TotalMilliseconds:F0} ms); after {Guests} registrations {memory} resident"));
    }

    private static string Code(int number) => $"GUEST{number:D5}";

    private static async Task<string> MemoryAsync(ServiceProcess service)
    {
        var status = $"/proc/{service.Id}/status";
        return File.Exists(status)
            ? (await File.ReadAllLinesAsync(status)).First(line => line.StartsWith("VmRSS", StringComparison.Ordinal))["VmRSS:".Length..].Trim()
            : "(not measured on this system)";
    }
}
