using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Simulation.Tests.Zoom;

namespace ZoomApprover.Simulation.Tests.Story;

/// <param name="Who">Of a release: whose use only; null for the code's.</param>
/// <param name="End">Null while it is not answered.</param>
/// <param name="Holder">Whom the answer names; null when it named nobody.</param>
internal sealed record Asked(DateTimeOffset At, RegistrationKey? Who, string? Code, DeskEnd? End, RegistrationKey? Holder);

/// <param name="Answer">The body of the service's 200.</param>
internal sealed record Acknowledged(DateTimeOffset At, Guest Guest, Form Form, string Answer);

/// <summary>What people did at the service and what it told them, written down by themselves. The referee reads this, never the ledger.</summary>
internal sealed class Facts
{
    public List<Asked> Releases { get; } = [];

    public List<Asked> Approvals { get; } = [];

    public List<Asked> Denials { get; } = [];

    public List<Acknowledged> Acknowledged { get; } = [];

    /// <summary>When an older ledger was put in the place of the present one.</summary>
    public List<DateTimeOffset> Restores { get; } = [];

    /// <summary>When the copy was made that was restored last.</summary>
    public DateTimeOffset? RestoredFrom { get; set; }

    /// <summary>Whether the service's clock was ever set.</summary>
    public bool ClockWasSet { get; set; }

    /// <summary>How far the clock was set back in all: what was to be done at a certain time is done so much later.</summary>
    public TimeSpan SetBack { get; set; }

    /// <summary>A release that may have freed the code: done, promised, or never answered.</summary>
    public static bool MayHaveFreed(Asked release) => release.End is null or DeskEnd.Done or DeskEnd.StaysApproved or DeskEnd.AfterReadBack;
}
