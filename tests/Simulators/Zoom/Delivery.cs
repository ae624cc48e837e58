namespace ZoomApprover.Simulators.Zoom;

/// <summary>Ways for a delivery to be wrong on purpose.</summary>
public sealed record DeliveryOverrides
{
    /// <summary>Added to the timestamp that is sent and signed.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>Sent instead of the right signature; "" sends no signature at all.</summary>
    public string? Signature { get; init; }

    /// <summary>Sent instead of the timestamp that was signed; "" sends none.</summary>
    public string? Timestamp { get; init; }

    /// <summary>Null: a new one.</summary>
    public string? RequestId { get; init; }

    /// <summary>"" sends none.</summary>
    public string ContentType { get; init; } = "application/json; charset=utf-8";
}

/// <summary>0: no answer within Zoom's limit, or none at all.</summary>
public sealed record DeliveryResult(int Status, string Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Zoom repeats nothing but these.</summary>
    public bool IsRepeated => Status is 0 or >= 500;
}

/// <summary>One attempt, as it was sent and what came back.</summary>
public sealed record DeliveryAttempt(DateTimeOffset At, string RequestId, long TimestampSeconds, string Signature, byte[] Body, DeliveryResult Result);
