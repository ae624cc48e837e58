namespace ZoomApprover.Domain.Registrations;

/// <summary>How far the guessing of codes has come, at a meeting or from one address.</summary>
public enum GuessingLevel
{
    None,

    /// <summary>A person should know.</summary>
    Alarm,

    /// <summary>Who gave a wrong code before waits for a person, also with a good one.</summary>
    Stopped,
}

/// <summary>
/// When unknown codes are guesses and not slips of honest people. Pure. Zoom gives no client address, so what is counted is
/// different unknown codes (a try), of each meeting and of each e-mail address.
/// </summary>
/// <remarks>
/// Over a day, tries that are lost among others' good codes do not stop a meeting: of a thousand guests with codes of their own
/// making, more than twenty mistype theirs, and must get in with the next try. docs/decisions/0008.
/// </remarks>
public static class GuessingRule
{
    public const int Alarming = 10;
    public const int Stopping = 20;

    /// <summary>The last decisions of a meeting, of which is known how many were tries.</summary>
    public const int Decisions = 40;

    /// <summary>So many of the last decisions are not lost among the others: one in ten.</summary>
    public const int Noticeable = Decisions / 10;

    /// <summary>So many tries within it are a burst, however many good codes come meanwhile.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromMinutes(10);

    /// <summary>Older tries are forgotten.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    /// <summary>After so long without a try it opens by itself.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    /// <param name="latest">When the latest tries were made, the last one first; <see cref="Stopping"/> of them are enough. Those before a person opened are left out.</param>
    /// <param name="ofLast">How many of the last <see cref="Decisions"/> were tries; null for a single address, where nobody else is in between.</param>
    public static GuessingLevel Judge(IReadOnlyList<DateTimeOffset> latest, int? ofLast, DateTimeOffset now)
    {
        if (latest.Count == 0 || now - latest[0] >= Memory)
        {
            return GuessingLevel.None;
        }

        var isStopping = AreMany(latest, Stopping, ofLast, now) || ofLast > Decisions / 2;
        return isStopping && now - latest[0] < Quiet ? GuessingLevel.Stopped
            : isStopping || AreMany(latest, Alarming, ofLast, now) ? GuessingLevel.Alarm
            : GuessingLevel.None;
    }

    private static bool AreMany(IReadOnlyList<DateTimeOffset> latest, int many, int? ofLast, DateTimeOffset now) => latest.Count >= many
        && (latest[0] - latest[many - 1] <= Burst || (now - latest[many - 1] < Memory && (ofLast ?? Noticeable) >= Noticeable));
}
