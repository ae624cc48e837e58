using System.Collections.Frozen;
using ZoomApprover.Application.Invitations.SynchronizeList;
using ZoomApprover.Application.Ports;
using ZoomApprover.Application.State;
using ZoomApprover.Domain.Invitations;

namespace ZoomApprover.Application.Invitations.HoldList;

/// <summary>
/// Looks at a reading before it is taken in: what looks like a slip of the hand stays out of it until a person has answered, or
/// put the sheet back.
/// </summary>
internal sealed class HoldWatch(
    IInvitationList list, IHoldLedger ledger, ListCopy copy, ListDifferences differences, Holds holds, ProblemBoard problems)
{
    public async Task<Held> LookAsync(ListReading reading, ListContent content)
    {
        var answers = await holds.AnswersAsync();
        if (copy.Place is not { } place)
        {
            return new Held(content);
        }

        if (reading.Place != place && list.TakesMarks)
        {
            return await LookElsewhereAsync(reading, content, place, answers);
        }

        DropAdded(place);
        return await LookHereAsync(reading, content, answers);
    }

    private async Task<Held> LookElsewhereAsync(ListReading reading, ListContent content, ListPlace place, HoldAnswers? answers)
    {
        var spent = (await ledger.SpentAsync()).Concat(copy.Invitations.Values.Where(one => one.IsSpent).Select(one => one.Code)).ToHashSet(StringComparer.Ordinal);
        var answer = answers is { OtherPlace: { } given } && answers.Place == reading.Place ? given : (HoldAnswer?)null;
        if (HoldRule.Judge(new ListDifference(true, spent.Count, 0, 0, copy.Invitations.Count)) is not { } kind || answer == HoldAnswer.Confirm)
        {
            DropAdded(place);
            // that the place is another one was confirmed, with the rows that are not there; what people had marked used is used there too
            var missing = copy.Invitations.Keys.Where(code => !content.Codes.ContainsKey(code)).ToHashSet(StringComparer.Ordinal);
            var marked = copy.Invitations.Values.Where(one => one.IsSpent && content.Codes.ContainsKey(one.Code)).Select(one => one.Code).ToHashSet(StringComparer.Ordinal);
            await holds.ChangeAsync(_ => missing.Count + marked.Count == 0 ? null : new HoldAnswers(reading.Place, HoldAnswer.Confirm, missing, marked));
            Ask(null);
            return new Held(content);
        }

        var empty = spent.Count(code => content.Codes.TryGetValue(code, out var rows) && rows.All(row => row.Status.Length == 0));
        Ask(new HoldQuestion(kind, reading.Place, new HashSet<string>(), empty, content.Codes.Count, "", SinceWhen(kind, reading), answer));
        return new Held(content, OpenedElsewhere: answer == HoldAnswer.Keep ? DropAdded(place) : Open(reading, content, place));
    }

    private async Task<Held> LookHereAsync(ListReading reading, ListContent content, HoldAnswers? answers)
    {
        var found = await differences.FindAsync(reading, content, answers);
        answers = await holds.ChangeAsync(before => StillTrue(before, found));
        await differences.KeepMarksAsync(reading.Place, found, answers);

        var asked = found.Where(one => answers?.Covers(one.Code) != true).ToList();
        var kind = Judge(asked);
        if (kind is not null)
        {
            asked = await differences.WithoutOwnAsync(reading.Place, content, asked);
            kind = Judge(asked);
        }

        Ask(kind is { } one ? Question(one, reading, content, asked) : null);
        var kept = found.Where(one => one.IsSpentByText && answers?.Kept.Contains(one.Code) == true);
        return Without(content, kind is null ? kept : kept.Concat(asked));
    }

    private HoldKind? Judge(List<Difference> asked)
    {
        var removed = asked.Count(one => one.IsRemoved);
        return HoldRule.Judge(new ListDifference(false, 0, asked.Count - removed, removed, copy.Invitations.Count));
    }

    private HoldQuestion Question(HoldKind kind, ListReading reading, ListContent content, List<Difference> asked)
    {
        var rows = asked.Select(one => one.IsRemoved ? copy.Invitations[one.Code].Row : content.Codes[one.Code][0].Row).Where(row => row > 0).Order().ToList();
        return new HoldQuestion(
            kind, reading.Place, asked.Select(one => one.Code).ToHashSet(StringComparer.Ordinal), asked.Count, copy.Invitations.Count, RowProblems.Rows(rows), SinceWhen(kind, reading));
    }

    private void Ask(HoldQuestion? question)
    {
        holds.Question = question;
        problems.Set(Topics.ListHold, question is null ? [] : [question.Problem]);
        if (question is not null)
        {
            list.Forget(); // the answer is acted on by a reading, though the list stays as it is
        }
    }

    private DateTimeOffset SinceWhen(HoldKind kind, ListReading reading) =>
        holds.Question is { } before && before.Kind == kind && before.Place == reading.Place ? before.Since : reading.BeganAt;

    // an answer ends with its difference: the same codes freed once more are another one
    private static HoldAnswers? StillTrue(HoldAnswers? answers, IReadOnlyList<Difference> found)
    {
        if (answers is null)
        {
            return null;
        }

        var codes = found.Select(one => one.Code).ToHashSet(StringComparer.Ordinal);
        var (confirmed, kept) = (answers.Confirmed.Where(codes.Contains).ToHashSet(StringComparer.Ordinal), answers.Kept.Where(codes.Contains).ToHashSet(StringComparer.Ordinal));
        if (confirmed.Count + kept.Count == 0)
        {
            return null;
        }

        var isSame = answers.OtherPlace is null && confirmed.Count == answers.Confirmed.Count && kept.Count == answers.Kept.Count;
        return isSame ? answers : answers with { OtherPlace = null, Confirmed = confirmed, Kept = kept };
    }

    // they stand in the copy as they stood, and nothing is judged by their rows
    private Held Without(ListContent content, IEnumerable<Difference> left)
    {
        var retained = left.Select(one => one.Code).ToFrozenDictionary(code => code, code => copy.Invitations.GetValueOrDefault(code) ?? Of(code, content.Codes[code]), StringComparer.Ordinal);
        return retained.Count == 0
            ? new Held(content)
            : new Held(content with { Codes = content.Codes.Where(code => !retained.ContainsKey(code.Key)).ToDictionary(StringComparer.Ordinal) }) { Retained = retained };
    }

    // in memory only: the ledger's copy stays what the next start compares with
    private List<string> Open(ListReading reading, ListContent content, ListPlace place)
    {
        var before = copy.Invitations;
        var merged = before.Where(one => !holds.Added.Contains(one.Key)).ToDictionary(StringComparer.Ordinal);
        holds.Added.Clear();
        foreach (var (code, rows) in content.Codes)
        {
            if (merged.TryAdd(code, Of(code, rows)))
            {
                holds.Added.Add(code);
            }
        }

        copy.Replace(place, reading.BeganAt, merged.ToFrozenDictionary(StringComparer.Ordinal));
        return [.. holds.Added.Where(code => !before.TryGetValue(code, out var known) || known with { Row = merged[code].Row } != merged[code])];
    }

    /// <returns>Codes that are no more there.</returns>
    private List<string> DropAdded(ListPlace place)
    {
        List<string> dropped = [.. holds.Added];
        if (dropped.Count > 0)
        {
            copy.Replace(place, copy.BeganAt!.Value, copy.Invitations.Where(one => !holds.Added.Contains(one.Key)).ToFrozenDictionary(StringComparer.Ordinal));
            holds.Added.Clear();
        }

        return dropped;
    }

    private static Invitation Of(string code, IReadOnlyList<ListRow> rows) => new(
        code, rows[0].Row, rows[0].Session, rows.Any(row => row.Status.Length > 0), rows.Count > 1, rows[0].IsUnreadable, rows[0].ExpiresAt, rows[0].Holder, rows[0].IsOnHold, rows.Count > 1 ? 1 : rows[0].Uses);
}

/// <param name="Content">What is to be taken in.</param>
/// <param name="OpenedElsewhere">Set when nothing is to be taken in, because the place is in question: codes of it that open from now on.</param>
internal sealed record Held(ListContent Content, IReadOnlyList<string>? OpenedElsewhere = null)
{
    /// <summary>By code: what stays in the copy as it was, and is not written to.</summary>
    public IReadOnlyDictionary<string, Invitation> Retained { get; init; } = FrozenDictionary<string, Invitation>.Empty;
}
