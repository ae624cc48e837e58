using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.DiskTrials;

/// <summary>A simulated Zoom with one meeting, and a list of codes on a disk that nothing happens to.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string Secret = "webhook-secret-of-the-trial-51d0";
    public const string AdminKey = "admin-key-of-the-trial-7f3b9c5d1e2a4860";
    public const long MeetingId = 86012345678;

    /// <summary>How many codes the list holds.</summary>
    public const int Codes = 20_000;

    private World(ZoomSimulator zoom, string home)
    {
        (Zoom, Home) = (zoom, home);
        Meeting = zoom.AddMeeting(MeetingId);
        Meeting.MaxRegistrants = Codes * 2;
    }

    public ZoomSimulator Zoom { get; }

    public SimMeeting Meeting { get; }

    /// <summary>The service's home; the ledger may lie elsewhere.</summary>
    public string Home { get; }

    public string List => Path.Combine(Home, "codes.csv");

    public static string Code(int number) => $"TRIAL{number:D5}";

    public static async Task<World> StartAsync()
    {
        var home = Directory.CreateTempSubdirectory("zoom-approver-trial-").FullName;
        await File.WriteAllLinesAsync(
            Path.Combine(home, "codes.csv"),
            ["registrant_key,time_id,registrant_id,registrant_status,registrant_data", .. Enumerable.Range(0, Codes).Select(number => $"{Code(number)},1,,,")]);
        return new World(await ZoomSimulator.StartAsync(), home);
    }

    public async ValueTask DisposeAsync()
    {
        await Zoom.DisposeAsync();
        Directory.Delete(Home, recursive: true);
        if (Zoom.UnexpectedCalls.Count > 0)
        {
            throw new TrialFailedException($"Zoom would not know these calls: {string.Join("; ", Zoom.UnexpectedCalls.Take(3))}");
        }
    }
}
