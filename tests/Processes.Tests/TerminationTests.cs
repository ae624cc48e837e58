using System.Diagnostics;
using System.Globalization;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests;

[Parallelizable]
internal sealed class TerminationTests
{
    [Test]
    public async Task Termination_under_load_ends_tidily_and_loses_nobody()
    {
        await using var world = await World.WithCsvAsync([.. OpenLoop.Codes]);
        var environment = ServiceProcess.Environment(world, ServiceProcess.FreePort());
        var service = await ServiceProcess.StartReadyAsync(environment);
        try
        {
            var chance = new Random(1);
            await using var load = new OpenLoop(world, service.Address, chance);
            for (var i = 0; i < 3; i++)
            {
                var before = load.Taken.Count;
                await Wait.UntilAsync(() => load.Taken.Count > before + 100, "registrations are taken");
                var clock = Stopwatch.StartNew();
                var end = await service.TerminateAsync();
                TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ended {clock.Elapsed.TotalMilliseconds:F0} ms after SIGTERM"));
                Assert.That(end.Code, Is.Zero, end.Errors);
                Assert.That(end.Errors, Is.Empty);

                await service.DisposeAsync();
                service = await ServiceProcess.StartReadyAsync(environment);
            }

            await load.EndAsync();
            Referee.NobodyIsLost(load, await service.RegistrationsAsync());
            TestContext.Out.WriteLine($"{load.Taken.Count} of {load.Arrivals.Count} answered 200 ({string.Join(", ", load.Answers.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value}"))})");
        }
        finally
        {
            await service.DisposeAsync();
        }
    }
}
