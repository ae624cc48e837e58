using ZoomApprover.Simulation.Tests.Sheet;
using ZoomApprover.Simulation.Tests.World;
using ZoomApprover.Simulation.Tests.Zoom;

namespace ZoomApprover.Simulation.Tests.Service;

/// <summary>What outlives a process.</summary>
internal sealed record Outside(SimZoom Zoom, SimSheet Sheet, Weather Weather, WallClock Wall, LedgerDisk Disk);
