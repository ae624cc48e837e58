using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Invitations.GenerateCodes;

/// <summary>
/// Adds rows below the last one of a sheet. Appending twice adds twice, so the cells are named: writing them again changes nothing,
/// and a reading afterwards tells what came of it.
/// </summary>
internal sealed class SheetAddition(Settings settings, IInvitationList list, AddedRows rows, Signals signals)
{
    public async Task<GeneratedCodes> AddAsync(GeneratedCodes made, CancellationToken cancellationToken)
    {
        await rows.Turn.WaitAsync(cancellationToken);
        try
        {
            var before = await list.ReadAsync(cancellationToken);
            var layout = Layout(before);
            if (Headers.Problems(layout, settings) is [var problem, ..])
            {
                return made with { End = GenerateEnd.ListUnavailable, Codes = [], Problem = problem };
            }

            return await WriteAsync(made with { FirstRow = rows.NextAfter(before.Place, LastRow(before.Rows!)) }, before, layout, cancellationToken);
        }
        catch (ListUnavailableException trouble)
        {
            return made with { End = GenerateEnd.ListUnavailable, Codes = [], Problem = trouble.Problem };
        }
        finally
        {
            rows.Turn.Release();
            signals.List.Raise();
        }
    }

    // a column of check boxes says FALSE down to the end of the tab
    private static int LastRow(IReadOnlyList<IReadOnlyList<Cell>> rows) =>
        Math.Max(1, rows.Index().LastOrDefault(row => row.Item.Any(cell => !cell.IsEmpty && cell.Text != "FALSE")).Index + 1);

    private async Task<GeneratedCodes> WriteAsync(GeneratedCodes made, ListReading before, ListLayout layout, CancellationToken cancellationToken)
    {
        var isLost = false;
        try
        {
            await list.WriteAsync(before, [.. Cells(made, layout)], cancellationToken);
        }
        catch (ListUnavailableException trouble) when (trouble.Problem.Kind == ProblemKind.SheetUnreachable)
        {
            isLost = true; // it may have been written, or may yet be
        }

        rows.Add(before.Place, made.FirstRow!.Value + made.Codes.Count - 1);
        return made with { End = await LookAsync(made, before, isLost, cancellationToken) };
    }

    private static IEnumerable<CellWrite> Cells(GeneratedCodes made, ListLayout layout)
    {
        foreach (var (index, code) in made.Codes.Index())
        {
            yield return new CellWrite(made.FirstRow!.Value + index, layout.PlaceOf(ListColumn.Code)!.Value, code);
            if (layout.PlaceOf(ListColumn.Session) is { } place && made.Session.Length > 0)
            {
                yield return new CellWrite(made.FirstRow!.Value + index, place, made.Session);
            }
        }
    }

    private async Task<GenerateEnd> LookAsync(GeneratedCodes made, ListReading before, bool isLost, CancellationToken cancellationToken)
    {
        try
        {
            var now = await list.ReadAsync(cancellationToken);
            var standing = Codes(now);
            return !made.Codes.All(code => standing.Contains(settings.Codes.Format.KeyOf(code))) ? isLost ? GenerateEnd.Unknown : GenerateEnd.Added // not to be seen yet
                : !Codes(before).IsSubsetOf(standing) ? GenerateEnd.AddedOverOthers
                : isLost ? GenerateEnd.AddedAnswerLost : GenerateEnd.Added;
        }
        catch (ListUnavailableException)
        {
            return isLost ? GenerateEnd.Unknown : GenerateEnd.Added;
        }
    }

    private HashSet<string> Codes(ListReading reading)
    {
        var place = Layout(reading).PlaceOf(ListColumn.Code);
        return [.. (reading.Rows ?? []).Skip(1).Where(row => place < row.Count).Select(row => settings.Codes.Format.KeyOf(row[place!.Value].Text)).Where(code => code.Length > 0)];
    }

    private ListLayout Layout(ListReading reading) => ListLayout.Find(reading.Rows is [var header, ..] ? header : [], Headers.Of(settings.List.Columns));
}
