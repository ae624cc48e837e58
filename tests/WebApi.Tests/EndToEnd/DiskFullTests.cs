using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

internal sealed class DiskFullTests
{
    [Test]
    public async Task Full_disk_is_answered_503_and_what_Zoom_repeats_later_is_taken()
    {
        await using var world = await World.WithCsvAsync([.. Enumerable.Range(0, 40).Select(i => $"FULL{i:D6}")]);
        world.Settings = world.Settings with { Zoom = world.Settings.Zoom with { WebhookTolerance = TimeSpan.FromHours(3) } };
        await using var service = await world.StartAsync();
        await service.FirstReadingAsync();
        var ledger = service.Services.GetRequiredService<SqlLedger>();
        await ledger.WriteAsync(transaction => transaction.Execute("pragma max_page_count = 1")); // SQLite takes the present size instead
        var zoomsClock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var sender = new ZoomSender(service.Anybody, new Uri(service.Address, "/webhooks/zoom"), World.Secret, zoomsClock) { Limit = TimeSpan.FromSeconds(60) };
        var guests = Enumerable.Range(0, 40).Select(i => world.Register($"full{i}", $"FULL{i:D6}")).ToList();

        var deliveries = guests.Select(guest => sender.DeliverWithRetriesAsync(ZoomSender.RegistrationCreated(world.Meeting, guest))).ToList();
        await Wait.UntilAsync(() => sender.Log.Count >= guests.Count, "everybody was tried once");
        Assert.That(sender.Log.Select(attempt => attempt.Result.Status).Distinct(), Is.SubsetOf(new[] { 200, 503 }));
        Assert.That(sender.Log.Count(attempt => attempt.Result.Status == 503), Is.GreaterThan(0));
        await Wait.UntilAsync(() => SaysThatItIsFullAsync(service, world, guests), "the health says why");

        // room again: nobody touches the service, it finds out by itself
        await Wait.UntilAsync(
            async () =>
            {
                try
                {
                    return await ledger.WriteAsync(transaction => transaction.Execute("pragma max_page_count = 1000000") > -2);
                }
                catch (Application.Ports.LedgerUnavailableException)
                {
                    return false;
                }
            },
            "the probe of once a second goes through");
        zoomsClock.Advance(TimeSpan.FromMinutes(5));
        var results = await Task.WhenAll(deliveries);

        Assert.That(results.Select(result => result.Status), Is.All.EqualTo(200));
        await Wait.UntilAsync(() => guests.All(guest => guest.Status == SimRegistrant.Approved), "everybody is in");
    }

    // what is small may still find room and ends the state until the next delivery that does not
    private static async Task<bool> SaysThatItIsFullAsync(Service service, World world, IEnumerable<SimRegistrant> guests)
    {
        foreach (var guest in guests)
        {
            if ((await service.Sender.DeliverAsync(ZoomSender.RegistrationCreated(world.Meeting, guest))).Status == 503)
            {
                using var ready = await service.Anybody.GetAsync(new Uri("/health/ready", UriKind.Relative));
                return ready.StatusCode == HttpStatusCode.ServiceUnavailable && (await service.ProblemsAsync()).Contains("LedgerFull");
            }
        }

        return false;
    }
}
