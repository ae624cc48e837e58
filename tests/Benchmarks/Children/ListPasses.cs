using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using ZoomApprover.Application;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Infrastructure.Ledger;
using ZoomApprover.Infrastructure.Sheets;

namespace ZoomApprover.Benchmarks.Children;

/// <summary>Where a list is; a process of its own reads it, so that its memory is that of the reading alone.</summary>
internal sealed record ListPlan(string? Sheets, string? KeyFile, string? CsvPath, string Ledger);

/// <param name="First">The pass that takes everything in and stores it, milliseconds.</param>
/// <param name="Later">A pass that finds nothing changed, milliseconds.</param>
/// <param name="Megabytes">The most that was used, above what the process used before.</param>
internal sealed record ListFigures(double First, double Later, double Megabytes);

internal static class ListPasses
{
    private const int Passes = 5;

    public static async Task<int> RunAsync(string plan)
    {
        await using var services = Services(JsonSerializer.Deserialize<ListPlan>(plan)!);
        var mediator = services.GetRequiredService<IMediator>();
        var before = Memory("VmRSS");
        var first = await PassAsync(mediator);
        List<double> later = [];
        for (var pass = 0; pass < Passes; pass++)
        {
            later.Add(await PassAsync(mediator));
        }

        Console.WriteLine(JsonSerializer.Serialize(new ListFigures(first, Latencies.Median(later), Memory("VmHWM") - before)));
        return 0;
    }

    /// <returns>Megabytes.</returns>
    public static double Memory(string name, int? process = null) =>
        double.Parse(File.ReadLines($"/proc/{process?.ToString(CultureInfo.InvariantCulture) ?? "self"}/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;

    private static async Task<double> PassAsync(IMediator mediator)
    {
        var clock = Stopwatch.StartNew();
        var report = await mediator.Send(new SynchronizeList());
        return report.Read ? clock.Elapsed.TotalMilliseconds : throw new InvalidOperationException("The list could not be read.");
    }

    private static ServiceProvider Services(ListPlan plan)
    {
        var settings = new Settings
        {
            Home = Path.GetDirectoryName(plan.Ledger)!,
            Zoom = new ZoomSettings(),
            List = plan.CsvPath is { } path
                ? new ListSettings { Source = ListSource.CsvFile, CsvPath = path }
                : new ListSettings { Source = ListSource.GoogleSheet, GoogleSheet = new GoogleSheetSettings { SpreadsheetId = Stage.SpreadsheetId, CredentialsFile = plan.KeyFile!, BaseUrl = new Uri(plan.Sheets!) } },
            Codes = new CodeSettings { Format = CodeFormat.OfLength(10) },
            Meetings = new Dictionary<long, MeetingRules>(),
            Ledger = new LedgerSettings { ConnectionString = $"Data Source={plan.Ledger}", Ephemeral = true },
            Admin = new AdminSettings(),
        };
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(settings)
            .AddSingleton(TimeProvider.System)
            .AddApplication()
            .AddInvitationList(settings.List)
            .AddLedger(settings.Ledger, settings.List.Name, dryRun: false)
            .BuildServiceProvider();
    }
}
