using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Infrastructure.Sheets;
using ZoomApprover.Simulators.Sheets;

namespace ZoomApprover.Infrastructure.Tests.Sheets;

/// <summary>A list on a simulated Google with one shared spreadsheet, and a clock that stands still.</summary>
internal sealed class SheetsBench : IAsyncDisposable
{
    public const string Id = "1AbC-dEf_9";
    private readonly string folder = Directory.CreateTempSubdirectory("sheets").FullName;
    private ServiceProvider? services;

    private SheetsBench(SheetsSimulator google, string tab)
    {
        Google = google;
        Spreadsheet = google.AddSpreadsheet(Id);
        Tab = Spreadsheet.AddTab(tab, 77, "code", "time_id", "status");
        KeyFile = Path.Combine(folder, "key.json");
        File.WriteAllText(KeyFile, google.ServiceAccountJson);
        Settings = new GoogleSheetSettings { SpreadsheetId = Id, Worksheet = tab, CredentialsFile = KeyFile, BaseUrl = new Uri(google.BaseUrl) };
    }

    public SheetsSimulator Google { get; }
    public SimSpreadsheet Spreadsheet { get; }
    public SimTab Tab { get; }
    public string KeyFile { get; }
    public GoogleSheetSettings Settings { get; set; }
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public GoogleSheetInvitationList List => (services ??= Build()).GetRequiredService<GoogleSheetInvitationList>();

    public static async Task<SheetsBench> StartAsync(string tab = "Codes") =>
        new(await SheetsSimulator.StartAsync(new SheetsSimulatorOptions { TokenTimeProvider = TimeProvider.System, EnforceQuota = false }), tab);

    public IReadOnlyList<SheetsCall> Calls(SheetsEndpoint endpoint) => [.. Google.Calls.Where(call => call.Endpoint == endpoint)];

    /// <summary>Fails the test when the call succeeds.</summary>
    public static ListUnavailableException Refused(Func<Task> call) => Assert.ThrowsAsync<ListUnavailableException>(call)!;

    /// <summary>Lets time pass until the call ends.</summary>
    public async Task<Exception?> PassTimeUntilEndAsync(Task call)
    {
        while (!call.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return call.Exception?.InnerException;
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        await Google.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        Assert.That(Google.UnexpectedCalls, Is.Empty);
    }

    private ServiceProvider Build() => new ServiceCollection()
        .AddSingleton<TimeProvider>(Clock)
        .AddInvitationList(new ListSettings { Source = ListSource.GoogleSheet, GoogleSheet = Settings })
        .BuildServiceProvider();
}
