using System.Collections.Frozen;
using ZoomApprover.Application.Configuration;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Invitations.SynchronizeList;

/// <summary>Turns a reading into the new copy, telling our own marks from what people wrote, and does what people asked for by it.</summary>
internal sealed class ListComparison(Settings settings, IInvitationList list, IListLedger ledger, ListCopy copy, ListMemory memory, SweepAgenda agenda)
{
    /// <param name="retained">By code: what stays as it was, whatever the list says.</param>
    /// <returns>Codes that are new, gone, or stand differently, and the rows that a write of ours for another code landed in.</returns>
    public async Task<Comparison> ReplaceCopyAsync(ListReading reading, ListLayout layout, ListContent content, IReadOnlyDictionary<string, Invitation> retained)
    {
        var judged = await JudgeAsync(reading, layout.PlaceOf(ListColumn.RegistrantId) is not null, content);
        var invitations = content.Codes.Select(code => ToInvitation(code.Key, code.Value, judged)).Concat(retained.Values).ToFrozenDictionary(one => one.Code, StringComparer.Ordinal);
        var changed = invitations.Values.Where(one => !copy.Invitations.TryGetValue(one.Code, out var before) || before with { Row = one.Row } != one).ToList();
        var removed = copy.Invitations.Keys.Where(code => !invitations.ContainsKey(code)).ToList();

        if (changed.Exists(one => copy.Invitations.TryGetValue(one.Code, out var before) && before.Session != one.Session))
        {
            agenda.Mingle(); // before anything opens by it, here or at another replica
        }

        if (changed.Count > 0 || removed.Count > 0 || reading.Place != copy.Place || memory.IsCopyOld(reading.BeganAt))
        {
            await ledger.SaveCopyAsync(reading.Place, reading.BeganAt, changed, removed);
            memory.CopySaved(reading.BeganAt);
        }

        copy.Replace(reading.Place, reading.BeganAt, invitations);
        return new Comparison([.. changed.Select(one => one.Code), .. removed], judged.Misplaced, judged.Uncertain);
    }

    private async Task<Judged> JudgeAsync(ListReading reading, bool hasIds, ListContent content)
    {
        var before = memory.Take(reading.Place);
        var owed = await ledger.MarksAsync(reading.Place, null);
        var met = await MetAsync();
        var wanted = content.Codes.Keys.Where(code => !owed.ContainsKey(code) && (met.Contains(code) || Concerns(code, content, before))).ToList();
        var facts = owed.Values.Concat((await ledger.MarksAsync(reading.Place, wanted)).Values).Where(one => content.Codes.ContainsKey(one.Code)).ToList();
        var known = await ledger.KnownRegistrantsAsync(
            [.. facts.SelectMany(one => content.Codes[one.Code]).Select(row => row.RegistrantId).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)]);
        var astray = await Astray.FindAsync(ledger, memory, reading.Place, content, [.. facts, .. owed.Values.Where(one => !content.Codes.ContainsKey(one.Code))], settings.List.StatusTexts);
        Judged judged = new(copy.Invitations, facts.Select(one => one.Code).ToHashSet(StringComparer.Ordinal));
        var knownIds = known.Keys.ToHashSet(StringComparer.Ordinal);
        List<Look> looks = [];
        foreach (var one in facts)
        {
            var rows = content.Codes[one.Code];
            if (astray?.Before(one, rows) is { } kept)
            {
                judged.Misplaced.Add(one.Code, kept);
                rows = [kept.In(rows[0])];
            }
            else if (astray?.MayHaveCleared(one, rows[0]) == true)
            {
                judged.Uncertain.Add(one.Code);
            }

            looks.Add(await LookAsync(one, rows, knownIds, hasIds));
        }

        var adopted = await AdoptAsync(looks);
        List<string> unowed = [];
        foreach (var look in looks)
        {
            var code = look.Facts.Code;
            if (await SettleAsync(look, adopted.Contains(code), judged.Uncertain.Contains(code) || judged.Misplaced.ContainsKey(code)))
            {
                judged.Spent.Add(code);
            }

            Note(look, adopted.Contains(code), known.GetValueOrDefault(look.Theirs.RegistrantId));
            if (look is { Facts.OwedVersion: null, Verdict: MarkVerdict.Write })
            {
                unowed.Add(code); // a late write landed over a younger one, or a person brought an old state back
            }
        }

        // what lies astray is looked at until it is back
        unowed.AddRange(judged.Misplaced.Keys.Where(code => !owed.ContainsKey(code) && !unowed.Contains(code)));
        if (unowed.Count > 0 && list.TakesMarks && !settings.Zoom.DryRun)
        {
            await ledger.OweMarksAsync(unowed);
        }

