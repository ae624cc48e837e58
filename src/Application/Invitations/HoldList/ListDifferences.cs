using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Invitations.HoldList;

/// <summary>Finds which codes people freed or removed since the copy was made.</summary>
internal sealed class ListDifferences(Settings settings, IListLedger ledger, ListCopy copy, ListMemory memory)
{
    private static readonly IReadOnlySet<string> Nobody = new HashSet<string>();

    /// <returns>Freed ones that are not free yet, answered for or not, and removed ones that the copy still has.</returns>
    public async Task<IReadOnlyList<Difference>> FindAsync(ListReading reading, ListContent content, HoldAnswers? answers)
    {
        var before = memory.Before(reading.Place);
        var emptied = content.Codes.Where(code => code.Value is [{ Status.Length: 0 }] && MayBeFreed(code.Key, before, answers)).Select(code => code.Key).ToList();
        List<Difference> found = [.. copy.Invitations.Keys.Where(code => !content.Codes.ContainsKey(code)).Select(code => new Difference(code, null, false))];
        if (emptied.Count > 0)
        {
            var facts = await ledger.MarksAsync(reading.Place, emptied);
            found.AddRange(facts.Values.Select(one => Freed(one, content.Codes[one.Code])).OfType<Difference>());
        }

        return found;
    }

    /// <summary>Marks that people cleared by mistake: with their base forgotten they have not landed yet, and are written again.</summary>
    public async Task KeepMarksAsync(ListPlace place, IReadOnlyList<Difference> found, HoldAnswers? answers)
    {
        var cleared = found.Where(one => one is { IsRemoved: false, IsSpentByText: false } && answers?.Kept.Contains(one.Code) == true).ToList();
        if (cleared.Count > 0)
        {
            cleared.ForEach(one => memory.Patience.Remove(one.Code));
            await ledger.SaveMarksAsync(place, [.. cleared.Select(one => new MarkStep(one.Code, one.Facts!.Base is { Sent: { } sent } known ? new MarkBase(null, sent, SentFor: known.SentFor) : null, null))]);
        }
    }

    /// <summary>A write of ours that empties a row may have landed in another one, because people moved rows: that is not their doing.</summary>
    public async Task<List<Difference>> WithoutOwnAsync(ListPlace place, ListContent content, IReadOnlyList<Difference> found)
    {
        var astray = await Astray.FindAsync(ledger, memory, place, content, (await ledger.MarksAsync(place, null)).Values, settings.List.StatusTexts);
        return [.. found.Where(one => one.Facts is null || astray?.Before(one.Facts, content.Codes[one.Code]) is null)];
    }

    // all rows after a start; later only those that were filled, or that something is known of
    private bool MayBeFreed(string code, ListContent? before, HoldAnswers? answers) => before is null
        || !before.Codes.TryGetValue(code, out var earlier)
        || earlier.Any(row => row.Status.Length > 0)
        || memory.Patience.ContainsKey(code)
        || answers?.Covers(code) == true
        || IsSpentInCopy(code);

    private Difference? Freed(MarkFacts facts, IReadOnlyList<ListRow> rows)
    {
        var isSpentByText = facts.Holder is null && IsSpentInCopy(facts.Code);
        // an empty cell says the same with a column for ids and without
        var isFreed = HoldRule.IsFreed(MarkRule.Judge(Marks.Situation(facts, rows, Nobody, hasIds: false, settings.List.StatusTexts)), rows[0].Status, isSpentByText);
        return isFreed ? new Difference(facts.Code, facts, isSpentByText) : null;
    }

    private bool IsSpentInCopy(string code) => copy.Invitations.TryGetValue(code, out var known) && known.IsSpent;
}

/// <param name="Facts">Null when the code stands in no row any more.</param>
/// <param name="IsSpentByText">A person's text made it unusable, and nobody holds it.</param>
internal sealed record Difference(string Code, MarkFacts? Facts, bool IsSpentByText)
{
    public bool IsRemoved => Facts is null;

    /// <summary>Without the code.</summary>
    public override string ToString() => nameof(Difference);
}
