using ZoomApprover.Simulators.Sheets;
using ZoomApprover.Simulators.Zoom;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.WebApi.Tests.EndToEnd;

internal sealed class BurstTests
{
    private const int Guests = 1_000;

    [Test]
    public async Task Burst_of_a_thousand_costs_few_calls_and_loses_nobody()
    {
        await using var world = await World.WithSheetAsync([.. Enumerable.Range(0, Guests).Select(i => $"BURST{i:D5}")]);
        world.Tab.RowCount = Guests + 100;
        world.Settings = world.Settings with
        {
            List = world.Settings.List with { GoogleSheet = world.Settings.List.GoogleSheet with { Interval = TimeSpan.FromSeconds(5) } },
        };
        await using var service = await world.StartAsync();
        var bodies = Enumerable.Range(0, Guests).Select(i => ZoomSender.RegistrationCreated(world.Meeting, world.Register($"b{i}", $"BURST{i:D5}"))).ToList();

        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (body, token) =>
        {
            var answer = await service.Sender.DeliverAsync(body, cancellationToken: token);
            Assert.That(answer.Body, Does.Contain("approved"));
        });

        await Wait.UntilAsync(() => world.Meeting.Registrants.All(one => one.Status == SimRegistrant.Approved), "all are approved");
        await Wait.UntilAsync(async () => (await service.GetAsync("/api/status")).GetProperty("list").GetProperty("marksOwed").GetInt32() == 0, "all marks are verified");
        var calls = world.Zoom.Calls;
        var (status, reads) = (calls.Count(call => call.Endpoint == ZoomEndpoint.Status), calls.Count(call => call.Endpoint is ZoomEndpoint.List or ZoomEndpoint.Registrant));
        var (sheetReads, sheetWrites) = (world.Sheets!.Calls.Count(call => call.Endpoint == SheetsEndpoint.Read), world.Sheets.Calls.Count(call => call.Endpoint == SheetsEndpoint.Write));
        TestContext.Out.WriteLine($"1,000 registrations: {status} status calls, {reads} reads at Zoom; {sheetReads} reads, {sheetWrites} writes of the sheet");
        Assert.That(world.Zoom.Approvals, Has.Count.EqualTo(Guests));
        Assert.That(status, Is.LessThanOrEqualTo(60));
        Assert.That(sheetWrites, Is.LessThanOrEqualTo(12));
        Assert.That(world.Tab.History.Count(change => change.ByService && change.Column == world.Tab.Find("registrant_status") && (string?)change.NewValue == "REGISTERED"), Is.EqualTo(Guests));
    }
}
