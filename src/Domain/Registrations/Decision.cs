namespace ZoomApprover.Domain.Registrations;

/// <summary>Why a registration waits for a person. Numbers are stored: never change or reuse one.</summary>
public enum WaitingReason
{
    NoCode = 1,
    UnknownCode = 2,
    SeveralCodes = 3,
    CodeAlreadyUsed = 4,
    WrongSession = 5,
    HolderMismatch = 6,
    CodeExpired = 7,
    CodeOnHold = 8,
    AmbiguousCode = 9,
    ListUnavailable = 10,
    ReleasedByPerson = 11,
    ZoomRefused = 12,
    ZoomUnconfirmed = 13,

    /// <summary>Of the form of generated codes, but the check character does not fit: not a code that was ever made.</summary>
    MistypedCode = 14,

    /// <summary>A good code, while codes are being guessed, from an address that gave others before.</summary>
    TooManyTries = 15,
}

/// <summary>Approve with a code, or wait with a reason.</summary>
public sealed record Decision
{
    private Decision(string? code, WaitingReason? reason) => (Code, Reason) = (code, reason);

    /// <summary>The code to claim, in its normal form; null when the registration waits.</summary>
    public string? Code { get; }

    /// <summary>Null when the registration is to be approved.</summary>
    public WaitingReason? Reason { get; }

    /// <summary>While codes are being guessed it waits even for one who gave no other code before: its list is weak.</summary>
    public bool WaitsWhileGuessed { get; init; }

    public static Decision Approve(string code) => new(code, null);

    public static Decision Wait(WaitingReason reason) => new(null, reason);

    /// <summary>Without the code.</summary>
    public override string ToString() => Reason?.ToString() ?? "Approve";
}
