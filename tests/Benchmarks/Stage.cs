using System.Globalization;
using ZoomApprover.Benchmarks.Measures;
using ZoomApprover.Simulators.Sheets;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Benchmarks;

/// <summary>What stands around the service: Zoom with one meeting, and a list of codes in a file or in a sheet.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Secret = "webhook-secret-of-the-benchmark-91c4";
    public const string SpreadsheetId = "benchmark-sheet";
    public const long MeetingId = 86012345678;
    public const string Header = "registrant_key,time_id,registrant_id,registrant_status,registrant_data";

    private readonly DirectoryInfo home;

    private Stage(ZoomSimulator zoom, ZoomPlan plan, SheetsSimulator? sheets, DirectoryInfo home)
    {
        (Zoom, Plan, Sheets, this.home) = (zoom, plan, sheets, home);
        Meeting = zoom.AddMeeting(MeetingId);
        Meeting.MaxRegistrants = int.MaxValue;
    }

    public ZoomSimulator Zoom { get; }

    public ZoomPlan Plan { get; }

    /// <summary>Null where the list is a file.</summary>
    public SheetsSimulator? Sheets { get; }

    public string KeyFile => Path.Combine(Home, "key.json");

    public SimMeeting Meeting { get; }

    public string Home => home.FullName;

    public string List => Path.Combine(Home, "codes.csv");

    public static string Code(int number) => string.Create(CultureInfo.InvariantCulture, $"B{number:D9}");

    public static async Task<Stage> OpenAsync(int codes)
    {
        var stage = new Stage(await ZoomSimulator.StartAsync(), ZoomPlan.Business, null, Directory.CreateTempSubdirectory("zoom-approver-benchmark-"));
        await File.WriteAllLinesAsync(stage.List, [Header, .. Enumerable.Range(0, codes).Select(number => $"{Code(number)},1,,,")]);
        return stage;
    }

    public static async Task<Stage> OpenSheetAsync(int codes, ZoomPlan plan)
    {
        var sheets = await SheetsSimulator.StartAsync();
        Lists.Fill(sheets, codes);
        var zoom = await ZoomSimulator.StartAsync(new ZoomSimulatorOptions { Plan = plan });
        var stage = new Stage(zoom, plan, sheets, Directory.CreateTempSubdirectory("zoom-approver-benchmark-"));
        await File.WriteAllTextAsync(stage.KeyFile, sheets.ServiceAccountJson);
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        await Zoom.DisposeAsync();
        if (Sheets is not null)
        {
            await Sheets.DisposeAsync();
        }

        home.Delete(recursive: true);
    }
}
