using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.WebApi.Registrations;

namespace ZoomApprover.WebApi.Invitations;

/// <summary>One code of the list.</summary>
/// <param name="Code">In the compared form: upper case, without spaces and dashes.</param>
/// <param name="Row">Where it stood when the list was read, the header being 1; null when known only from an earlier start.</param>
/// <param name="State">free, partlyUsed (a use is free), claimed, used, spentInList, ambiguous, unusable, or onHold.</param>
/// <param name="Kind">With MeetingId and RegistrantId: who claimed a use last, of those that hold one.</param>
/// <param name="Generation">How often it was handed out, when claimed.</param>
/// <param name="MaxUses">How many registrants it admits.</param>
/// <param name="Holders">Everybody who holds a use, the latest last; more than MaxUses when that was lowered.</param>
public sealed record InvitationItem(
    string Code, int? Row, string Session, string? Email, DateTimeOffset? ExpiresAt, string State, string? Kind, string? MeetingId, string? RegistrantId, int? Generation,
    int MaxUses, IReadOnlyList<HolderItem> Holders)
{
    internal static InvitationItem Of(Invitation one, IReadOnlyList<ClaimHolder> holders)
    {
        var (items, last) = (holders.Select(HolderItem.Of).ToList(), holders.Count == 0 ? null : holders[^1]);
        return new(
            one.Code,
            one.Row == 0 ? null : one.Row,
            one.Session.Key,
            one.Holder,
            one.ExpiresAt,
            StateOf(one, holders),
            last is null ? null : items[^1].Kind,
            last is null ? null : items[^1].MeetingId,
            last?.Key.RegistrantId,
            last?.Generation,
            one.Uses,
            items);
    }

    /// <summary>The row only: code and holder are nobody's business.</summary>
    public override string ToString() => $"row {Row}";

    private static string StateOf(Invitation one, IReadOnlyList<ClaimHolder> holders) => one switch
    {
        _ when holders.Count >= one.Uses => holders.All(holder => holder.Status == RegistrationStatus.Approved) ? "used" : "claimed",
        { IsAmbiguous: true } => "ambiguous",
        { IsSpent: true } => "spentInList",
        { IsUnreadable: true } => "unusable",
        { IsOnHold: true } => "onHold",
        _ => holders.Count == 0 ? "free" : "partlyUsed",
    };
}