        return judged;
    }

    // rows that named somebody nobody knew, or who had not given that code, when a delivery or a sweep has told more of them
    private async Task<HashSet<string>> MetAsync()
    {
        if (memory.Strangers.Count == 0)
        {
            return [];
        }

        var known = await ledger.KnownRegistrantsAsync([.. memory.Strangers.Values.Select(one => one.RegistrantId).Distinct(StringComparer.Ordinal)]);
        return memory.Strangers.Where(one => known.GetValueOrDefault(one.Value.RegistrantId) != one.Value.Known).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
    }

    // a row that stands as it stood, with nothing owed to it and nobody waiting for it, means what it meant
    private bool Concerns(string code, ListContent content, ListContent? before)
    {
        var rows = content.Codes[code];
        return before is null
            || rows.Count > 1
            || memory.Patience.ContainsKey(code)
            || !before.Codes.TryGetValue(code, out var earlier)
            || earlier.Count != rows.Count
            || rows[0].Status != earlier[0].Status
            || rows[0].RegistrantId != earlier[0].RegistrantId
            || rows[0].Uses != earlier[0].Uses;
    }

    private async Task<Look> LookAsync(MarkFacts facts, IReadOnlyList<ListRow> rows, IReadOnlySet<string> known, bool hasIds)
    {
        var theirs = new Mark(rows.FirstOrDefault(row => row.Status.Length > 0)?.Status ?? "", rows[0].RegistrantId);
        var verdict = MarkRule.Judge(Marks.Situation(facts, rows, known, hasIds, settings.List.StatusTexts));
        if (verdict == MarkVerdict.Yield)
        {
            foreach (var use in facts.Uses.Where(use => use.IsUnsent))
            {
                await ledger.YieldToMarkAsync(use.Holder, facts.Code); // whoever the mark speaks of was first
            }
        }

        return new Look(facts, theirs, verdict, rows[0].Uses > 1 && StatusTexts.HasFreeUse(theirs.Status));
    }

    private async Task<IReadOnlySet<string>> AdoptAsync(IReadOnlyList<Look> looks)
    {
        var marks = looks.Where(one => one.Verdict == MarkVerdict.Adopt).Select(one => new NamedMark(one.Facts.Code, one.Theirs.RegistrantId)).ToList();
        return marks.Count == 0 ? FrozenSet<string>.Empty : await ledger.AdoptMarksAsync(marks);
    }

    /// <returns>Whether the list calls the code spent.</returns>
    private async Task<bool> SettleAsync(Look look, bool isAdopted, bool isUncertain)
    {
        var (facts, theirs, verdict, hasFreeUse) = look;
        if (isAdopted)
        {
            return false; // the claim decides
        }

        var patience = Wait(facts.Code, verdict, theirs);
        var isCleared = verdict == MarkVerdict.Cleared && patience is null && !isUncertain && list.TakesMarks && !settings.Zoom.DryRun;
        if (isCleared)
        {
            await ledger.ReleaseClearedAsync(facts.Counted(theirs.RegistrantId));
        }

        Doubt(facts.Code, isCleared ? MarkVerdict.Settled : verdict);
        return !hasFreeUse && (MarkRule.IsSpent(verdict, theirs) || (patience is not null && facts.Holder is null));
    }

    // a code that the last copy calls spent was marked by a person, in an earlier process perhaps
    private Patience? Wait(string code, MarkVerdict verdict, Mark theirs)
    {
        if (!list.TakesMarks)
        {
            return null; // a file is read as it is
        }

        var before = memory.Patience.GetValueOrDefault(code)
            ?? (copy.Invitations.TryGetValue(code, out var known) && known.IsSpent ? new Patience(PersonsEdit.Text, memory.Now, 1) : null);
        var patience = Patience.After(before, verdict, theirs.Status, memory.Now);
        memory.Patience.Remove(code);
        if (patience is null || patience.IsOver(memory.Now))
        {
            return null;
        }

        if (patience.Edit != PersonsEdit.Text) // that one the copy remembers
        {
            memory.Patience.Add(code, patience);
        }

        return patience;
    }

    private void Note(Look look, bool isAdopted, long known)
    {
        var (facts, theirs, verdict, _) = look;
        memory.Strangers.Remove(facts.Code);
        if (!isAdopted && verdict is MarkVerdict.SpentByPerson or MarkVerdict.Adopt && theirs.RegistrantId.Length > 0)
        {
            memory.Strangers.Add(facts.Code, new Stranger(theirs.RegistrantId, known));
        }
    }

    private void Doubt(string code, MarkVerdict verdict)
    {
        memory.Doubts.Remove(code);
        if (verdict is MarkVerdict.Conflict or MarkVerdict.Cleared)
        {
            memory.Doubts.Add(code, verdict == MarkVerdict.Conflict ? ProblemKind.ListMarkConflict : ProblemKind.ListMarkCleared);
        }
    }

    private static Invitation ToInvitation(string code, IReadOnlyList<ListRow> rows, Judged judged) => new(
        code, rows[0].Row, rows[0].Session, judged.IsSpent(code), rows.Count > 1, rows[0].IsUnreadable, rows[0].ExpiresAt, rows[0].Holder, rows[0].IsOnHold, rows.Count > 1 ? 1 : rows[0].Uses);

    /// <param name="HasFreeUse">The status cell holds a count by which the code has one.</param>
    private sealed record Look(MarkFacts Facts, Mark Theirs, MarkVerdict Verdict, bool HasFreeUse);

    private sealed record Judged(IReadOnlyDictionary<string, Invitation> Copy, IReadOnlySet<string> Looked)
    {
        public HashSet<string> Spent { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, KeptCells> Misplaced { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Uncertain { get; } = new(StringComparer.Ordinal);

        public bool IsSpent(string code) => Looked.Contains(code) ? Spent.Contains(code) : Copy.TryGetValue(code, out var before) && before.IsSpent;
    }
}

/// <param name="Changed">Codes that are new, gone, or stand differently.</param>
/// <param name="Misplaced">By code: what belongs into a row that a write for another code landed in.</param>
/// <param name="Uncertain">Codes whose row such a write may have emptied: a later reading will tell.</param>
internal sealed record Comparison(IReadOnlyCollection<string> Changed, IReadOnlyDictionary<string, KeptCells> Misplaced, IReadOnlySet<string> Uncertain);
