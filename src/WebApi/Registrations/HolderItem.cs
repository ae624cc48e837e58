using System.Globalization;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.WebApi.Registrations;

/// <summary>A registration that holds a use of a code.</summary>
/// <param name="Kind">meeting or webinar.</param>
/// <param name="MeetingId">Zoom's number, as text.</param>
/// <param name="Status">As of the registration: approving or approved, mostly.</param>
public sealed record HolderItem(string Kind, string MeetingId, string RegistrantId, string Status)
{
    internal static HolderItem Of(ClaimHolder holder) => new(
        RegistrationItem.Lower(holder.Key.Meeting.Kind), holder.Key.Meeting.Id.ToString(CultureInfo.InvariantCulture), holder.Key.RegistrantId,
        RegistrationItem.Lower(holder.Status));
}
