using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Tests.Fakes;

/// <summary>A sheet that is a table of texts; a test does between the calls what people and Google do.</summary>
internal sealed class MemorySheet(params string[][] rows) : IInvitationList
{
    public List<List<string>> Rows { get; } = [.. rows.Select(row => row.ToList())];

    public bool TakesMarks { get; init; } = true;

    public Action BeforeWrite { get; set; } = () => { };

    /// <summary>Thrown instead of writing.</summary>
    public ProblemKind? WriteRefused { get; set; }

    /// <summary>Thrown after writing.</summary>
    public ProblemKind? AnswerLost { get; set; }

    /// <summary>Readings show what stood there before, as Google's may.</summary>
    public bool ShowsOldRows { get; set; }

    public int Writes { get; private set; }

    private List<List<string>> seen = [];

    public Task<ListReading> ReadAsync(CancellationToken cancellationToken)
    {
        if (!ShowsOldRows || seen.Count == 0)
        {
            seen = [.. Rows.Select(row => row.ToList())];
        }

        return Task.FromResult(new ListReading(A.Place, A.Now, [.. seen.Select(row => (IReadOnlyList<Cell>)[.. row.Select(Cell.Of)])], TimeZoneInfo.Utc, "Codes"));
    }

    public void Remember(ListPlace place)
    {
    }

    public void Forget()
    {
    }

    public Task WriteAsync(ListReading reading, IReadOnlyList<CellWrite> cells, CancellationToken cancellationToken)
    {
        BeforeWrite();
        Writes++;
        if (WriteRefused is { } refused)
        {
            throw new ListUnavailableException(new Problem(refused, ""));
        }

        foreach (var cell in cells)
        {
            while (Rows.Count < cell.Row)
            {
                Rows.Add([]);
            }

            var row = Rows[cell.Row - 1];
            while (row.Count <= cell.Column)
            {
                row.Add("");
            }

            row[cell.Column] = cell.Text;
        }

        return AnswerLost is { } lost ? throw new ListUnavailableException(new Problem(lost, "")) : Task.CompletedTask;
    }
}
