namespace ZoomApprover.Domain.Registrations;

/// <summary>What is to become of a registration once the call on its way is settled. Numbers are stored.</summary>
public enum Wish
{
    /// <summary>A person set its code free.</summary>
    Release = 1,

    /// <summary>A person denied it.</summary>
    Deny = 2,

    /// <summary>Its code turned out to be used by somebody Zoom had approved before.</summary>
    Displace = 3,
}

/// <summary>A status call that must still be made, or whose effect is not yet proven.</summary>
public sealed record OwedCall
{
    public required ZoomAction Action { get; init; }
    public required DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>When a call was begun whose effect is not yet known; null when none is open.</summary>
    public DateTimeOffset? AttemptAt { get; init; }

    /// <summary>The start of the service under which it was begun.</summary>
    public long AttemptEpoch { get; init; }

    /// <summary>The occurrence of a recurring meeting that the call is about; null for the meeting as a whole.</summary>
    public string? Occurrence { get; init; }

    /// <summary>Readings since the call that did not show its effect.</summary>
    public int Reads { get; init; }

    /// <summary>Send the id without the e-mail: a call with both had no effect.</summary>
    public bool IdOnly { get; init; }

    /// <summary>Batches with this registrant that Zoom refused: 1 goes with its like, from 2 on it goes alone.</summary>
    public int Refusals { get; init; }

    /// <summary>Calls in a row that came to nothing; sets the back-off.</summary>
    public int Failures { get; init; }

    /// <summary>Done as soon as the open attempt is settled; null when there is nothing to do.</summary>
    public Wish? Wish { get; init; }

    /// <summary>Accepted by Zoom, but a reading did not show it yet.</summary>
    public bool Unconfirmed => AttemptAt is not null && Reads > 0;

    public bool GoesAlone => Refusals >= 2;
}

/// <summary>A call to Zoom that the ledger says must still be made. Numbers are stored.</summary>
public enum ZoomAction
{
    Approve = 1,
    Deny = 2,
}
