using System.Collections.Frozen;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Invitations;
using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>Turns a reading into the new copy, telling our own marks from what people wrote.</summary>
internal sealed class ListComparison(IListLedger ledger, ListCopy copy)
{
    /// <returns>Codes that are new, gone, or stand differently.</returns>
    public async Task<IReadOnlyCollection<string>> ReplaceCopyAsync(ListReading reading, ListContent content)
    {
        var spent = await SpentAsync(reading, content);
        var invitations = content.Codes.ToFrozenDictionary(code => code.Key, code => ToInvitation(code.Key, code.Value, spent), StringComparer.Ordinal);
        var changed = invitations.Values.Where(one => !copy.Invitations.TryGetValue(one.Code, out var before) || before with { Row = one.Row } != one).ToList();
        var removed = copy.Invitations.Keys.Where(code => !invitations.ContainsKey(code)).ToList();

        await ledger.SaveCopyAsync(reading.Place, reading.BeganAt, changed, removed);
        copy.Replace(reading.Place, reading.BeganAt, invitations);
        return [.. changed.Select(one => one.Code), .. removed];
    }

    /// <returns>Codes made unusable by what stands in their status cell.</returns>
    private async Task<HashSet<string>> SpentAsync(ListReading reading, ListContent content)
    {
        var marked = content.Codes.Where(code => code.Value.Any(row => row.Status.Length > 0)).ToList();
        if (marked.Count == 0)
        {
            return [];
        }

        var facts = await ledger.MarksAsync(reading.Place, [.. marked.Select(code => code.Key)]);
        var known = await ledger.KnownRegistrantsAsync([.. marked.SelectMany(code => code.Value).Select(row => row.RegistrantId).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)]);
        HashSet<string> spent = new(StringComparer.Ordinal);
        foreach (var (code, rows) in marked)
        {
            var theirs = new Mark(rows.First(row => row.Status.Length > 0).Status, rows[0].RegistrantId);
            var verdict = Marks.Judge(facts[code], rows, known);
            if (verdict == MarkVerdict.Conflict && facts[code].Holder is { Status: RegistrationStatus.Approving, HasOpenAttempt: false } unsent)
            {
                await ledger.YieldToMarkAsync(unsent, code); // whoever the mark speaks of was first
            }

            var adopted = verdict == MarkVerdict.Adopt && await ledger.AdoptMarkAsync(code, theirs.RegistrantId);
            if (MarkRule.IsSpent(verdict, theirs) && !adopted)
            {
                spent.Add(code);
            }
        }

        return spent;
    }

    private static Invitation ToInvitation(string code, IReadOnlyList<ListRow> rows, HashSet<string> spent) => new(
        code, rows[0].Row, rows[0].Session, spent.Contains(code), rows.Count > 1, rows[0].IsUnreadable, rows[0].ExpiresAt, rows[0].Holder);
}
