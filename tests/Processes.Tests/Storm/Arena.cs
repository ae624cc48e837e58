using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ZoomApprover.WebApi.Tests.Hosting;

namespace ZoomApprover.Processes.Tests.Storm;

/// <summary>Everything around the service in a storm: simulators as a process of their own, a sheet with codes of two sessions, two meetings and a webinar.</summary>
internal sealed class Arena : IAsyncDisposable
{
    /// <summary>People's own; no guest of the load ever gets one.</summary>
    public const int Spare = 40;

    private static readonly string[] Headers = ["nombre", "registrant_key", "time_id", "registrant_id", "registrant_status", "registrant_data"];
    private static readonly string[] Sessions = ["1", "2"];

    private readonly DirectoryInfo folder;
    private readonly SideProgram simulators;
    private readonly Simulated simulated;
    private readonly HttpClient control;
    private readonly int codesOfASession;
    private bool isKept;
    private readonly int port = ServiceProcess.FreePort();

    private Arena(SideProgram simulators, Simulated simulated, DirectoryInfo folder, int codesOfASession)
    {
        (this.simulators, this.simulated, this.folder, this.codesOfASession) = (simulators, simulated, folder, codesOfASession);
        control = new HttpClient { BaseAddress = simulated.Control };
    }

    public static IReadOnlyList<StormMeeting> Meetings { get; } =
        [new("Meeting", 86012345678, "1"), new("Meeting", 86098765432, "2"), new("Webinar", 86055555555, "2")];

    public Uri Service => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    /// <param name="guests">At most so many registrations come.</param>
    public static async Task<Arena> OpenAsync(int guests)
    {
        var folder = Directory.CreateTempSubdirectory("zoom-approver-arena-");
        var simulators = SideProgram.Start("Simulators.Host", folder.FullName);
        var arena = new Arena(simulators, JsonSerializer.Deserialize<Simulated>(await simulators.LineAsync(), JsonSerializerOptions.Web)!, folder, guests);
        await arena.PrepareAsync();
        return arena;
    }

    public static string SpareCode(string session, int number) => $"SPARE{session}{number:D4}";

    public Dictionary<string, string> Environment()
    {
        var environment = new Dictionary<string, string>
        {
            ["Zoom__AccountId"] = simulated.AccountId,
            ["Zoom__ClientId"] = simulated.ClientId,
            ["Zoom__ClientSecret"] = simulated.ClientSecret,
            ["Zoom__WebhookSecretToken"] = World.Secret,
            ["Zoom__ApiBaseUrl"] = simulated.ZoomApi,
            ["Zoom__OAuthBaseUrl"] = simulated.ZoomOAuth,
            ["Zoom__Plan"] = "Business",
            ["InvitationList__Source"] = "GoogleSheet",
            ["InvitationList__GoogleSheet__SpreadsheetId"] = "sheet-1",
            ["InvitationList__GoogleSheet__CredentialsFile"] = In("service-account.json"),
            ["InvitationList__GoogleSheet__BaseUrl"] = simulated.Sheets,
            ["Ledger__ConnectionString"] = $"Data Source={In("data/ledger.db")}",
            ["Ledger__Ephemeral"] = "true",
            ["Admin__ApiKey"] = WebApi.Tests.Hosting.Service.Key,
            ["ASPNETCORE_URLS"] = Service.ToString().TrimEnd('/'),
            ["ZOOMAPPROVER_HOME"] = folder.FullName,
        };
        foreach (var meeting in Meetings)
        {
            environment[string.Create(CultureInfo.InvariantCulture, $"Meetings__{meeting.Id}__Session")] = meeting.Session;
            environment[string.Create(CultureInfo.InvariantCulture, $"Meetings__{meeting.Id}__Kind")] = meeting.Kind;
        }

        return environment;
    }

    /// <summary>Registrations begin to arrive.</summary>
    public SideProgram StartLoad(int seed, double perSecond)
    {
        Write("plan.json", new
        {
            simulated.Control,
            Webhook = new Uri(Service, "/webhooks/zoom"),
            World.Secret,
            List = In("answers.jsonl"),
            Seed = seed,
            PerSecond = perSecond,
            Meetings,
            Codes = Sessions.ToDictionary(session => session, session => Enumerable.Range(0, codesOfASession).Select(number => Code(session, number)).ToArray()),
        });
        return SideProgram.Start("LoadGenerator", In("plan.json"));
    }

    /// <summary>With the key to the service's API, whichever process answers there.</summary>
    public HttpClient NewClient()
    {
        var client = new HttpClient { BaseAddress = Service };
        client.DefaultRequestHeaders.Add("X-Api-Key", WebApi.Tests.Hosting.Service.Key);
        return client;
    }

    /// <summary>What people do in Zoom or in the sheet; the answer is the simulators'.</summary>
    public async Task<JsonElement> ActAsync(string path, object act)
    {
        using var answer = await control.PostAsJsonAsync(new Uri(path, UriKind.Relative), act);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The referee's word about the running, settled service.</summary>
    public async Task<ProcessEnd> JudgeAsync(TimeSpan longestWait, int replicas = 1)
    {
        await ActAsync("/all", new { });
        Write("case.json", new
        {
            Api = Service,
            WebApi.Tests.Hosting.Service.Key,
            Zoom = In("zoom.jsonl"),
            Sheets = In("sheets.jsonl"),
            Answers = In("answers.jsonl"),
            Meetings,
            CodeLength = 10,
            Columns = new { Code = "registrant_key", Session = "time_id", Status = "registrant_status", RegistrantId = "registrant_id", Data = "registrant_data" },
            LightPerSecond = 80,
            MediumPerSecond = 60,
            LongestWait = longestWait,
            Replicas = replicas,
        });
        var word = await SideProgram.RunAsync("Referee", In("case.json"));
        if (word.Code != 0)
        {
            isKept = true;
            await TestContext.Out.WriteLineAsync($"the evidence stays in {folder.FullName}");
        }

        return word;
    }

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        await simulators.DisposeAsync();
        if (!isKept)
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Code(string session, int number) => $"STORM{session}{number:D4}";

    private async Task PrepareAsync()
    {
        await File.WriteAllTextAsync(In("service-account.json"), simulated.ServiceAccount);
        foreach (var meeting in Meetings)
        {
            await ActAsync("/meeting", new { meeting.Kind, MeetingId = meeting.Id });
        }

        await ActAsync("/tab", new { Tab = "Códigos", Headers, Key = "registrant_key" });
        var codes = Sessions.SelectMany(session => Enumerable.Range(0, codesOfASession).Select(number => Code(session, number))
            .Concat(Enumerable.Range(0, Spare).Select(number => SpareCode(session, number))).Select(code => new object[] { "invitada", code, int.Parse(session, CultureInfo.InvariantCulture) }));
        await ActAsync("/rows", new { Rows = codes });
    }

    private string In(string name) => Path.Combine(folder.FullName, name);

    private void Write(string name, object content) => File.WriteAllText(In(name), JsonSerializer.Serialize(content, JsonSerializerOptions.Web));

    private sealed record Simulated(Uri Control, string ZoomApi, string ZoomOAuth, string AccountId, string ClientId, string ClientSecret, string Sheets, string ServiceAccount);
}

/// <param name="Kind">Meeting or Webinar.</param>
internal sealed record StormMeeting(string Kind, long Id, string Session);
