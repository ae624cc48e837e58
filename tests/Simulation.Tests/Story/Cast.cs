using ZoomApprover.Application.Configuration;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Simulation.Tests.Sheet;
using ZoomApprover.Simulation.Tests.World;
using ZoomApprover.Simulation.Tests.Zoom;

namespace ZoomApprover.Simulation.Tests.Story;

/// <summary>The meetings, the codes and the guests of a story.</summary>
internal sealed class Cast
{
    public static readonly MeetingRules[] Meetings =
    [
        new(new MeetingKey(MeetingKind.Meeting, 811_111_111), new Session("1")),
        new(new MeetingKey(MeetingKind.Meeting, 822_222_222), new Session("2")),
        new(new MeetingKey(MeetingKind.Webinar, 833_333_333), new Session("1")),
    ];

    private readonly Chance chance;
    private readonly SimSheet sheet;
    private int codesMade;
    private int strangers;
    private readonly bool hasFavourite;
    private readonly int families;

    public Cast(SimWorld world, SimSheet sheet)
    {
        (chance, this.sheet) = (world.Chance, sheet);
        hasFavourite = chance.Hits(0.3);
        Codes = [.. Enumerable.Range(0, chance.Between(20, 30)).Select(_ => NewCode())];
        families = Math.Max(1, Codes.Count / 2);
        sheet.Arrange(rows => rows.AddRange(Codes.Select(code => NewRow(code, SessionOf(code)))));
        Guests = [.. Enumerable.Range(0, chance.Between(20, 30)).Select(NewGuest)];
    }

    public List<string> Codes { get; }

    public IReadOnlyList<Guest> Guests { get; }

    public static Settings Settings(TimeSpan listInterval, bool freeOnCancel) => new()
    {
        Zoom = new ZoomSettings { AccountId = "a", ClientId = "c", ClientSecret = "s", WebhookSecretToken = DeliveryBody.Secret },
        List = new ListSettings
        {
            Source = ListSource.GoogleSheet,
            GoogleSheet = new GoogleSheetSettings { SpreadsheetId = "sheet", Worksheet = "Tab", CredentialsFile = "/none", Interval = listInterval },
        },
        Codes = new CodeSettings { Format = CodeFormat.OfLength(10), QuestionTitles = [], FreeOnCancel = freeOnCancel },
        Meetings = Meetings.ToDictionary(meeting => meeting.Key.Id),
        Ledger = new LedgerSettings { ConnectionString = "Data Source=/none" },
        Admin = new AdminSettings { ApiKey = new string('k', 40) },
        Home = "/",
    };

    public static MeetingRules RulesOf(MeetingKey meeting) => Array.Find(Meetings, one => one.Key == meeting)!;

    /// <summary>Two of three codes are for session 1.</summary>
    public static string SessionOf(string code) => code[^1] % 3 == 0 ? "2" : "1";

    public string NewCode() => $"CODE{++codesMade:000}{(char)('A' + chance.Below(26))}{(char)('A' + chance.Below(26))}{(char)('A' + (codesMade % 3))}";

    public SheetRow NewRow(string code, string session) => sheet.NewRow(
        [(Column.Code, code), (Column.Session, session), (Column.Notes, $"note {code}"), .. sheet.HasUses ? [(Column.MaxUses, chance.Pick(["2", "3", "4", "1", "", "x", "2.5"]))] : Array.Empty<(Column, string)>()]);

    /// <summary>A form as somebody fills it in.</summary>
    public static Form Fill(DateTimeOffset at, params string[] codes) => new(
        at, [new Answer("Invitation code", string.Join(" and ", codes.Length == 0 ? ["none"] : codes)), new Answer("Diet", "none")], codes);

    /// <summary>A code of the guest's own: fit for its meeting, and nobody else was given it but a family, where codes have several uses.</summary>
    public string OwnCode(Guest guest) => OwnCode(int.Parse(guest.Name[1..], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Somebody who was not expected, and comes to a meeting that the code is for.</summary>
    public Guest Stranger(string code)
    {
        var fit = Meetings.Where(meeting => meeting.Session == new Session(SessionOf(code))).ToList();
        return new Guest(new RegistrationKey(chance.Pick(fit).Key, $"s-{++strangers:00}"), $"s{strangers}");
    }

    private string OwnCode(int number) => Codes[number % (sheet.HasUses ? families : Codes.Count)];

    private Guest NewGuest(int number)
    {
        var session = new Session(SessionOf(OwnCode(number)));
        var fit = Meetings.Where(meeting => meeting.Session == session).ToList();
        var meeting = hasFavourite && chance.Hits(0.8) ? fit[0] : chance.Pick(fit); // many of one meeting come together
        return new Guest(new RegistrationKey(meeting.Key, $"r-{number:00}"), $"g{number}") { IsRefused = chance.Hits(0.02) };
    }
}
