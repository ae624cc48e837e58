using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Domain.Registrations;

/// <summary>Decides what a registrant's codes open. Pure: no clock, no I/O.</summary>
public static class ApprovalPolicy
{
    /// <param name="found">Invitations known for the candidate codes, at most one per code.</param>
    /// <param name="registeredAt">A code that ran out after the person registered still opens.</param>
    /// <param name="email">The registrant's own.</param>
    /// <param name="areMistyped">The candidates cannot be codes that were made: a check character does not fit.</param>
    public static Decision Decide(IReadOnlyList<Invitation> found, bool anyCandidate, MeetingRules meeting, DateTimeOffset registeredAt, string email, EmailMatch emails, bool areMistyped = false) => found switch
    {
        [] when areMistyped => Decision.Wait(WaitingReason.MistypedCode),
        [] => Decision.Wait(anyCandidate ? WaitingReason.UnknownCode : WaitingReason.NoCode),
        [_, _, ..] => Decision.Wait(WaitingReason.SeveralCodes),
        [{ IsAmbiguous: true }] => Decision.Wait(WaitingReason.AmbiguousCode),
        [{ IsSpent: true }] => Decision.Wait(WaitingReason.CodeAlreadyUsed),
        [var one] when !meeting.Admits(one.Session) => Decision.Wait(WaitingReason.WrongSession),
        [{ ExpiresAt: { } end }] when end <= registeredAt => Decision.Wait(WaitingReason.CodeExpired),
        [{ IsUnreadable: true } or { IsOnHold: true }] => Decision.Wait(WaitingReason.CodeOnHold),
        [var one] when !HolderRule.Admits(emails, one.Holder, email) => Decision.Wait(WaitingReason.HolderMismatch),
        [var one] => Decision.Approve(one.Code),
    };

    /// <summary>
    /// Whether a change of the list may admit somebody who waits with this reason. A freed code admits nobody who waited for
    /// it (a leaked code would go to a stranger), and what a person or Zoom decided is not judged again by itself.
    /// </summary>
    public static bool IsJudgedAgain(WaitingReason reason) => reason switch
    {
        WaitingReason.NoCode or WaitingReason.UnknownCode or WaitingReason.SeveralCodes or WaitingReason.WrongSession
            or WaitingReason.HolderMismatch or WaitingReason.CodeExpired or WaitingReason.CodeOnHold
            or WaitingReason.AmbiguousCode or WaitingReason.ListUnavailable or WaitingReason.MistypedCode or WaitingReason.TooManyTries => true,
        WaitingReason.CodeAlreadyUsed or WaitingReason.ReleasedByPerson or WaitingReason.ZoomRefused
            or WaitingReason.ZoomUnconfirmed => false,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a waiting reason."),
    };
}
