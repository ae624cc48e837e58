namespace ZoomApprover.Domain.Registrations;

/// <summary>How a registration moves on with each thing Zoom says. Pure; every method answers the next value of the registration.</summary>
public static class Sending
{
    /// <summary>Of Zoom's ten status calls per registrant and UTC day, the service makes at most six; the rest belong to people's buttons.</summary>
    public const int OwnCallsADay = 6;

    /// <summary>Zoom's own limit.</summary>
    public const int CallsADay = 10;

    // before each reading, counted from the one before it, so that a late reading is followed by no hurry;
    // after the last one the call had no effect
    private static readonly TimeSpan[] ReadAfter = [TimeSpan.Zero, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)];

    /// <summary>What a call has not done by then it does not do any more.</summary>
    public static readonly TimeSpan TimeToLand = TimeSpan.FromTicks(ReadAfter.Sum(wait => wait.Ticks));

    // before a call is repeated that Zoom did not answer: the six of a day must outlast an hour of outage
    private static readonly TimeSpan[] RepeatAfter = [TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    public static OwedCall Owe(ZoomAction action, DateTimeOffset now) => new() { Action = action, NextAttemptAt = now };

    /// <summary>Whether another status call may be begun today.</summary>
    public static bool MayCall(Registration registration, DateTimeOffset now) =>
        CallsOn(registration, now) < (registration.Source == Source.Person ? CallsADay : OwnCallsADay);

    /// <summary>Stored before the call leaves: from here on only a reading says what happened.</summary>
    /// <param name="occurrence">Which occurrence it is for; null for the meeting as a whole.</param>
    public static Registration Begun(Registration registration, DateTimeOffset now, long epoch, string? occurrence = null) => registration with
    {
        Owed = registration.Owed! with { Occurrence = occurrence, AttemptAt = now, AttemptEpoch = epoch, Reads = 0, NextAttemptAt = now },
        CallsDay = Day(now),
        CallsToday = CallsOn(registration, now) + 1,
    };

    /// <summary>
    /// An earlier call may still land though a reading did not show it, and what is asked for now must not be promised against it:
    /// to be read back as if a call had just been begun. No call is made for it.
    /// </summary>
    public static Registration AwaitLate(Registration registration, DateTimeOffset now) => registration with
    {
        Owed = registration.Owed! with { AttemptAt = now, Reads = 0, NextAttemptAt = now },
    };

    /// <summary>No call is left for today: the next one goes a minute after Zoom's midnight.</summary>
    public static Registration OutOfCalls(Registration registration, DateTimeOffset now) => registration with
    {
        Reason = WaitingReason.ZoomUnconfirmed,
        Owed = registration.Owed! with { AttemptAt = null, NextAttemptAt = Tomorrow(now) },
    };

    /// <summary>Zoom took the call (204), or nobody knows whether it did: read back.</summary>
    public static Registration ReadBack(Registration registration, DateTimeOffset at) => registration with
    {
        Owed = registration.Owed! with { NextAttemptAt = at },
    };

    /// <summary>
    /// Nobody knows whether the call arrived. One reading decides about an approval, since to ask for it twice does no harm.
    /// </summary>
    public static Registration Unanswered(Registration registration, DateTimeOffset at) => registration with
    {
        Owed = registration.Owed! with
        {
            NextAttemptAt = at,
            Reads = registration.Owed.Action == ZoomAction.Approve ? ReadAfter.Length - 1 : registration.Owed.Reads,
        },
    };

    /// <summary>
    /// An approval that nothing else hangs on: one of its call who is still pending may speak for all, since to read again
    /// later, or to call again, does no harm.
    /// </summary>
    public static bool MayBeSpokenFor(Registration registration) => registration.Owed is { Action: ZoomAction.Approve, Wish: null, Refusals: 0 };

    /// <summary>The call did nothing, and that is certain. It is not counted when it never left.</summary>
    /// <param name="at">The next try.</param>
    public static Registration NotDone(Registration registration, DateTimeOffset at, bool counted) => registration with
    {
        CallsToday = counted ? registration.CallsToday : Math.Max(0, registration.CallsToday - 1),
        Owed = registration.Owed! with { AttemptAt = null, NextAttemptAt = at, Failures = registration.Owed.Failures + 1 },
    };

    /// <summary>Zoom refused a batch with this registrant in it: read back, go once more with its like, then alone.</summary>
    public static Registration BatchRefused(Registration registration, DateTimeOffset now) => registration with
    {
        Owed = registration.Owed! with { Refusals = registration.Owed.Refusals + 1, Reads = ReadAfter.Length - 1, NextAttemptAt = now },
    };

    /// <summary>Zoom refused this very registrant: a person must look.</summary>
    public static Registration Refused(Registration registration, string words, DateTimeOffset now) => registration with
    {
        Status = registration.Status == RegistrationStatus.Approved ? RegistrationStatus.Approved : RegistrationStatus.Waiting, // in for another occurrence
        Reason = WaitingReason.ZoomRefused,
        ZoomWords = words,
        DecidedAt = now,
        Owed = null,
    };

    /// <summary>Zoom lists the registrant as approved.</summary>
    public static Registration Confirmed(Registration registration, DateTimeOffset now) => registration.Owed?.Occurrence is not null ? Occurring.Settled(registration, ZoomStatus.Approved, now) : registration with
    {
        Status = RegistrationStatus.Approved,
        Reason = null,
        ApprovedAt = now,
        Owed = null,
    };

    /// <summary>Zoom lists the registrant as denied. The claim stays: a refusal frees nothing.</summary>
    public static Registration Denied(Registration registration, DateTimeOffset now) => registration.Owed?.Occurrence is not null ? Occurring.Settled(registration, ZoomStatus.Denied, now) : registration with
    {
        Status = RegistrationStatus.Denied,
        Reason = null,
        DecidedAt = now,
        Owed = null,
    };

    /// <summary>A reading did not show the effect. Absence proves nothing, so it is read again before a second call.</summary>
    public static Registration NotSeen(Registration registration, DateTimeOffset now)
    {
        var owed = registration.Owed!;
        var reads = owed.Reads + 1;
        if (reads < ReadAfter.Length)
        {
            return registration with { Owed = owed with { Reads = reads, NextAttemptAt = now + ReadAfter[reads] } };
        }

        var refused = owed.Refusals > 0;
        var landed = now - owed.AttemptAt >= TimeToLand;
        if (owed.Wish is not null && !refused && !landed)
        {
            return registration with { Owed = owed with { NextAttemptAt = owed.AttemptAt!.Value + TimeToLand } }; // what it frees must be free
        }

        // neither a refused batch nor a call that perhaps never arrived was ignored: their e-mail addresses need not be left out
        var again = registration with
        {
            Owed = owed with
            {
                AttemptAt = null,
                Reads = 0,
                IdOnly = owed.IdOnly || (landed && !refused),
                Failures = owed.Failures + 1,
                NextAttemptAt = refused || landed ? now : now + RepeatAfter[Math.Min(owed.Failures, RepeatAfter.Length - 1)],
            },
        };
        return MayCall(again, now) ? again : OutOfCalls(again, now);
    }

    /// <summary>How long to wait after failures: 1 s, doubled for each of them, at most 5 minutes.</summary>
    public static TimeSpan BackOff(int failures) => TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(failures, 10))));

    /// <summary>A minute after the next midnight UTC, when Zoom's daily counts begin anew.</summary>
    public static DateTimeOffset Tomorrow(DateTimeOffset now) => new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1).AddMinutes(1);

    private static int CallsOn(Registration registration, DateTimeOffset now) => registration.CallsDay == Day(now) ? registration.CallsToday : 0;

    private static int Day(DateTimeOffset now) => (int)(now.ToUnixTimeSeconds() / 86_400);
}
