using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>
/// Writes that landed in another row than they were meant for, because people moved rows between our reading and our write. Google
/// answers such a write like any other; only the next reading shows it.
/// </summary>
/// <param name="unverified">Codes with a write that no reading has shown yet.</param>
internal sealed class Astray(IReadOnlyList<MarkFacts> unverified, ListContent content, ListMemory memory, StatusTexts texts)
{
    /// <param name="facts">With the owed ones whose row is gone.</param>
    /// <returns>Null when every write was seen where it belongs.</returns>
    public static async Task<Astray?> FindAsync(IListLedger ledger, ListMemory memory, ListPlace place, ListContent content, IEnumerable<MarkFacts> facts, StatusTexts texts)
    {
        memory.Kept ??= (await ledger.KeptAsync(place)).ToDictionary(StringComparer.Ordinal);
        var unverified = facts.Where(one => one.IsUnverified).ToList();
        return unverified.Count == 0 && !memory.LostMayLand ? null : new Astray(unverified, content, memory, texts);
    }

    private readonly Dictionary<Mark, string> sent = Marking(unverified, content);

    // their rows were deleted, so that a person may also have moved the mark elsewhere
    private readonly HashSet<Mark> homeless = [.. unverified.Where(one => !content.Codes.ContainsKey(one.Code)).Select(one => one.Base!.Sent!.Mark).Where(mark => mark.RegistrantId.Length > 0)];

    // writes that were to empty a row which is not empty, or gone
    private readonly List<string> clearing =
        [.. unverified.Where(one => one.Base!.Sent!.Mark.Status.Length == 0 && (!content.Codes.TryGetValue(one.Code, out var rows) || !Marks.IsEmptied(one.Base, rows[0]))).Select(one => one.Code)];

    /// <returns>What stood in this row before such a write; null when none landed there.</returns>
    public KeptCells? Before(MarkFacts facts, IReadOnlyList<ListRow> rows)
    {
        var (theirs, ours) = (new Mark(rows[0].Status, rows[0].RegistrantId), Marks.Of(facts, rows[0].Uses, texts));
        var kept = WithoutMisled(memory.Kept!.GetValueOrDefault(facts.Code) ?? new KeptCells(facts.Code, "", "", ""), facts);
        var isItsOwn = new[] { facts.Base?.Sent?.Mark, facts.Base?.Seen?.Mark, ours }.Any(own => own is { Status.Length: > 0 } && Marks.IsShown(own, rows[0]));
        var isMeantForAnother = !isItsOwn && ((sent.TryGetValue(theirs, out var other) && other != facts.Code) || (homeless.Contains(theirs) && kept.Mark == ours));
        var isCleared = MayHaveCleared(facts, rows[0]) && (memory.LostMayLand || clearing.Exists(code => !memory.MayBeStale(code)));
        return rows.Count == 1 && kept.Mark != theirs && (isMeantForAnother || isCleared) ? kept : null;
    }

    /// <summary>Whether a write that was to empty another row may have emptied this one. Until that is certain, what is kept of it stays.</summary>
    public bool MayHaveCleared(MarkFacts facts, ListRow row) => (clearing.Count > 0 || memory.LostMayLand)
        && row.Status.Length == 0
        && facts.Base?.Sent?.Mark is not { Status.Length: 0 }
        && memory.Kept!.GetValueOrDefault(facts.Code) is { Status.Length: > 0 };

    // what was kept may itself have been a mark of ours that moved columns had led into the wrong cells: nobody wants that back
    private KeptCells WithoutMisled(KeptCells kept, MarkFacts facts)
    {
        return kept with
        {
            Status = IsId(kept.Status) || IsData(kept.Status) ? "" : kept.Status,
            RegistrantId = texts.AreOurs(kept.RegistrantId) || IsData(kept.RegistrantId) ? "" : kept.RegistrantId,
            Data = IsId(kept.Data) || texts.AreOurs(kept.Data) ? "" : kept.Data,
        };

        bool IsId(string text) => text.Length > 0
            && (facts.ClaimOf(text) is not null || text == facts.Base?.Sent?.Mark.RegistrantId || text == facts.Base?.Seen?.Mark.RegistrantId);

        bool IsData(string text) => text.StartsWith('{');
    }

    // without an id a text says nothing of whose it is; and what stands in its own row too was copied by a person
    private static Dictionary<Mark, string> Marking(IReadOnlyList<MarkFacts> unverified, ListContent content)
    {
        Dictionary<Mark, string> sent = [];
        foreach (var one in unverified.Where(one => content.Codes.ContainsKey(one.Code)))
        {
            var (mark, row) = (one.Base!.Sent!.Mark, content.Codes[one.Code][0]);
            if (mark.Status.Length > 0 && mark.RegistrantId.Length > 0 && !Marks.IsShown(mark, row))
            {
                sent[mark] = one.Code;
            }
        }

        return sent;
    }
}
