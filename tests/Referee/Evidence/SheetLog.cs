using System.Text.Json;

namespace ZoomApprover.Referee.Evidence;

/// <summary>One reading or writing call.</summary>
internal sealed record SheetCall(int Call, DateTimeOffset At, string Endpoint);

/// <summary>What a reading saw: all changes up to this one.</summary>
internal sealed record Reading(long N, DateTimeOffset At, long UpTo);

/// <summary>A cell that changed, or rows that moved (then row or column is 0, or nothing is old or new).</summary>
/// <param name="Number">Which change it was, from 1.</param>
/// <param name="Call">The service's call; null for a person.</param>
/// <param name="Header">Of its column; null for the header itself.</param>
/// <param name="Code">The folded code of its row after the change; null where none stands.</param>
internal sealed record Change(long N, DateTimeOffset At, long Number, int? Call, bool IsOurs, string Act, int Row, string? Header, string? Code, string Old, string New);

/// <summary>A row of the sheet as it stands at the end, by header.</summary>
internal sealed record FinalRow(string Code, IReadOnlyDictionary<string, string> Cells);

/// <summary>What really happened in the sheet.</summary>
internal sealed record SheetLog(
    IReadOnlyList<SheetCall> Calls, IReadOnlyList<Reading> Readings, IReadOnlyList<Change> Changes, IReadOnlyList<FinalRow> Final, IReadOnlyList<int> Answers)
{
    public static SheetLog Read(string path, CaseColumns columns)
    {
        List<SheetCall> calls = [];
        List<Reading> readings = [];
        List<Change> changes = [];
        List<int> answers = [];
        IReadOnlyList<FinalRow> final = [];
        foreach (var line in Line.Read(path))
        {
            switch (line.What)
            {
                case "call":
                    var call = line.Of<CallFacts>();
                    calls.Add(new SheetCall(call.Call, line.At, call.Endpoint));
                    break;
                case "read":
                    readings.Add(new Reading(line.N, line.At, line.Of<ReadFacts>().UpTo));
                    break;
                case "change":
                    var facts = line.Of<ChangeFacts>();
                    changes.Add(new Change(
                        line.N, line.At, facts.Change, facts.Call, facts.Author == "service", facts.Act, facts.Row, facts.Header,
                        facts.Key is null ? null : Codes.Fold(facts.Key), Text(facts.Old), Text(facts.New)));
                    break;
                case "answer":
                    answers.Add(line.Of<AnswerFacts>().Status);
                    break;
                case "all":
                    final = Rows(line.Of<AllFacts>().Rows, columns);
                    break;
            }
        }

        return new SheetLog(calls, readings, changes, final, answers);
    }

    private static IReadOnlyList<FinalRow> Rows(JsonElement[][] rows, CaseColumns columns)
    {
        var headers = rows[0].Select(cell => Text(cell)).ToList();
        return
        [
            .. from row in rows.Skip(1)
               let cells = headers.Zip(row).Where(cell => cell.First.Length > 0).ToDictionary(cell => cell.First, cell => Text(cell.Second), StringComparer.Ordinal)
               let code = Codes.Fold(cells[columns.Code])
               where code.Length > 0
               select new FinalRow(code, cells),
        ];
    }

    private static string Text(JsonElement? cell) => cell is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } some ? some.ToString() : "";

    private sealed record CallFacts(int Call, string Endpoint);

    private sealed record ReadFacts(long UpTo);

    private sealed record ChangeFacts(
        long Change, string Author, string Act, int Row, int? Call = null, string? Header = null, string? Key = null, JsonElement? Old = null, JsonElement? New = null);

    private sealed record AnswerFacts(int Status);

    private sealed record AllFacts(JsonElement[][] Rows);
}
