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
    /// <remarks>Where people register for occurrences it is that of one of them, and nobody is told of which.</remarks>
    public string Status { get; set; } = Pending;

    /// <summary>Registration types 2 and 3: the status in each occurrence the person registered for. Empty for type 1.</summary>
    public IReadOnlyDictionary<string, string> ByOccurrence { get; internal set; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    public DateTimeOffset CreateTime { get; init; }

    /// <summary>When the status last changed. Null: never since the registration.</summary>
    public DateTimeOffset? ChangedTime { get; internal set; }

    /// <summary>Replaced as a whole, so a reader never sees half of it.</summary>
    public IReadOnlyList<SimAnswer> Answers { get; set; } = [];

    /// <summary>The personal link. Zoom gives it out to approved people only.</summary>
    public string JoinUrl { get; init; } = "";

    public long PinCode { get; init; } = RandomNumberGenerator.GetInt32(100_000, 1_000_000);

    /// <param name="occurrence">Null: of each occurrence.</param>
    internal bool Has(string status, string? occurrence) =>
        ByOccurrence.Count == 0 ? Status == status : ByOccurrence.Any(one => one.Value == status && (occurrence is null || one.Key == occurrence));

    /// <param name="occurrence">Null: in all of them.</param>
    internal void Change(string status, DateTimeOffset now, string? occurrence = null)
    {
        if (!ByOccurrence.Any(one => one.Value != status && (occurrence is null || one.Key == occurrence)) && (ByOccurrence.Count > 0 || Status == status))
            return;

        ByOccurrence = Sorted(ByOccurrence.Select(one => new KeyValuePair<string, string>(one.Key, occurrence is null || one.Key == occurrence ? status : one.Value)));
        Status = ByOccurrence.Count > 0 ? ByOccurrence.Values.First() : status;
        ChangedTime = now;
    }

    internal void Register(IEnumerable<string> occurrences, string status) =>
        ByOccurrence = Sorted(ByOccurrence.Concat(occurrences.Except(ByOccurrence.Keys).Select(one => new KeyValuePair<string, string>(one, status))));

    private static SortedDictionary<string, string> Sorted(IEnumerable<KeyValuePair<string, string>> statuses) =>
        new(statuses.ToDictionary(one => one.Key, one => one.Value), StringComparer.Ordinal);

    /// <summary>22 characters of base64url. Each holds '-' and '_', since real ids do often enough to matter.</summary>
    internal static string NewId()
    {
        var id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))[..22].Replace('+', 'p').Replace('/', 's');
        return $"{id[..5]}-{id[6..11]}_{id[12..]}";
    }
}
