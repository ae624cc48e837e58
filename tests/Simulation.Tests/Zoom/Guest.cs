using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Simulation.Tests.Zoom;

/// <summary>Who changed something in Zoom.</summary>
internal enum Hand
{
    Service,
    Person,

    /// <summary>The registrant.</summary>
    Guest,
}

/// <param name="Codes">Normal forms of the codes in it, whether the list knows them or not.</param>
internal sealed record Form(DateTimeOffset At, IReadOnlyList<Answer> Answers, IReadOnlyList<string> Codes);

/// <param name="Status">Null: Zoom shows the registrant no more.</param>
internal sealed record StatusChange(DateTimeOffset At, ZoomStatus? Status, Hand By);

/// <summary>One registrant as Zoom keeps it, with everything that ever happened to it.</summary>
internal sealed class Guest(RegistrationKey key, string name)
{
    public RegistrationKey Key => key;

    public string Name => name;

    public string Email => $"{name}@example.org";

    /// <summary>Zoom refuses every call about it.</summary>
    public bool IsRefused { get; init; }

    public List<Form> Forms { get; } = [];

    public List<StatusChange> Changes { get; } = [];

    /// <summary>Status calls of the service with this registrant in them, by Zoom's clock.</summary>
    public List<DateTimeOffset> Calls { get; } = [];

    /// <summary>The last call may have had an effect, and Zoom was not asked about the registrant since.</summary>
    public bool IsUncertain { get; set; }

    /// <summary>Which call was the last with this registrant in it.</summary>
    public int LastCall { get; set; }

    public Form Form => Forms[^1];

    public ZoomStatus? Status => Changes[^1].Status;

    public bool IsPending => Status == ZoomStatus.Pending;

    public bool IsApproved => Status == ZoomStatus.Approved;

    /// <summary>Every code it ever gave.</summary>
    public IEnumerable<string> Given => Forms.SelectMany(form => form.Codes).Distinct(StringComparer.Ordinal);

    /// <summary>Null when it was not there yet, or no more.</summary>
    public ZoomStatus? StatusAt(DateTimeOffset at) => Changes.LastOrDefault(change => change.At <= at)?.Status;

    public Form FormAt(DateTimeOffset at) => Forms.LastOrDefault(form => form.At <= at) ?? Forms[0];

    public Registrant ToRegistrant(ZoomStatus status, DateTimeOffset at) =>
        new(key, Email, name, "Guest", FormAt(at).Answers, FormAt(at).At, status, []);

    public override string ToString() => name;
}
