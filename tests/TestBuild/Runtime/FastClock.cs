using System.Globalization;

namespace ZoomApprover.TestBuild;

/// <summary>
/// A clock that runs ZOOMAPPROVER_CLOCK_RATE times as fast as the machine's, counted from the moment ZOOMAPPROVER_CLOCK_FROM
/// (milliseconds since 1970, UTC), at which both show the same. Processes with the same two values agree on the time.
/// </summary>
public sealed class FastClock(double rate, DateTimeOffset from) : TimeProvider
{
    /// <summary>What the environment asks for; the machine's clock without it.</summary>
    public static TimeProvider OfEnvironment { get; } = Read();

    public override DateTimeOffset GetUtcNow() => from + ((System.GetUtcNow() - from) * rate);

    public override long GetTimestamp() => (long)(System.GetTimestamp() * rate);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shorter(dueTime), Shorter(period));

    private TimeSpan Shorter(TimeSpan span) => span <= TimeSpan.Zero ? span : span / rate;

    private static TimeProvider Read() =>
        double.TryParse(Environment.GetEnvironmentVariable("ZOOMAPPROVER_CLOCK_RATE"), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate)
        && long.TryParse(Environment.GetEnvironmentVariable("ZOOMAPPROVER_CLOCK_FROM"), NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            ? new FastClock(rate, DateTimeOffset.FromUnixTimeMilliseconds(from))
            : System;
}
