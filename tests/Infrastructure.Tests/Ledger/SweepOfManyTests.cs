using System.Diagnostics;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.Registrations.SweepRegistrants;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>The sweep over the real ledger, of an event as large as they come.</summary>
internal sealed class SweepOfManyTests(LedgerEngine engine) : LedgerTests(engine)
{
    private const int Many = 50_000;
    private const int PageSize = 300;

    [Test]
    public async Task Fifty_thousand_who_wait_cost_their_pages_and_no_write()
    {
        await using var ledger = await A.Ledger();
        await FillAsync(ledger);
        var zoom = new Pages([.. Enumerable.Range(1, Many).Select(number => Waiting($"r-{number}"))]);
        await using var service = Service(ledger, zoom);
        var changes = Changes(ledger);
        var clock = Stopwatch.StartNew();

        var report = await service.GetRequiredService<IMediator>().Send(new SweepRegistrants());

        await TestContext.Out.WriteLineAsync($"a sweep of {Many} unchanged registrants: {clock.Elapsed.TotalSeconds:0.00} s, {zoom.Calls} calls, {Changes(ledger) - changes} changes");
        Assert.That((report.Read, report.Failed), Is.EqualTo((1, 0)));
        Assert.That(zoom.Calls, Is.EqualTo(1 + 1 + (Many + PageSize - 1) / PageSize), "one page of approved, one of denied, and those of the waiting");
        Assert.That(Changes(ledger), Is.EqualTo(changes));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
    }

    [Test]
    public async Task One_who_is_new_among_many_is_the_only_one_written()
    {
        await using var ledger = await A.Ledger();
        await FillAsync(ledger);
        var zoom = new Pages([.. Enumerable.Range(1, 1_000).Select(number => Waiting($"r-{number}")), Waiting("new")]);
        await using var service = Service(ledger, zoom);

        await service.GetRequiredService<IMediator>().Send(new SweepRegistrants());

        Assert.That((await ledger.Find("new")).Source, Is.EqualTo(Source.Sweep));
        Assert.That(ledger.Scalar<int>("select count(*) from history"), Is.EqualTo(2), "the one before and the new one");
    }

    // one is recorded properly, the others are copies of it
    private static async Task FillAsync(TestLedger ledger)
    {
        await ledger.Registrations.RecordAsync(new Recording(
            Waiting("r-1"), new CandidateCodes(["UNKNOWN123"], false), Decision.Wait(WaitingReason.UnknownCode), Source.Webhook, A.Noon, A.Noon));
        ledger.Copy("registrations", Many, ("registrant_id", "'r-' || n"));
    }

    private static Registrant Waiting(string id) => new(
        A.Key(id), "ana@example.org", "Ana", "Pérez", [new Answer("Code", "UNKNOWN123")], A.Noon.AddMinutes(-1), ZoomStatus.Pending, []);

    // rows changed on the writer's connection; transactions that changed something
    private static long Changes(TestLedger ledger)
    {
        using var command = ledger.Connection.CreateCommand();
        command.CommandText = ledger.IsDatabase ? "select cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint)" : "select total_changes()";
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static ServiceProvider Service(TestLedger ledger, IZoomRegistrants zoom) =>
        Passes.Over(ledger, new ListSettings { Name = A.List }, zoom, services => services.AddSingleton(Substitute.For<IInvitationList>()));

    /// <summary>A Zoom with many who wait, page by page.</summary>
    private sealed class Pages(IReadOnlyList<Registrant> waiting) : IZoomRegistrants
    {
        public int Calls { get; private set; }

        public Task<ReadAnswer<RegistrantPage>> ListAsync(
            MeetingKey meeting, string? occurrence, ZoomStatus status, string pageToken, Urgency urgency, CancellationToken cancellationToken)
        {
            Calls++;
            if (status != ZoomStatus.Pending)
            {
                return Task.FromResult(new ReadAnswer<RegistrantPage>(ReadEnd.Found, new RegistrantPage([], "")));
            }

            var start = pageToken.Length == 0 ? 0 : int.Parse(pageToken, System.Globalization.CultureInfo.InvariantCulture);
            var next = start + PageSize < waiting.Count ? (start + PageSize).ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
            return Task.FromResult(new ReadAnswer<RegistrantPage>(ReadEnd.Found, new RegistrantPage([.. waiting.Skip(start).Take(PageSize)], next)));
        }

        public Task<StatusAnswer> SetStatusAsync(
            MeetingKey meeting, string? occurrence, ZoomAction action, IReadOnlyList<RegistrantName> registrants, bool idOnly, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ReadAnswer<Registrant?>> GetAsync(RegistrationKey registrant, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ReadAnswer<MeetingSettings>> GetMeetingAsync(MeetingKey meeting, CancellationToken cancellationToken) =>
            Task.FromResult(new ReadAnswer<MeetingSettings>(ReadEnd.Found, new MeetingSettings(1, 1, null, null)));

        public Task<ReadAnswer<IReadOnlyCollection<string>>> GetScopesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
