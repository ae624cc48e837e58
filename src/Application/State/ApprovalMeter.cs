namespace ZoomApprover.Application.State;

/// <summary>Counts, since the start, the registrations that Zoom showed as approved after a call of ours.</summary>
public sealed class ApprovalMeter
{
    private long confirmed;

    public long Confirmed => Interlocked.Read(ref confirmed);

    public void Confirm(int count) => Interlocked.Add(ref confirmed, count);
}
