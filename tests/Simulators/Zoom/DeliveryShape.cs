namespace ZoomApprover.Simulators.Zoom;

/// <summary>How a field travels in a webhook.</summary>
public enum FieldShape
{
    /// <summary>As Zoom is expected to send it.</summary>
    Usual,
    Missing,
    Null,
    Empty,
}

/// <summary>The variations seen, or to be expected, in Zoom's webhooks.</summary>
public sealed record DeliveryShape
{
    /// <summary>The meeting's id as "86084701483" instead of a number.</summary>
    public bool IdAsString { get; init; }

    public FieldShape CustomQuestions { get; init; }

    /// <summary>Usual: the link for approved people, "" for the others.</summary>
    public FieldShape JoinUrl { get; init; }

    public FieldShape LastName { get; init; }

    /// <summary>The key "event" after the payload instead of before it.</summary>
    public bool EventLast { get; init; }

    /// <summary>Characters above U+FFFF as upper-case \uD83D\uDE92 escapes, next to raw UTF-8 for all others.</summary>
    public bool EscapeAboveBmp { get; init; } = true;

    /// <summary>Null: the registrant's own.</summary>
    public string? Status { get; init; }

    /// <summary>The event's time. Null: when the person registered, or, for the later events, when the status changed.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Occurrences the event is about. Null: all of the meeting's, or those the person registered for.</summary>
    public IReadOnlyList<string>? Occurrences { get; init; }

    /// <summary>Who did it, by e-mail; only where there is an operator.</summary>
    public string OperatorEmail { get; init; } = "admin@example.com";

    /// <summary>operator and operator_id. Optional for _cancelled, and never in _created.</summary>
    public bool Operator { get; init; } = true;
}
