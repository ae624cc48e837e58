using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Infrastructure.Csv;

/// <summary>Reads the codes of a file as they stand there, spaces and all.</summary>
public static class CsvCodes
{
    /// <param name="heading">Of the column of codes.</param>
    /// <returns>Each row, as a spreadsheet numbers them, with what stands in its cell.</returns>
    /// <exception cref="ListUnavailableException">The file cannot be read, or has no such column; says why and what to do.</exception>
    public static IReadOnlyList<(int Row, string Text)> Read(string path, string heading)
    {
        var rows = Rows(path);
        var layout = ListLayout.Find(rows is [var header, ..] ? header : [], new Dictionary<ListColumn, string> { [ListColumn.Code] = heading });
        if (layout.PlaceOf(ListColumn.Code) is not { } place)
        {
            throw new ListUnavailableException(new Problem(layout.Doubled.Count > 0 ? ProblemKind.ListHeaderDoubled : ProblemKind.ListHeaderMissing, heading));
        }

        return [.. rows.Index().Skip(1).Where(row => place < row.Item.Count).Select(row => (row.Index + 1, row.Item[place].Text))];
    }

    private static IReadOnlyList<IReadOnlyList<Cell>> Rows(string path)
    {
        if (Directory.Exists(path))
        {
            throw CsvFile.Unreadable(path, CsvFile.IsFolder);
        }

        try
        {
            return CsvFile.Read(path, CsvFile.Open, CancellationToken.None, trim: false);
        }
        catch (ListUnavailableException fault) when (fault.Problem.Kind == ProblemKind.ListFileUnreadable)
        {
            return CsvFile.Read(path, CsvFile.Open, CancellationToken.None); // spaces between comma and quotation mark
        }
    }
}
