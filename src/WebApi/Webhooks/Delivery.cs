using ZoomApprover.Domain.Meetings;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.WebApi.Webhooks;

/// <summary>What a genuine delivery says.</summary>
internal abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>Zoom asks whether this address knows the secret.</summary>
    public sealed record Handshake(string PlainToken) : Delivery
    {
        /// <summary>Without the token.</summary>
        public override string ToString() => nameof(Handshake);
    }

    /// <summary>Somebody registered.</summary>
    public sealed record Registered(Registrant Registrant) : Delivery;

    /// <summary>A registrant was approved, denied or cancelled.</summary>
    public sealed record Told(Notice Notice) : Delivery;

    /// <summary>An event that is none of our business.</summary>
    public sealed record Other(string Event) : Delivery;

    /// <param name="Problems">Which fields, in words; never what stood in them.</param>
    /// <param name="Meeting">The meeting it is about, as far as that could be read.</param>
    public sealed record Unreadable(IReadOnlyList<string> Problems, MeetingKey? Meeting) : Delivery;
}
