using ZoomApprover.Application.Ports;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>
/// Writes what can be written where people have protected some rows. Google refuses as a whole what touches one of them, and does not
/// say which: so what was refused is halved until it is known. Those rows are left alone for a while.
/// </summary>
internal sealed class ProtectedRows(IInvitationList list, ListMemory memory)
{
    /// <summary>Found in one pass: each costs calls, of which Google takes 60 a minute. The next pass goes on.</summary>
    private const int Most = 10;

    /// <returns>Rows that may not be written; empty when everything was.</returns>
    /// <exception cref="ListUnavailableException">For any other reason it could not be written.</exception>
    public async Task<IReadOnlyList<int>> WriteAsync(ListReading reading, MarkPlan plan, CancellationToken cancellationToken)
    {
        List<int> refused = [];
        try
        {
            await WriteAsync(reading, [.. plan.Cells.GroupBy(cell => cell.Row).OrderBy(row => row.Key)], refused, cancellationToken);
        }
        finally
        {
            refused.ForEach(row => memory.Refused(plan.CodeAt(row)));
        }

        return refused;
    }

    private async Task WriteAsync(ListReading reading, IGrouping<int, CellWrite>[] rows, List<int> refused, CancellationToken cancellationToken)
    {
        try
        {
            await list.WriteAsync(reading, [.. rows.SelectMany(row => row)], cancellationToken);
            return;
        }
        catch (ListUnavailableException failure) when (failure.Problem.Kind == ProblemKind.SheetProtected)
        {
            if (rows.Length == 1)
            {
                refused.Add(rows[0].Key);
                return;
            }
        }

        foreach (var half in rows.Chunk((rows.Length + 1) / 2).TakeWhile(_ => refused.Count < Most))
        {
            await WriteAsync(reading, half, refused, cancellationToken);
        }
    }
}
