using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Application.Tracing;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>Writes the marks that are owed, recognises those that stand, and puts back what a write has hit by mistake. When in doubt it writes nothing.</summary>
internal sealed partial class MarkWriting(
    Settings settings, IInvitationList list, IListLedger ledger, ListMemory memory, ProblemBoard problems, ILogger<MarkWriting> logger)
{
    private readonly ProtectedRows rows = new(list, ledger, memory);

    /// <param name="content">Null when the list is as it was before; then nothing is written.</param>
    /// <param name="held">Codes whose rows are left alone.</param>
    /// <returns>How many marks, and cells that are to be put back, stay owed.</returns>
    public async Task<int> RunAsync(
        ListReading reading, ListLayout? layout, ListContent? content, Comparison compared, IReadOnlyCollection<string> held, CancellationToken cancellationToken)
    {
        if (!list.TakesMarks || settings.Zoom.DryRun)
        {
            await ledger.ForgetMarksAsync();
            await DropKeptAsync(reading.Place);
            return 0;
        }

        if (layout is null || content is null)
        {
            return 0;
        }

        var plan = new MarkPlan(layout, memory, settings.List.StatusTexts);
        var owed = await ledger.MarksAsync(reading.Place, null);
        foreach (var kept in compared.Misplaced.Values.Where(one => owed.ContainsKey(one.Code)))
        {
            plan.PutBack(kept, content.Codes[kept.Code][0], owed[kept.Code]);
        }

        foreach (var facts in owed.Values.Where(one => held.Contains(one.Code)))
        {
            plan.Hold(facts);
        }

        foreach (var facts in owed.Values.Where(one => !compared.Misplaced.ContainsKey(one.Code) && !held.Contains(one.Code)))
        {
            plan.Add(facts, content.Codes.GetValueOrDefault(facts.Code));
        }

        foreach (var stray in memory.Strays.Look(reading, layout, content))
        {
            plan.PutBack(stray);
        }

        if (plan.Cells.Count == 0)
        {
            problems.Set(Topics.ListMarks, Problems(content, plan, []));
        }

        await KeepAsync(reading.Place, content, compared, plan);
        await ledger.SaveMarksAsync(reading.Place, plan.Steps); // what is about to be sent is remembered first
        if (plan.Cells.Count > 0)
        {
            memory.Sent(plan.Written);
            using var span = CallSpan.Start("mark", plan.Written.Select(code => owed.GetValueOrDefault(code)?.Holder).OfType<Registration>());
            IReadOnlyCollection<int> unwritten = [];
            try
            {
                var sending = memory.Strays.Begin(reading, layout, content, plan.Cells, plan.CodeAt);
                unwritten = await WriteAsync(reading, plan, owed, cancellationToken);
                memory.Strays.Answered(sending, unwritten);
                if (plan.EmptiesOthers)
                {
                    memory.OthersEmptied();
                }
            }
            finally
            {
                problems.Set(Topics.ListMarks, Problems(content, plan, unwritten)); // once a pass: what lasts is logged once
            }

            span?.Ended(unwritten.Count > 0 ? "Protected" : "Written", succeeded: unwritten.Count == 0);
            LogWritten(plan.Cells.DistinctBy(cell => cell.Row).Count() - unwritten.Count);
            if (plan.Strays.Except(unwritten).ToList() is { Count: > 0 } back)
            {
                LogPutBack(RowProblems.Rows([.. back.Order()]));
            }
        }

        return plan.Written.Count + plan.Waiting + plan.Strays.Count;
    }

    private async Task<IReadOnlyCollection<int>> WriteAsync(
        ListReading reading, MarkPlan plan, IReadOnlyDictionary<string, MarkFacts> owed, CancellationToken cancellationToken)
    {
        try
        {
            return await rows.WriteAsync(reading, plan, owed, cancellationToken);
        }
        catch when (plan.Clears || plan.EmptiesOthers)
        {
            memory.LostClearing();
            throw;
        }
    }

    // while a write is unverified what the readings show, blank rows left out; when all were seen, nothing
    private async Task KeepAsync(ListPlace place, ListContent content, Comparison compared, MarkPlan plan)
    {
        var kept = memory.Kept!;
        if (plan.Written.Count + plan.Unverified + plan.Strays.Count > 0 || memory.LostMayLand)
        {
            memory.MayKeep = true;
            var now = content.Codes.Where(code => code.Value.Count == 1 && !compared.Uncertain.Contains(code.Key)).Select(code => compared.Misplaced.GetValueOrDefault(code.Key) ?? Cells(code.Value[0])).ToList();
            var put = now.Where(one => !one.IsBlank && kept.GetValueOrDefault(one.Code) != one).ToList();
            var dropped = now.Where(one => one.IsBlank && kept.ContainsKey(one.Code)).Select(one => one.Code).ToList();
            await ledger.KeepAsync(place, put, dropped);
            put.ForEach(one => kept[one.Code] = one);
            dropped.ForEach(code => kept.Remove(code));
        }
        else
        {
            await DropKeptAsync(place);
        }
    }

    private async Task DropKeptAsync(ListPlace place)
    {
        if (memory.MayKeep)
        {
            await ledger.KeepAsync(place, [], null);
            memory.MayKeep = false;
            memory.Kept = new Dictionary<string, KeptCells>(StringComparer.Ordinal);
        }
    }

    /// <param name="unwritten">Rows that were refused just now.</param>
    private List<Problem> Problems(ListContent content, MarkPlan plan, IReadOnlyCollection<int> unwritten)
    {
        List<Problem> found = [];
        foreach (var doubt in memory.Doubts.Where(one => content.Codes.ContainsKey(one.Key)).GroupBy(one => one.Value, one => content.Codes[one.Key][0].Row))
        {
            found.Add(new Problem(doubt.Key, RowProblems.Rows([.. doubt.Order()])));
        }

        if (plan.Protected.Count + unwritten.Count > 0)
        {
            found.Add(new Problem(ProblemKind.ListRowsProtected, RowProblems.Rows([.. plan.Protected.Concat(unwritten).Distinct().Order()])));
        }

        return plan.Gone ? [.. found, new Problem(ProblemKind.ListRowGone, "")] : found;
    }

    private static KeptCells Cells(ListRow row) => new(row.Code, row.Status, row.RegistrantId, row.Data);

    [LoggerMessage(LogLevel.Information, "List: {Count} rows written")]
    private partial void LogWritten(int count);

    [LoggerMessage(LogLevel.Warning, "List: in rows {Rows} the service had written into columns that people were moving in that moment; the values that stood there are put back. A formula that stood there has to be entered again")]
    private partial void LogPutBack(string rows);
}
