using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Domain.Invitations;

/// <summary>One row of the invitation list, as it stood when it was last read.</summary>
/// <param name="Code">Normal form.</param>
/// <param name="Row">Row as people count, the header being 1; true only for the moment of the read.</param>
/// <param name="IsSpent">The status cell holds something that is not our own mark: a person (or the old script) used the code. Also while an emptied cell is waited for, or a person said that it was emptied by mistake.</param>
/// <param name="IsAmbiguous">The code stands in two rows.</param>
/// <param name="IsUnreadable">A cell the decision rests on (the expiry) could not be read: nobody is approved with it.</param>
/// <param name="ExpiresAt">First moment at which the code opens nothing; null when it never ends.</param>
/// <param name="Holder">What the e-mail cell holds, usually one address; null when it is empty.</param>
/// <param name="IsOnHold">A person wrote something into the hold cell: nobody is approved with it while that stands.</param>
/// <param name="Uses">How many registrants it admits.</param>
public sealed record Invitation(
    string Code,
    int Row,
    Session Session,
    bool IsSpent = false,
    bool IsAmbiguous = false,
    bool IsUnreadable = false,
    DateTimeOffset? ExpiresAt = null,
    string? Holder = null,
    bool IsOnHold = false,
    int Uses = 1)
{
    /// <summary>The row only: code and holder are nobody's business.</summary>
    public override string ToString() => $"row {Row}";
}
