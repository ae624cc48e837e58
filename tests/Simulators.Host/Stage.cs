using ZoomApprover.Simulators.Sheets;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.Simulators.Host;

/// <summary>Where to find the simulators, and what opens them.</summary>
internal sealed record StageDescription(
    Uri Control, string ZoomApi, string ZoomOAuth, string AccountId, string ClientId, string ClientSecret, string Sheets, string ServiceAccount);

/// <summary>Both simulators with a journal each.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private const int MostRegistrants = 1_000_000; // the form is not what is tested
    private readonly Journal zoomJournal;
    private readonly Journal sheetsJournal;

    private Stage(ZoomSimulator zoom, SheetsSimulator sheets, Journal zoomJournal, Journal sheetsJournal)
    {
        (Zoom, Sheets) = (zoom, sheets);
        (this.zoomJournal, this.sheetsJournal) = (zoomJournal, sheetsJournal);
    }

    public ZoomSimulator Zoom { get; }

    public SheetsSimulator Sheets { get; }

    public SimTab? Tab { get; set; }

    public Dictionary<long, SimMeeting> Meetings { get; } = [];

    public static async Task<Stage> OpenAsync(string folder)
    {
        var zoomJournal = new Journal(Path.Combine(folder, "zoom.jsonl"));
        var sheetsJournal = new Journal(Path.Combine(folder, "sheets.jsonl"));
        var zoom = await ZoomSimulator.StartAsync(new() { Journal = zoomJournal });
        var sheets = await SheetsSimulator.StartAsync(new() { Journal = sheetsJournal });
        return new Stage(zoom, sheets, zoomJournal, sheetsJournal);
    }

    public StageDescription Describe(Uri control) => new(
        control, Zoom.ApiBaseUrl, Zoom.OAuthBaseUrl, Zoom.AccountId, Zoom.ClientId, Zoom.ClientSecret, Sheets.BaseUrl, Sheets.ServiceAccountJson);

    public void AddMeeting(SimKind kind, long id)
    {
        var meeting = Zoom.AddMeeting(id, kind);
        meeting.MaxRegistrants = MostRegistrants;
        lock (Meetings)
            Meetings.Add(id, meeting);
    }

    public SimMeeting Meeting(long id)
    {
        lock (Meetings)
            return Meetings[id];
    }

    public async ValueTask DisposeAsync()
    {
        await Zoom.DisposeAsync();
        await Sheets.DisposeAsync();
        zoomJournal.Dispose();
        sheetsJournal.Dispose();
    }
}
