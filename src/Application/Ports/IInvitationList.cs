using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Ports;

/// <summary>The organiser's list, wherever it is kept. Read whole, written cell by cell.</summary>
public interface IInvitationList
{
    /// <summary>False for a list that is never written (a CSV file).</summary>
    bool TakesMarks { get; }

    /// <summary>Reads the list: one call to the outside, whatever the list's size; a few more when it must be found first.</summary>
    /// <exception cref="ListUnavailableException">It could not be read; says why and what to do.</exception>
    Task<ListReading> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Where the last good copy was read, in an earlier process: a tab that was renamed since is found again.</summary>
    void Remember(ListPlace place);

    /// <summary>The last reading was not taken in: the next one answers its rows again, even if nothing changed.</summary>
    void Forget();

    /// <summary>Writes whole cells: text that is never read as a formula, numbers, ticks. All of them or none; none of it is proof that they stand.</summary>
    /// <param name="reading">The reading whose positions the cells are given in: made just before.</param>
    /// <exception cref="ListUnavailableException">It could not be written, or nobody knows whether it was.</exception>
    Task WriteAsync(ListReading reading, IReadOnlyList<CellWrite> cells, CancellationToken cancellationToken);
}

/// <summary>Where a reading was made: marks of one place are never compared with those of another.</summary>
/// <param name="Spreadsheet">The spreadsheet's id; "csv" for a file.</param>
/// <param name="Tab">The tab's id as text, which stays when a person renames it; "" for a file.</param>
public readonly record struct ListPlace(string Spreadsheet, string Tab);

/// <param name="BeganAt">Taken before the call was sent: what was written later may be missing from it.</param>
/// <param name="Rows">The header first, then every row; ragged. Null when nothing changed since the reading before.</param>
/// <param name="Zone">The zone of dates in the list.</param>
/// <param name="TabTitle">The tab's present name; "" for a file.</param>
public sealed record ListReading(
    ListPlace Place,
    DateTimeOffset BeganAt,
    IReadOnlyList<IReadOnlyList<Cell>>? Rows,
    TimeZoneInfo Zone,
    string TabTitle = "");

/// <param name="Row">As people count: the header is row 1.</param>
/// <param name="Column">0 is column A.</param>
/// <param name="Value">An empty one empties the cell.</param>
public readonly record struct CellWrite(int Row, int Column, Cell Value)
{
    public CellWrite(int row, int column, string text)
        : this(row, column, Cell.Of(text))
    {
    }

    public string Text => Value.Text;

    /// <summary>Without the text.</summary>
    public override string ToString() => $"row {Row}, column {Column}";
}

/// <summary>The list cannot be read or written now. Decisions go on from the last good copy.</summary>
public sealed class ListUnavailableException(Problem problem, TimeSpan? retryAfter = null, Exception? cause = null)
    : Exception(problem.Kind.ToString(), cause)
{
    public Problem Problem { get; } = problem;

    /// <summary>The least time to wait before the next call; null when the usual interval will do.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
