namespace ZoomApprover.WebApi.Metrics;

/// <summary>What became of a request at the webhook.</summary>
internal enum DeliveryOutcome
{
    Approved,
    Waiting,

    /// <summary>Another event, or a meeting that is not managed here.</summary>
    Ignored,
    Unreadable,

    /// <summary>Zoom tried the address.</summary>
    Handshake,

    /// <summary>Not Zoom's: no signature, or a wrong one. Answered 401.</summary>
    Refused,

    /// <summary>Genuine, and could not be recorded. Answered 503.</summary>
    Failed,

    /// <summary>The sender went away before it was read.</summary>
    Broken,

    /// <summary>There are no webhooks here. Answered 503.</summary>
    Off,
}
