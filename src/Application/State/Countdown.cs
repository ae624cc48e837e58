namespace ZoomApprover.Application.State;

/// <summary>
/// A length of time from a moment on, by the clock that only goes forward: one that is set back must not make a pause of a second
/// last a day. The default is over.
/// </summary>
public readonly record struct Countdown(long Begun, TimeSpan Length)
{
    public static Countdown Begin(TimeProvider time, TimeSpan length) => new(time.GetTimestamp(), length);

    /// <summary>Zero or less when it is over.</summary>
    public TimeSpan Left(TimeProvider time) => Length - time.GetElapsedTime(Begun);

    public bool IsOver(TimeProvider time) => Left(time) <= TimeSpan.Zero;
}
