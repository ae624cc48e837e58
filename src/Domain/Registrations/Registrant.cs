using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Domain.Registrations;

/// <summary>One answer to a custom question of the registration form. Zoom names a question by its title only.</summary>
public sealed record Answer(string Title, string Value)
{
    /// <summary>Nothing of it: whatever prints it may be a log.</summary>
    public override string ToString() => nameof(Answer);
}

/// <summary>The key of a registration, in the ledger and in Zoom.</summary>
/// <param name="RegistrantId">Zoom's text, compared as it is.</param>
public readonly record struct RegistrationKey(MeetingKey Meeting, string RegistrantId)
{
    public override string ToString() => $"{Meeting}, registrant {RegistrantId}";
}

/// <summary>What Zoom says of a registrant. Zoom lists cancelled ones as denied, or not at all. Numbers are stored.</summary>
public enum ZoomStatus
{
    Pending = 0,
    Approved = 1,
    Denied = 2,
}

/// <summary>The person who filled in Zoom's form. Address, phone and the personal join link are never taken in.</summary>
/// <param name="RegisteredAt">Zoom's time of the registration.</param>
/// <param name="Occurrences">Zoom's occurrence ids of a recurring meeting; empty when there are none.</param>
public sealed record Registrant(
    RegistrationKey Key,
    string Email,
    string FirstName,
    string LastName,
    IReadOnlyList<Answer> Answers,
    DateTimeOffset RegisteredAt,
    ZoomStatus Status,
    IReadOnlyList<string> Occurrences)
{
    /// <summary>The key only: whatever prints it may be a log.</summary>
    public override string ToString() => Key.ToString();
}
