using ZoomApprover.Referee.Evidence;

namespace ZoomApprover.Referee.Rules;

/// <summary>For each list, code and generation no more registrants are approved through the service than the code has uses, and than were set free.</summary>
internal static class R1OneForEachCode
{
    public static Verdict Judge(Trial trial)
    {
        var approvals = trial.Zoom.Effects.Where(one => one.IsApproval).ToList();
        return new Verdict("R1", "no more approved for each list, code and generation than it has uses", approvals.Count, [.. BySay(trial, approvals), .. ByAnswers(trial, approvals)]);
    }

    /// <summary>By what the service says was spent.</summary>
    private static IEnumerable<string> BySay(Trial trial, IReadOnlyList<Effect> approvals)
    {
        var spent = approvals.Select(one => (one.Person, Spent: SpentBy(trial, one))).ToList();
        foreach (var (person, _) in spent.Where(one => one.Spent is null && !IsOnAWord(trial, one.Person)))
        {
            yield return $"{person} was approved with no code, and nobody is shown who asked for it";
        }

        foreach (var twice in spent.Where(one => one.Spent is not null).GroupBy(one => one.Spent!.Value).Where(one => one.Select(each => each.Person).Distinct().Count() > AllowedAtOnce(trial, one.Key.Code)))
        {
            yield return $"list {trial.Service.List}, code {twice.Key.Code}, generation {twice.Key.Generation}: approved {string.Join(" and ", twice.Select(one => one.Person))}";
        }

        foreach (var code in spent.Where(one => one.Spent is not null).GroupBy(one => one.Spent!.Value.Code))
        {
            var most = code.Max(one => one.Spent!.Value.Generation);
            if (most - 1 > trial.ReleasesOf(code.Key))
            {
                yield return $"code {code.Key} came to generation {most}, and only {trial.ReleasesOf(code.Key)} releases show who asked for them";
            }
        }
    }

    /// <summary>By what people gave, whatever the service says.</summary>
    private static IEnumerable<string> ByAnswers(Trial trial, IReadOnlyList<Effect> approvals) =>
        from one in approvals.Select(one => one.Person).Distinct()
        where trial.KnownCodesOf(one).Count == 1 && !IsOnAWord(trial, one)
        group one by trial.KnownCodesOf(one)[0] into people
        let uses = trial.UsesOf(people.Key)
        let freed = trial.ReleasesOf(people.Key)
        where people.Count() > uses + freed
        select $"code {people.Key} admitted {string.Join(" and ", people)}, has {uses} uses, and people freed {freed}";

    // while others hold uses a generation goes on when one is set free
    private static int AllowedAtOnce(Trial trial, string code) => trial.ListCodes.ContainsKey(code) && trial.UsesOf(code) is > 1 and var uses ? uses + trial.ReleasesOf(code) : 1;

    private static bool IsOnAWord(Trial trial, Person person) => trial.IsAskedFor(person, "ApproveAsked", trial.ApprovalOf(person)!.At);

    private static (string Code, int Generation)? SpentBy(Trial trial, Effect effect) => trial.HistoryOf(effect.Person)
        .Where(one => one.At <= effect.At && one is { Status: "approving" or "approved", Code: not null, Generation: not null })
        .Select(one => ((string Code, int Generation)?)(one.Code!, one.Generation!.Value)).LastOrDefault();
}
