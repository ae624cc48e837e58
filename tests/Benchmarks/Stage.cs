using System.Globalization;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Benchmarks;

/// <summary>What stands around the service: Zoom with one meeting, and a list of codes in a file.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Secret = "webhook-secret-of-the-benchmark-91c4";
    public const string SpreadsheetId = "benchmark-sheet";
    public const long MeetingId = 86012345678;
    public const string Header = "registrant_key,time_id,registrant_id,registrant_status,registrant_data";

    private readonly DirectoryInfo home;

    private Stage(ZoomSimulator zoom, DirectoryInfo home)
    {
        (Zoom, this.home) = (zoom, home);
        Meeting = zoom.AddMeeting(MeetingId);
        Meeting.MaxRegistrants = int.MaxValue;
    }

    public ZoomSimulator Zoom { get; }

    public SimMeeting Meeting { get; }

    public string Home => home.FullName;

    public string List => Path.Combine(Home, "codes.csv");

    public static string Code(int number) => string.Create(CultureInfo.InvariantCulture, $"B{number:D9}");

    public static async Task<Stage> OpenAsync(int codes)
    {
        var stage = new Stage(await ZoomSimulator.StartAsync(), Directory.CreateTempSubdirectory("zoom-approver-benchmark-"));
        await File.WriteAllLinesAsync(stage.List, [Header, .. Enumerable.Range(0, codes).Select(number => $"{Code(number)},1,,,")]);
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        await Zoom.DisposeAsync();
        home.Delete(recursive: true);
    }
}
