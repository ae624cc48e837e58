using ZoomApprover.Domain.Meetings;

namespace ZoomApprover.Simulation.Tests.World;

/// <summary>How much goes wrong outside in this story.</summary>
internal sealed class Weather
{
    /// <summary>Share of Zoom's calls that go wrong.</summary>
    public double Zoom { get; set; }

    /// <summary>Share of the sheet's calls that go wrong.</summary>
    public double Sheet { get; set; }

    /// <summary>Share of deliveries that are lost, doubled or late.</summary>
    public double Deliveries { get; set; }

    /// <summary>Share of calls and answers in the middle of which a person does something about the same guest.</summary>
    public double People { get; set; }

    /// <summary>Share of the service's calls to the sheet during or just after which a person edits it.</summary>
    public double Editors { get; set; }

    /// <summary>A meeting to which Zoom takes no status call for a while.</summary>
    public (MeetingKey Meeting, DateTimeOffset From, DateTimeOffset Until)? Closed { get; set; }

    /// <summary>A status call with somebody in it who does not wait any more is refused as a whole; otherwise those are ignored.</summary>
    public bool ZoomIsStrict { get; init; }

    public bool IsClosed(MeetingKey meeting, DateTimeOffset at) => Closed is { } closed && closed.Meeting == meeting && closed.From <= at && at < closed.Until;

    /// <summary>From here on everything works, and people let it.</summary>
    public void ClearUp() => (Zoom, Sheet, Deliveries, People, Editors, Closed) = (0, 0, 0, 0, 0, null);
}
