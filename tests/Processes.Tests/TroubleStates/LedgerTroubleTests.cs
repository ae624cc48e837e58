using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Ledger.Sql;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests.TroubleStates;

/// <summary>While nothing can be stored, a genuine delivery is answered 503 and comes again.</summary>
internal sealed class LedgerTroubleTests
{
    private World world = null!;
    private Service service = null!;
    private Crowd crowd = null!;

    private SqlLedger Ledger => service.Services.GetRequiredService<SqlLedger>();

    [SetUp]
    public async Task StartAsync()
    {
        world = await World.WithCsvAsync(Crowd.Codes);
        service = await world.StartAsync();
        await service.FirstReadingAsync();
        crowd = new Crowd(world, service.Address);
    }

    [TearDown]
    public async Task EndAsync()
    {
        crowd.Dispose();
        await service.DisposeAsync();
        await world.DisposeAsync();
    }

    [Test]
    public async Task Queue_is_full()
    {
        using var open = new ManualResetEventSlim();
        var busy = new TaskCompletionSource();
        var waiting = new List<Task> { Ledger.WriteAsync(_ => busy.TrySetResult() && open.Wait(TimeSpan.FromMinutes(1))) };
        await busy.Task;
        while (!waiting[^1].IsFaulted)
        {
            waiting.Add(Ledger.WriteAsync(_ => true));
        }

        var answers = await crowd.DeliverAsync();
        open.Set();
        await Task.WhenAll(waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        Assert.That(answers.Keys, Is.EqualTo(new[] { 503 }));
        await crowd.AllAreDecidedAsync();
    }

    [Test]
    public async Task Disk_is_full()
    {
        await Ledger.WriteAsync(transaction => transaction.Execute("pragma max_page_count = 1")); // SQLite takes the present size instead
        await Wait.UntilAsync(async () => !await IsWrittenAsync("insert into settings (name, value) values (hex(randomblob(16)), hex(zeroblob(20000)))"), "nothing large fits");
        using (var ready = await service.Api.GetAsync(new Uri("/health/ready", UriKind.Relative)))
        {
            Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That((await ready.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reasons")[0].GetString(), Is.EqualTo("the disk is full"));
        }

        var answers = await crowd.DeliverAsync();
        Assert.That(answers.Keys, Is.SubsetOf(new[] { 200, 503 }));
        Assert.That(answers[503], Is.GreaterThan(0));
        foreach (var approval in world.Zoom.Approvals)
        {
            var recorded = await service.RegistrationAsync(world.Meeting, crowd.Guests.Single(guest => guest.Id == approval.RegistrantId));
            Assert.That(recorded?.GetProperty("code").GetString(), Is.Not.Null, "approved while the disk is full, and claimed before");
        }

        await Wait.UntilAsync(() => IsWrittenAsync("pragma max_page_count = 1000000"), "the probe of once a second goes through");
        await crowd.AllAreDecidedAsync();
    }

    private async Task<bool> IsWrittenAsync(string sql)
    {
        try
        {
            await Ledger.WriteAsync(transaction => transaction.Execute(sql));
            return true;
        }
        catch (LedgerUnavailableException)
        {
            return false;
        }
    }
}
