using System.Globalization;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Sheets;
using ZoomApprover.Infrastructure.Tests.Ledger.Given;
using ZoomApprover.Simulators.Sheets;

namespace ZoomApprover.Infrastructure.Tests.Ledger;

/// <summary>The marks of a great event, on a clock that moves between passes only, and Google's quota of 60 writes a minute by the same clock.</summary>
internal sealed class ManyMarksTests(LedgerEngine engine) : LedgerTests(engine)
{
    private const int Many = 10_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    [Test]
    public async Task Ten_thousand_marks_stand_within_five_minutes_though_the_quota_was_used_up_when_they_came()
    {
        await using var ledger = await A.Ledger();
        await FillAsync(ledger);
        await using var google = await SheetsSimulator.StartAsync(new SheetsSimulatorOptions { TimeProvider = ledger.Time, TokenTimeProvider = TimeProvider.System });
        var tab = google.AddSpreadsheet("sheet-1").AddTab("Codes", 77, "registrant_key", "time_id", "registrant_id", "registrant_status", "registrant_data", "notes");
        tab.KeyHeader = "registrant_key";
        for (var number = 1; number <= Many; number++)
        {
            tab.AppendRow(Code(number), "1", null, null, null, number % 7 == 0 ? "vegan" : null);
        }

        google.Faults.Next(SheetsEndpoint.Write, SheetsFault.Status(429));
        await using var service = Service(ledger, google);
        var begun = ledger.Now;
        SyncReport report;
        do
        {
            report = await service.GetRequiredService<IMediator>().Send(new SynchronizeList());
            ledger.Time.Advance(report.RetryAfter > Interval ? report.RetryAfter.Value : Interval);
        }
        while ((!report.Read || report.MarksOwed > 0) && ledger.Now - begun < TimeSpan.FromMinutes(30));

        var writes = google.Calls.Where(call => call.Endpoint == SheetsEndpoint.Write).ToList();
        await TestContext.Out.WriteLineAsync($"{(ledger.Now - begun).TotalSeconds:0} s, {writes.Count} writes, {google.Calls.Count(call => call.Endpoint == SheetsEndpoint.Read)} readings");
        Assert.That(Enumerable.Range(1, Many).Count(number => (tab.Cell(number + 1, 4), tab.Cell(number + 1, 3)).Equals(("REGISTERED", $"r-{number}"))), Is.EqualTo(Many));
        Assert.That(ledger.Now - begun, Is.LessThanOrEqualTo(TimeSpan.FromMinutes(5)));
        Assert.That(writes.Select(call => call.Body.Length), Is.All.LessThan(2_000_000));
    }

    private static string Code(int number) => $"MARK{number.ToString("D6", CultureInfo.InvariantCulture)}";

    // one is recorded and approved properly, the others are copies of it
    private static async Task FillAsync(TestLedger ledger)
    {
        await ledger.Record(A.Registrant("r-1").With(code: Code(1)));
        await ledger.Send("r-1");
        foreach (var table in new[] { "registrations", "claims", "owed_marks" })
        {
            ledger.Copy(table, Many, ("registrant_id", "'r-' || n"), ("code", "'MARK' || substr(cast(1000000 + n as text), 2)"));
        }
    }

    private static ServiceProvider Service(TestLedger ledger, SheetsSimulator google)
    {
        var keyFile = Path.Combine(Path.GetDirectoryName(ledger.Path)!, "key.json");
        File.WriteAllText(keyFile, google.ServiceAccountJson);
        var list = new ListSettings
        {
            Name = A.List,
            Source = ListSource.GoogleSheet,
            GoogleSheet = new GoogleSheetSettings { SpreadsheetId = "sheet-1", Worksheet = "Codes", CredentialsFile = keyFile, BaseUrl = new Uri(google.BaseUrl) },
        };
        return Passes.Over(ledger, list, Substitute.For<IZoomRegistrants>(), services => services.AddInvitationList(list));
    }
}
