using System.Security.Cryptography;

namespace ZoomApprover.Simulators.Zoom;

/// <summary>One answered custom question. The title is the only key Zoom gives.</summary>
public sealed record SimAnswer(string Title, string Value);

/// <summary>A person on a meeting's registration list.</summary>
public sealed class SimRegistrant
{
    public const string Pending = "pending";
    public const string Approved = "approved";
    public const string Denied = "denied";

    public string Id { get; init; } = NewId();

    public required string Email { get; init; }

    public required string FirstName { get; set; }

    public string? LastName { get; set; }

    public string Phone { get; set; } = "";

    /// <summary>pending, approved or denied. A cancelled registrant is denied: Zoom's lists know no fourth word.</summary>
    public string Status { get; set; } = Pending;

    public DateTimeOffset CreateTime { get; init; }

    /// <summary>When the status last changed. Null: never since the registration.</summary>
    public DateTimeOffset? ChangedTime { get; internal set; }

    /// <summary>Replaced as a whole, so a reader never sees half of it.</summary>
    public IReadOnlyList<SimAnswer> Answers { get; set; } = [];

    /// <summary>The personal link. Zoom gives it out to approved people only.</summary>
    public string JoinUrl { get; init; } = "";

    public long PinCode { get; init; } = RandomNumberGenerator.GetInt32(100_000, 1_000_000);

    internal void Change(string status, DateTimeOffset now)
    {
        if (Status == status)
            return;
        Status = status;
        ChangedTime = now;
    }

    /// <summary>22 characters of base64url. Each holds '-' and '_', since real ids do often enough to matter.</summary>
    internal static string NewId()
    {
        var id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))[..22].Replace('+', 'p').Replace('/', 's');
        return $"{id[..5]}-{id[6..11]}_{id[12..]}";
    }
}
