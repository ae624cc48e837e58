using ZoomApprover.Domain.Codes;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Domain.Tests;

/// <summary>Builders that default everything: a test names only what matters to it.</summary>
internal static class A
{
    public const string Code = "ABCDE12345";
    public const string Email = "ana@example.org";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 17, 0, 0, TimeSpan.Zero);

    public static readonly CodeFormat TenCharacters = CodeFormat.OfLength(10);

    public static readonly TimeZoneInfo Madrid = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid");

    public static readonly IReadOnlyDictionary<ListColumn, string> Headers = new Dictionary<ListColumn, string>
    {
        [ListColumn.Code] = "registrant_key",
        [ListColumn.Session] = "time_id",
        [ListColumn.RegistrantId] = "registrant_id",
        [ListColumn.Status] = "registrant_status",
        [ListColumn.Data] = "registrant_data",
        [ListColumn.Email] = "email",
        [ListColumn.Expires] = "expires",
        [ListColumn.Hold] = "hold",
        [ListColumn.Approve] = "approve",
        [ListColumn.MaxUses] = "max_uses",
    };

    private static readonly MeetingKey Key = new(MeetingKind.Meeting, 81234567890);

    public static Answer Answer(string value, string title = "Código de invitación") => new(title, value);

    public static MeetingRules Meeting(string session = "2") => new(Key, new Session(session));

    public static Invitation Invitation(string code = Code, string session = "2") => new(code, Row: 2, new Session(session));

    public static OwedCall Owed(ZoomAction action = ZoomAction.Approve) => Sending.Owe(action, Now);

    public static Registration Registration(RegistrationStatus status = RegistrationStatus.Approving) => new()
    {
        Key = new RegistrationKey(Key, "r-1"),
        List = "default",
        Email = Email,
        FirstName = "Ana",
        LastName = "Muñoz",
        AnswersPrint = "print",
        RegisteredAt = Now.AddMinutes(-1),
        ReceivedAt = Now,
        Source = Source.Webhook,
        Status = status,
        Reason = status == RegistrationStatus.Waiting ? WaitingReason.UnknownCode : null,
        Code = Code,
        Generation = 1,
        Owed = status switch
        {
            RegistrationStatus.Approving => Owed(),
            RegistrationStatus.Denying => Owed(ZoomAction.Deny),
            _ => null,
        },
    };

    /// <summary>One whose call has just left.</summary>
    public static Registration Begun(RegistrationStatus status = RegistrationStatus.Approving, int refusals = 0)
    {
        var registration = Registration(status);
        return Sending.Begun(registration with { Owed = registration.Owed! with { Refusals = refusals } }, Now, epoch: 1);
    }
}
