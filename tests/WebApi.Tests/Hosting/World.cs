using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Simulators.Sheets;
using ZoomApprover.Simulators.Zoom;
using ZoomPlan = ZoomApprover.Application.Configuration.ZoomPlan;

namespace ZoomApprover.WebApi.Tests.Hosting;

/// <summary>A simulated Zoom, a list, and the settings of a service between them. One meeting, session 1.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string Secret = "canary-webhook-secret-51d0";
    public const long MeetingId = 86012345678;

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("zoom-approver-");

    private World(ZoomSimulator zoom, SheetsSimulator? sheets)
    {
        Zoom = zoom;
        Sheets = sheets;
        Meeting = zoom.AddMeeting(MeetingId);
        Settings = new Settings
        {
            Home = home.FullName,
            Zoom = new ZoomSettings
            {
                AccountId = zoom.AccountId,
                ClientId = zoom.ClientId,
                ClientSecret = zoom.ClientSecret,
                WebhookSecretToken = Secret,
                ApiBaseUrl = new Uri(zoom.ApiBaseUrl),
                OAuthBaseUrl = new Uri(zoom.OAuthBaseUrl),
                Plan = ZoomPlan.Business,
            },
            List = new ListSettings { Source = ListSource.CsvFile, CsvPath = Path.Combine(home.FullName, "codes.csv") },
            Codes = new CodeSettings { Format = CodeFormat.OfLength(10) },
            Meetings = Managed((MeetingKind.Meeting, MeetingId, "1")),
            Ledger = new LedgerSettings { ConnectionString = $"Data Source={Path.Combine(home.FullName, "data", "ledger.db")}", Folder = Path.Combine(home.FullName, "data"), Ephemeral = true },
            Admin = new AdminSettings { ApiKey = Service.Key },
        };
    }

    public ZoomSimulator Zoom { get; }

    public SheetsSimulator? Sheets { get; }

    /// <summary>The people's tab, when the list is a sheet.</summary>
    public SimTab Tab { get; private set; } = null!;

    public SimMeeting Meeting { get; }

    public Settings Settings { get; set; }

    public string LedgerFile => Path.Combine(home.FullName, "data", "ledger.db");

    public string Home => home.FullName;

    /// <param name="codes">Rows of session 1, each unused.</param>
    public static Task<World> WithCsvAsync(params string[] codes) => WithCsvAsync(TimeProvider.System, codes);

    /// <param name="clock">Zoom's.</param>
    public static async Task<World> WithCsvAsync(TimeProvider clock, params string[] codes)
    {
        var world = new World(await ZoomSimulator.StartAsync(new ZoomSimulatorOptions { Time = clock }), null);
        world.WriteCsv([.. codes.Select(code => $"{code},1,,,")]);
        return world;
    }

    public static Task<World> WithSheetAsync(params string[] codes) => WithSheetAsync(TimeProvider.System, codes);

    /// <param name="clock">Zoom's and Google's; only tokens are judged by the machine's.</param>
    public static async Task<World> WithSheetAsync(TimeProvider clock, params string[] codes)
    {
        var world = new World(
            await ZoomSimulator.StartAsync(new ZoomSimulatorOptions { Time = clock }),
            await SheetsSimulator.StartAsync(new SheetsSimulatorOptions { TimeProvider = clock, TokenTimeProvider = TimeProvider.System }));
        var sheets = world.Sheets!;
        world.Tab = sheets.AddSpreadsheet("sheet-1").AddTab("Códigos", 77, "nombre", "registrant_key", "time_id", "registrant_id", "registrant_status", "registrant_data");
        world.Tab.KeyHeader = "registrant_key";
        foreach (var code in codes)
        {
            world.Tab.AppendRow("invitada", code, 1, null, null, null);
        }

        var keyFile = Path.Combine(world.Home, "service-account.json");
        await File.WriteAllTextAsync(keyFile, sheets.ServiceAccountJson);
        world.Settings = world.Settings with
        {
            List = new ListSettings
            {
                Source = ListSource.GoogleSheet,
                GoogleSheet = new GoogleSheetSettings { SpreadsheetId = "sheet-1", Worksheet = "Códigos", CredentialsFile = keyFile, BaseUrl = new Uri(sheets.BaseUrl), Interval = TimeSpan.FromSeconds(2) },
            },
        };
        return world;
    }

    public static IReadOnlyDictionary<long, MeetingRules> Managed(params (MeetingKind Kind, long Id, string Session)[] meetings) =>
        meetings.ToDictionary(meeting => meeting.Id, meeting => new MeetingRules(new MeetingKey(meeting.Kind, meeting.Id), new Session(meeting.Session)));

    public void WriteCsv(params string[] rows)
    {
        var path = Path.Combine(home.FullName, "codes.csv");
        File.WriteAllText(path + ".new", string.Join('\n', ["registrant_key,time_id,registrant_id,registrant_status,registrant_data", .. rows]) + "\n");
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Starts the service; the list is read before this returns.</summary>
    public async Task<Service> StartAsync()
    {
        var service = await Service.StartAsync(Settings);
        await Wait.UntilAsync(async () => (await service.GetAsync("/api/status")).GetProperty("list").GetProperty("readAt").ValueKind == System.Text.Json.JsonValueKind.String, "the list is read");
        return service;
    }

    /// <summary>Somebody fills in the form.</summary>
    public SimRegistrant Register(string name, string code, SimMeeting? meeting = null) =>
        Zoom.Register((meeting ?? Meeting).Id, $"{name}@example.com", name, "Canaria", new SimAnswer("Código de invitación", code));

    public async ValueTask DisposeAsync()
    {
        var unexpected = Zoom.UnexpectedCalls.Concat(Sheets?.UnexpectedCalls ?? []).ToList();
        await Zoom.DisposeAsync();
        if (Sheets is not null)
        {
            await Sheets.DisposeAsync();
        }

        home.Delete(recursive: true);
        Assert.That(unexpected, Is.Empty, "calls that Zoom or Google would not know");
        Assert.That(LogStore.Suite.Canaries.Leaks.Take(3), Is.Empty, "secret or personal things in a log");
    }
}
