namespace ZoomApprover.Domain.Registrations;

/// <summary>What became of a registration when it was recorded.</summary>
/// <param name="Reason">Set while it waits.</param>
/// <param name="Repeated">It was recorded before and nothing changed.</param>
public sealed record Outcome(RegistrationStatus Status, WaitingReason? Reason, bool Repeated = false)
{
    public static Outcome Of(Registration registration, bool repeated = false) => new(registration.Status, registration.Reason, repeated);

    public static Outcome Waiting(WaitingReason reason) => new(RegistrationStatus.Waiting, reason);

    public override string ToString() => Reason is { } reason ? $"{Status} ({reason})" : Status.ToString();
}
