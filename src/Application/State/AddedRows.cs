using ZoomApprover.Application.Ports;

namespace ZoomApprover.Application.State;

/// <summary>
/// Rows that this process has added to the list, one addition at a time: a reading may not show them yet, and the next rows must
/// not be written over them.
/// </summary>
public sealed class AddedRows(TimeProvider time)
{
    private static readonly TimeSpan Unseen = TimeSpan.FromMinutes(5);

    private (ListPlace Place, int Last, long At)? added;

    /// <summary>Held from the reading to the end of the writing.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <param name="last">Last row that holds anything in a reading.</param>
    public int NextAfter(ListPlace place, int last) => 1
        + (added is { } before && before.Place == place && time.GetElapsedTime(before.At) < Unseen ? Math.Max(before.Last, last) : last);

    public void Add(ListPlace place, int last) => added = (place, last, time.GetTimestamp());
}
