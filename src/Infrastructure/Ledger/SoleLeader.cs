using ZoomApprover.Application.Ports;

namespace ZoomApprover.Infrastructure.Ledger;

/// <summary>Where the ledger is a file its lock admits one process.</summary>
internal sealed class SoleLeader : ILeadership
{
    public bool IsShared => false;

    public bool IsLeading => true;

    public string Name => Environment.MachineName;

    public string? Leader => Name;

    public Task WaitAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
