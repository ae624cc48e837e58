using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Ports;

/// <summary>
/// The ledger's side of guessing. What was tried is counted, and who must wait is settled, where registrations are recorded and
/// judged; here people see it and end it.
/// </summary>
public interface IGuessLedger
{
    /// <summary>Meetings of which codes were tried in the last day, then some addresses that are conspicuous by themselves.</summary>
    Task<IReadOnlyList<GuessWatch>> WatchesAsync();

    /// <summary>Who waits with <see cref="WaitingReason.TooManyTries"/> although neither the meeting nor the address is stopped any more.</summary>
    Task<IReadOnlyList<Registration>> FreedAsync();

    /// <summary>A person ends it: what was tried at the meeting up to now counts no more, nor what those who wait there tried.</summary>
    /// <returns>How many wait there with <see cref="WaitingReason.TooManyTries"/>; null when nothing was conspicuous and nobody waits.</returns>
    Task<int?> OpenAsync(MeetingKey meeting);

    /// <summary>Drops what is too old to count.</summary>
    Task PruneAsync();
}

/// <summary>Different unknown codes that were tried at a meeting, or from one address.</summary>
/// <param name="RegistrantId">Of an address: whose registration was the last of it. Null for a meeting.</param>
/// <param name="InBurst">In the last ten minutes; counted up to <see cref="Most"/>.</param>
/// <param name="InMemory">In the last day, or since a person opened; counted up to <see cref="Most"/>.</param>
/// <param name="LatestAt">When the last one was tried.</param>
/// <param name="Held">How many wait there with TooManyTries; 0 for an address.</param>
public sealed record GuessWatch(MeetingKey Meeting, string? RegistrantId, GuessingLevel Level, int InBurst, int InMemory, DateTimeOffset LatestAt, int Held)
{
    public const int Most = 1_000;
}
