using System.Text.Json;
using System.Text.Json.Serialization;
using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Infrastructure.Sheets;

/// <summary>One values:batchUpdate. RAW: what looks like a formula stays text, and numbers keep the format of their cell.</summary>
internal sealed record SheetWrite(IReadOnlyList<SheetWriteRange> Data)
{
    /// <summary>Google recommends 2 MB at most.</summary>
    public const int LargestRequest = 1_900_000;

    [JsonPropertyOrder(-1)]
    public string ValueInputOption { get; } = "RAW";

    /// <summary>The fewest requests that hold the cells: a range for each run of neighbours in a row.</summary>
    public static IEnumerable<SheetWrite> Of(string title, IReadOnlyList<CellWrite> cells)
    {
        List<SheetWriteRange> ranges = [];
        var size = 100; // what surrounds the ranges
        foreach (var range in Runs(title, cells))
        {
            var more = JsonSerializer.SerializeToUtf8Bytes(range, SheetJson.Options).Length + 1;
            if (ranges.Count > 0 && size + more > LargestRequest)
            {
                yield return new SheetWrite(ranges);
                (ranges, size) = ([], 100);
            }

            ranges.Add(range);
            size += more;
        }

        if (ranges.Count > 0)
        {
            yield return new SheetWrite(ranges);
        }
    }

    private static IEnumerable<SheetWriteRange> Runs(string title, IReadOnlyList<CellWrite> cells)
    {
        List<CellWrite> run = [];
        foreach (var cell in cells.OrderBy(cell => cell.Row).ThenBy(cell => cell.Column))
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(cell.Row, 1, nameof(cells));
            ArgumentOutOfRangeException.ThrowIfNegative(cell.Column, nameof(cells));
            if (run.Count > 0 && (run[^1].Row != cell.Row || run[^1].Column + 1 != cell.Column))
            {
                if (run[^1].Row == cell.Row && run[^1].Column == cell.Column)
                {
                    throw new ArgumentException($"Cell {A1.Run(title, cell.Row, cell.Column, 1)} is written twice.", nameof(cells));
                }

                yield return Range(title, run);
                run = [];
            }

            run.Add(cell);
        }

        if (run.Count > 0)
        {
            yield return Range(title, run);
        }
    }

    private static SheetWriteRange Range(string title, List<CellWrite> run) =>
        new(A1.Run(title, run[0].Row, run[0].Column, run.Count), "ROWS", [[.. run.Select(cell => cell.Value)]]);
}

internal sealed record SheetWriteRange(string Range, string MajorDimension, IReadOnlyList<IReadOnlyList<Cell>> Values);
