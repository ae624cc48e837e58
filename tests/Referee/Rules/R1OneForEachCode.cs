using ZoomApprover.Referee.Evidence;

namespace ZoomApprover.Referee.Rules;

/// <summary>For each list, code and generation at most one registrant is approved through the service.</summary>
internal static class R1OneForEachCode
{
    public static Verdict Judge(Trial trial)
    {
        var approvals = trial.Zoom.Effects.Where(one => one.IsApproval).ToList();
        return new Verdict("R1", "at most one approved for each list, code and generation", approvals.Count, [.. BySay(trial, approvals), .. ByAnswers(trial, approvals)]);
    }

    /// <summary>By what the service says was spent.</summary>
    private static IEnumerable<string> BySay(Trial trial, IReadOnlyList<Effect> approvals)
    {
        var spent = approvals.Select(one => (one.Person, Spent: SpentBy(trial, one))).ToList();
        foreach (var (person, _) in spent.Where(one => one.Spent is null && !IsOnAWord(trial, one.Person)))
        {
            yield return $"{person} was approved with no code, and nobody is shown who asked for it";
        }

        foreach (var twice in spent.Where(one => one.Spent is not null).GroupBy(one => one.Spent!.Value).Where(one => one.Select(each => each.Person).Distinct().Skip(1).Any()))
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
        let allowed = 1 + trial.ReleasesOf(people.Key)
        where people.Count() > allowed
        select $"code {people.Key} admitted {string.Join(" and ", people)}, and people freed it {allowed - 1} times";

    private static bool IsOnAWord(Trial trial, Person person) => trial.IsAskedFor(person, "ApproveAsked", trial.ApprovalOf(person)!.At);

    private static (string Code, int Generation)? SpentBy(Trial trial, Effect effect) => trial.HistoryOf(effect.Person)
        .Where(one => one.At <= effect.At && one is { Status: "approving" or "approved", Code: not null, Generation: not null })
        .Select(one => ((string Code, int Generation)?)(one.Code!, one.Generation!.Value)).LastOrDefault();
}
