namespace ZoomApprover.Infrastructure.Ledger.Sql;

/// <summary>
/// Changes that wait for the writer. Those that somebody waits for, above all Zoom with a delivery, go before those of readings, of which
/// there may be tens of thousands; but each group takes some of these too. Used under the writer's lock.
/// </summary>
internal sealed class WaitingChanges
{
    /// <summary>Of readings, in one group: it is over in some hundredths of a second.</summary>
    private const int Calm = 64;

    /// <summary>Of readings, in a group that is full of others.</summary>
    private const int CalmAmongOthers = 8;

    private readonly Queue<LedgerChange> urgent = new();
    private readonly Queue<LedgerChange> calm = new();

    public int Count => urgent.Count + calm.Count;

    public void Add(LedgerChange change) => (change.IsCalm ? calm : urgent).Enqueue(change);

    /// <param name="most">How many go into the group; a few more when they are calm.</param>
    public void TakeInto(List<LedgerChange> group, int most)
    {
        while (group.Count < most && urgent.TryDequeue(out var next))
        {
            group.Add(next);
        }

        for (var more = group.Count == 0 ? Calm : CalmAmongOthers; more > 0 && calm.TryDequeue(out var next); more--)
        {
            group.Add(next);
        }
    }

    public IEnumerable<LedgerChange> TakeAll()
    {
        while (urgent.TryDequeue(out var next) || calm.TryDequeue(out next))
        {
            yield return next;
        }
    }
}
