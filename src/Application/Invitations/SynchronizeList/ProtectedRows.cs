using ZoomApprover.Application.Ports;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>
/// Writes what can be written where people have protected some rows. Google refuses as a whole what touches one of them, and does not
/// say which: so what was refused is halved until it is known. Those rows are left alone for a while.
/// </summary>
internal sealed class ProtectedRows(IInvitationList list, IListLedger ledger, ListMemory memory)
{
    /// <summary>Calls of one search; the next one, a minute later, goes on.</summary>
    private const int Most = 24;

    /// <summary>The positions are those of a reading, and soon too old to write by.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <param name="owed">What was known of the codes before this pass.</param>
    /// <returns>Rows in which nothing was written: they are protected, or which of them are is not known yet. Mostly empty.</returns>
    /// <exception cref="ListUnavailableException">For any other reason it could not be written.</exception>
    public async Task<IReadOnlyCollection<int>> WriteAsync(
        ListReading reading, MarkPlan plan, IReadOnlyDictionary<string, MarkFacts> owed, CancellationToken cancellationToken)
    {
        var search = new Search();
        try
        {
            await WriteAsync(reading, [.. plan.Cells.GroupBy(cell => cell.Row).OrderBy(row => row.Key)], search, cancellationToken);
        }
        finally
        {
            await TakeBackAsync(reading.Place, plan, search, owed);
        }

        return search.Untouched;
    }

    // nothing was sent to these rows after all: taken for sent, it could yet land anywhere
    private async Task TakeBackAsync(ListPlace place, MarkPlan plan, Search search, IReadOnlyDictionary<string, MarkFacts> owed)
    {
        search.Refused.ForEach(row => memory.Refused(plan.CodeAt(row)));
        if (search.Untouched.Count == 0)
        {
            return;
        }

        var codes = search.Untouched.Select(plan.CodeAt).Intersect(plan.Written, StringComparer.Ordinal).ToList(); // in others only strange cells were to be put back
        codes.ForEach(memory.NotSent);
        await ledger.SaveMarksAsync(place, [.. codes.Where(owed.ContainsKey).Select(code => new MarkStep(code, owed[code].Base, null))]);
    }

    private async Task WriteAsync(ListReading reading, IGrouping<int, CellWrite>[] rows, Search search, CancellationToken cancellationToken)
    {
        search.Calls++;
        search.Untouched.ExceptWith(rows.Select(row => row.Key)); // unless it is refused, it may land
        try
        {
            await list.WriteAsync(reading, [.. rows.SelectMany(row => row)], cancellationToken);
            return;
        }
        catch (ListUnavailableException failure) when (failure.Problem.Kind == ProblemKind.SheetProtected)
        {
            search.Untouched.UnionWith(rows.Select(row => row.Key));
        }

        if (rows.Length == 1)
        {
            search.Refused.Add(rows[0].Key);
            return;
        }

        if (search.Calls == 1 && !memory.MayLookForProtected())
        {
            return;
        }

        search.Since ??= memory.Now;
        foreach (var half in rows.Chunk((rows.Length + 1) / 2).TakeWhile(_ => search.Calls < Most && memory.Now - search.Since < Longest))
        {
            await WriteAsync(reading, half, search, cancellationToken);
        }
    }

    private sealed class Search
    {
        /// <summary>Rows in which certainly nothing was written.</summary>
        public HashSet<int> Untouched { get; } = [];

        /// <summary>Those of them that are protected.</summary>
        public List<int> Refused { get; } = [];

        public int Calls { get; set; }

        public TimeSpan? Since { get; set; }
    }
}
