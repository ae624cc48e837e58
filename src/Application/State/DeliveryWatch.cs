namespace ZoomApprover.Application.State;

/// <summary>When what came in last, since the start. Kept in memory: nothing at the webhook waits for it.</summary>
public sealed class DeliveryWatch(TimeProvider time)
{
    private long registration;
    private long handshake;
    private long wrongSignature;
    private long skew;

    /// <summary>The last delivered registration; null when there was none since the start.</summary>
    public DateTimeOffset? RegistrationAt => At(ref registration);

    /// <summary>The last time Zoom tried the address.</summary>
    public DateTimeOffset? HandshakeAt => At(ref handshake);

    /// <summary>The last request whose signature was not ours.</summary>
    public DateTimeOffset? WrongSignatureAt => At(ref wrongSignature);

    /// <summary>The last genuine delivery whose time was far from ours.</summary>
    public DateTimeOffset? SkewAt => At(ref skew);

    public void Registration() => Now(ref registration);

    public void Handshake() => Now(ref handshake);

    public void WrongSignature() => Now(ref wrongSignature);

    public void Skew() => Now(ref skew);

    private void Now(ref long field) => Interlocked.Exchange(ref field, time.GetUtcNow().ToUnixTimeMilliseconds());

    private static DateTimeOffset? At(ref long field) => Interlocked.Read(ref field) is > 0 and var ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
