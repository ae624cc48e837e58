using ZoomApprover.Referee.Evidence;

namespace ZoomApprover.Referee.Rules;

/// <summary>Follows every cell of the service's columns, by the code of its row, and finds edits that were seen and undone all the same.</summary>
internal sealed class Edits(Trial trial)
{
    private readonly Dictionary<(string Code, string Header), Change> last = [];
    private readonly Dictionary<string, Clearing> cleared = new(StringComparer.Ordinal);

    /// <param name="Id">Whose mark it was.</param>
    private sealed record Clearing(Change Change, string Id);

    public IEnumerable<string> Undone()
    {
        foreach (var act in Acts())
        {
            foreach (var change in act.Where(one => one.IsOurs))
            {
                if (last.TryGetValue((change.Code!, change.Header!), out var before) && IsOverwritten(before, change))
                {
                    yield return $"{Name(change)}: '{before.New}' of a person was seen, and '{change.New}' was written over it by call {change.Call}";
                }
            }

            act.ForEach(Take);
            foreach (var change in act.Where(IsMarkedAgain))
            {
                yield return $"{Name(change)}: a person's clearing was seen, and call {change.Call} wrote '{change.New}' again for the same registrant";
            }
        }
    }

    /// <summary>One call of the service changes several cells at once; a person changes one at a time.</summary>
    private IEnumerable<List<Change>> Acts()
    {
        List<Change> act = [];
        foreach (var change in trial.Sheet.Changes.Where(one => one.Code is not null && trial.Case.Columns.IsOurs(one.Header)))
        {
            if (act.Count > 0 && (change.Call is null || act[0].Call != change.Call))
            {
                yield return act;
                act = [];
            }

            act.Add(change);
        }

        if (act.Count > 0)
        {
            yield return act;
        }
    }

    private void Take(Change change)
    {
        if (!change.IsOurs && change is { New.Length: 0, Old.Length: > 0 } && change.Header == trial.Case.Columns.Status
            && last.TryGetValue((change.Code!, change.Header), out var ours) && ours.IsOurs && IsSeen(ours, change.N))
        {
            cleared[change.Code!] = new Clearing(change, IdIn(change.Code!)); // the mark had been seen where it belongs: no doubt about whose row it was
        }

        last[(change.Code!, change.Header!)] = change;
    }

    private bool IsOverwritten(Change before, Change now) => !before.IsOurs && before.New.Length > 0 && before.New != now.New && IsSeen(before, now.N);

    private bool IsMarkedAgain(Change change) => change is { IsOurs: true, New.Length: > 0 } && change.Header == trial.Case.Columns.Status
        && cleared.TryGetValue(change.Code!, out var clearing) && IsSeen(clearing.Change, change.N) && IdIn(change.Code!) == clearing.Id;

    private bool IsSeen(Change change, long before) => trial.Sheet.Readings.Any(one => one.UpTo >= change.Number && one.N < before);

    private string IdIn(string code) => last.TryGetValue((code, trial.Case.Columns.RegistrantId), out var id) ? id.New : "";

    private static string Name(Change change) => $"code {change.Code}, {change.Header}";
}
