using System.Globalization;
using Microsoft.Extensions.Logging;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>Writes the marks that are owed, and recognises those that stand. When in doubt it writes nothing.</summary>
internal sealed partial class MarkWriting(Settings settings, IInvitationList list, IListLedger ledger, ProblemBoard problems, ILogger<MarkWriting> logger)
{
    private static readonly IReadOnlySet<string> Nobody = new HashSet<string>();

    /// <param name="content">Null when the list is as it was before; then nothing is written.</param>
    /// <returns>How many marks stay owed.</returns>
    public async Task<int> RunAsync(ListReading reading, ListLayout? layout, ListContent? content, CancellationToken cancellationToken)
    {
        if (!list.TakesMarks || settings.Zoom.DryRun)
        {
            await ledger.ForgetMarksAsync();
            return 0;
        }

        if (layout is null || content is null)
        {
            return 0;
        }

        var plan = new Plan(layout);
        foreach (var facts in (await ledger.MarksAsync(reading.Place, null)).Values)
        {
            plan.Add(facts, content);
        }

        problems.Set(Topics.ListMarks, plan.Problems);
        await ledger.SaveMarksAsync(reading.Place, plan.Steps); // what is about to be sent is remembered first
        if (plan.Cells.Count > 0)
        {
            await list.WriteAsync(reading, plan.Cells, cancellationToken);
            LogWritten(plan.Written);
        }

        return plan.Written + plan.Problems.Count;
    }

    [LoggerMessage(LogLevel.Information, "List: {Count} marks written")]
    private partial void LogWritten(int count);

    private sealed class Plan(ListLayout layout)
    {
        private readonly List<CellWrite> cells = [];
        private readonly List<MarkStep> steps = [];
        private readonly Dictionary<ProblemKind, List<int>> doubts = [];

        public List<CellWrite> Cells => cells;

        public List<MarkStep> Steps => steps;

        public int Written { get; private set; }

        public IReadOnlyList<Problem> Problems =>
            [.. doubts.Select(doubt => new Problem(doubt.Key, string.Join(", ", doubt.Value.Order().Take(10).Select(row => row.ToString(CultureInfo.InvariantCulture)))))];

        public void Add(MarkFacts facts, ListContent content)
        {
            if (!content.Codes.TryGetValue(facts.Code, out var rows))
            {
                // should the row come back, the mark is still owed; who came in with the code stays in
                Gone(facts);
                return;
            }

            var row = rows[0];
            switch (Marks.Judge(facts, rows, Nobody))
            {
                case MarkVerdict.Settled:
                    steps.Add(new MarkStep(facts.Code, facts.Holder is null ? null : new MarkBase(Standing(row), null), facts.OwedVersion));
                    break;
                case MarkVerdict.Write:
                    Write(facts, row);
                    break;
                case MarkVerdict.Cleared:
                    Doubt(ProblemKind.ListMarkCleared, row);
                    break;
                case MarkVerdict.Conflict or MarkVerdict.SpentByPerson or MarkVerdict.Adopt:
                    Doubt(ProblemKind.ListMarkConflict, row);
                    break;
                case MarkVerdict.Ambiguous:
                    break; // already named among the rows
            }
        }

        private static MarkedCells Standing(ListRow row) => new(new Mark(row.Status, row.RegistrantId), Marks.Print(row.Data));

        private void Gone(MarkFacts facts)
        {
            if (facts.Holder is not null)
            {
                doubts.TryAdd(ProblemKind.ListRowGone, []);
            }
            else
            {
                steps.Add(new MarkStep(facts.Code, null, facts.OwedVersion)); // free, and nothing stands anywhere
            }
        }

        private void Doubt(ProblemKind kind, ListRow row)
        {
            if (!doubts.TryGetValue(kind, out var rows))
            {
                doubts.Add(kind, rows = []);
            }

            rows.Add(row.Row);
        }

        private void Write(MarkFacts facts, ListRow row)
        {
            var ours = Marks.Of(facts.Holder) ?? new Mark("", "");
            var data = facts.Holder is null ? "" : Marks.Data(facts.Holder);
            Put(ListColumn.Status, row, ours.Status);
            if (IsOurs(row.RegistrantId, facts.Base?.Seen?.Mark.RegistrantId, facts.Base?.Sent?.Mark.RegistrantId))
            {
                Put(ListColumn.RegistrantId, row, ours.RegistrantId);
            }

            if (data is not null && IsOurs(Marks.Print(row.Data), facts.Base?.Seen?.DataPrint, facts.Base?.Sent?.DataPrint))
            {
                Put(ListColumn.Data, row, data);
            }

            // should a person clear what stands there now, it must be known to have stood, even if this write never leaves
            var seen = MarkRule.IsOurs(Standing(row).Mark, facts.Base?.Seen?.Mark, facts.Base?.Sent?.Mark, ours) ? Standing(row) : facts.Base?.Seen;
            steps.Add(new MarkStep(facts.Code, new MarkBase(seen, new MarkedCells(ours, data is null ? Marks.Print(row.Data) : Marks.Print(data))), null));
            Written++;
        }

        // people may keep notes in these cells: only what is empty or was ours is replaced
        private static bool IsOurs(string theirs, string? seen, string? sent) => theirs.Length == 0 || theirs == seen || theirs == sent;

        private void Put(ListColumn column, ListRow row, string text)
        {
            if (layout.PlaceOf(column) is { } place)
            {
                cells.Add(new CellWrite(row.Row, place, text));
            }
        }
    }
}
