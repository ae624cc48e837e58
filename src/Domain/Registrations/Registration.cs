namespace ZoomApprover.Domain.Registrations;

/// <summary>Where a registration stands. Numbers are stored: never change or reuse one.</summary>
public enum RegistrationStatus
{
    Waiting = 1,
    Approving = 2,
    Approved = 3,
    Denying = 4,
    Denied = 5,
    Cancelled = 6,
}

/// <summary>How a registration reached us, or who decided it last. Numbers are stored.</summary>
public enum Source
{
    Webhook = 1,
    Sweep = 2,
    Person = 3,
}

/// <summary>A call to Zoom that the ledger says must still be made. Numbers are stored.</summary>
public enum ZoomAction
{
    Approve = 1,
    Deny = 2,
}
