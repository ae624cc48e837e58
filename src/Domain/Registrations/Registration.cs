using System.Collections.ObjectModel;

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

/// <summary>How a registration reached us, or that a person decided it. Numbers are stored.</summary>
public enum Source
{
    Webhook = 1,
    Sweep = 2,
    Person = 3,
}

/// <summary>
/// Our record of one registrant of one meeting or webinar. Immutable: each change is a new value that the ledger stores
/// only while <see cref="Version"/> is still the one it was made from.
/// </summary>
public sealed record Registration
{
    public required RegistrationKey Key { get; init; }

    /// <summary>Name of the invitation list in force when it was recorded.</summary>
    public required string List { get; init; }
    public required string Email { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }

    /// <summary>Null once the decision is final and the list's row is written: then they are no longer kept.</summary>
    public IReadOnlyList<Answer>? Answers { get; init; }

    /// <summary>Fingerprint of the answers, kept to recognise a repetition.</summary>
    public required string AnswersPrint { get; init; }

    /// <summary>Occurrences the person registered for, where that can be chosen; empty when they registered for the meeting as a whole.</summary>
    public IReadOnlyList<string> Occurrences { get; init; } = [];

    /// <summary>What Zoom showed of each of them; one that is missing was not settled yet.</summary>
    public IReadOnlyDictionary<string, ZoomStatus> OccurrencesSeen { get; init; } = ReadOnlyDictionary<string, ZoomStatus>.Empty;

    /// <summary>Zoom's time.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required Source Source { get; init; }
    public RegistrationStatus Status { get; init; } = RegistrationStatus.Waiting;

    /// <summary>Set while <see cref="Status"/> is Waiting; also beside Approving when Zoom does not confirm.</summary>
    public WaitingReason? Reason { get; init; }

    /// <summary>The code this registration claimed, in its normal form; null when it claimed none.</summary>
    public string? Code { get; init; }

    /// <summary>Generation of the claim; 0 without one.</summary>
    public int Generation { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>When the list reading began that the decision was judged against; null when no list was ever read.</summary>
    public DateTimeOffset? JudgedAgainst { get; init; }

    /// <summary>When Zoom told us of an approval that was not ours; null otherwise.</summary>
    public DateTimeOffset? AdoptedAt { get; init; }

    /// <summary>What is still to be said to Zoom; null when nothing is.</summary>
    public OwedCall? Owed { get; init; }

    /// <summary>Days since 1970 (UTC) that <see cref="CallsToday"/> counts for; 0 when no status call was ever made.</summary>
    public int CallsDay { get; init; }

    /// <summary>Status calls begun on that day, people's buttons included. Zoom allows ten.</summary>
    public int CallsToday { get; init; }

    /// <summary>Zoom's last refusal, as it put it; "" without one.</summary>
    public string ZoomWords { get; init; } = "";

    /// <summary>The traceparent (W3C) that what is owed goes on under; null when the decision was not traced.</summary>
    public string? Trace { get; init; }
    public long Version { get; init; }

    /// <summary>The key only: whatever prints it may be a log.</summary>
    public override string ToString() => Key.ToString();

    public bool HasOpenAttempt => Owed?.AttemptAt is not null;

    /// <summary>A negative decision is final when the list was read after the registration arrived.</summary>
    public bool IsFinal => JudgedAgainst > ReceivedAt;

    /// <summary>Two sets of answers with one print are the same answers.</summary>
    public bool SaysTheSame(string answersPrint) => AnswersPrint == answersPrint;
}
