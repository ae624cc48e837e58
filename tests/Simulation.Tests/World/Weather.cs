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

    /// <summary>A status call with somebody in it who does not wait any more is refused as a whole; otherwise those are ignored.</summary>
    public bool ZoomIsStrict { get; init; }

    /// <summary>From here on everything works.</summary>
    public void ClearUp() => (Zoom, Sheet, Deliveries) = (0, 0, 0);
}
