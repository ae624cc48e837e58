using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Tests;

/// <summary>Builders that default everything: a test names only what matters to it.</summary>
internal static class A
{
    public const string Code = "ABCDE12345";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 17, 0, 0, TimeSpan.Zero);

    public static readonly MeetingKey Meeting = new(MeetingKind.Meeting, 81234567890);

    public static readonly MeetingKey Other = new(MeetingKind.Webinar, 89999999999);

    /// <summary>Two meetings of two sessions, a list called "default".</summary>
    public static Settings Settings(bool dryRun = false, params string[] titles) => new()
    {
        Home = "/home",
        Zoom = new ZoomSettings { DryRun = dryRun },
        List = new ListSettings { Source = ListSource.GoogleSheet },
        Codes = new CodeSettings { Format = CodeFormat.OfLength(10), QuestionTitles = titles },
        Meetings = Managed(new MeetingRules(Meeting, new Session("1")), new MeetingRules(Other, new Session("2"))),
        Ledger = new LedgerSettings { ConnectionString = "Data Source=/home/ledger.db" },
        Admin = new AdminSettings(),
    };

    public static IReadOnlyDictionary<long, MeetingRules> Managed(params MeetingRules[] meetings) => meetings.ToDictionary(meeting => meeting.Key.Id);

    public static RegistrationKey Key(string id = "r-1", MeetingKey? meeting = null) => new(meeting ?? Meeting, id);

    public static Registrant Registrant(string id = "r-1", string code = Code, ZoomStatus status = ZoomStatus.Pending, MeetingKey? meeting = null) => new(
        Key(id, meeting), $"{id}@example.org", "Ana", "Muñoz", [new Answer("Código de invitación", code)], Now.AddMinutes(-1), status, []);

    /// <summary>As the ledger keeps it; one that approves or denies owes its call now.</summary>
    public static Registration Registration(string id = "r-1", RegistrationStatus status = RegistrationStatus.Approving, MeetingKey? meeting = null) => new()
    {
        Key = Key(id, meeting),
        List = "default",
        Email = $"{id}@example.org",
        FirstName = "Ana",
        LastName = "Muñoz",
        Answers = [new Answer("Código de invitación", Code)],
        AnswersPrint = "print",
        RegisteredAt = Now.AddMinutes(-1),
        ReceivedAt = Now,
        Source = Source.Webhook,
        Status = status,
        Reason = status == RegistrationStatus.Waiting ? WaitingReason.UnknownCode : null,
        Code = status == RegistrationStatus.Waiting ? null : Code,
        Generation = status == RegistrationStatus.Waiting ? 0 : 1,
        Owed = status switch
        {
            RegistrationStatus.Approving => Sending.Owe(ZoomAction.Approve, Now),
            RegistrationStatus.Denying => Sending.Owe(ZoomAction.Deny, Now),
            _ => null,
        },
        Version = 1,
    };

    public static Invitation Invitation(string code = Code, string session = "1", bool spent = false) => new(code, 2, new Session(session), spent);

    public static ListCopy Copy(params Invitation[] invitations)
    {
        var copy = new ListCopy();
        copy.Replace(Place, Now, invitations.ToDictionary(one => one.Code));
        return copy;
    }

    public static ListPlace Place { get; } = new("sheet-1", "77");

    /// <summary>A reading with the usual header.</summary>
    /// <param name="rows">Cells of code, session, id, status and data; missing ones are empty.</param>
    public static ListReading Reading(DateTimeOffset beganAt, params string[][] rows) => new(
        Place, beganAt,
        [.. new[] { new[] { "registrant_key", "time_id", "registrant_id", "registrant_status", "registrant_data" } }.Concat(rows)
            .Select(row => (IReadOnlyList<Cell>)[.. row.Select(Cell.Of)])],
        TimeZoneInfo.Utc);
}
